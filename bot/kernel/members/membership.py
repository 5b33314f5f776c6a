"""What the member's pages show of the claims database, as plain values: everything masked."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class WaitingCard:
    """A new payout card that counts from `effective_at` on."""

    id: int
    card_tail: str
    effective_at: datetime


@dataclass(frozen=True)
class ShownProfile:
    """The member's own details; of the phone only the end, for the whole of it proves who somebody is."""

    name: str
    phone_tail: str
    card_tail: str
    waiting_card: WaitingCard | None = None
    is_phone_new: bool = False
    """Changed so lately that it proves nothing where money is concerned."""


@dataclass(frozen=True)
class WantedPaper:
    """A document that a claim asks for; `received_on` is None while it is missing."""

    kind: str
    label: str
    received_on: date | None


@dataclass(frozen=True)
class PaperFolder:
    """One open claim and its papers."""

    claim_number: str
    title: str
    wanted: tuple[WantedPaper, ...]

    @property
    def missing(self) -> tuple[WantedPaper, ...]:
        """What has not been received."""
        return tuple(paper for paper in self.wanted if paper.received_on is None)


@dataclass(frozen=True)
class LoosePaper:
    """A paper that came without a word on what it belongs to."""

    id: int
    received_on: date
    media_type: str


@dataclass(frozen=True)
class CleanPaper:
    """A paper whose content was checked, without what a camera notes of the place; never the bytes as sent."""

    media_type: str
    content: bytes
