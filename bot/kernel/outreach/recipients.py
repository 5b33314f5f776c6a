"""One recipient on the way: what is taken to be sent, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.kernel.conversation.refusals import NO_ANSWER, SendRefusal
from bot.kernel.outreach.campaigns import RecipientState, SkipReason

LEASE = timedelta(seconds=30)
"""Whoever took a recipient has settled it by then, or is dead."""


@dataclass(frozen=True)
class Taken:
    """A recipient that was taken to be sent; `skip` where nothing may be sent any more."""

    id: int
    conversation_id: int
    member_id: int
    address: str = field(repr=False)
    values: Mapping[str, str] = field(repr=False)
    taken_at: datetime
    tried_at: datetime
    tries: int
    skip: SkipReason | None

    @property
    def is_repeat(self) -> bool:
        """An earlier try may have arrived: whatever comes of this one, it cannot be said that nothing was sent."""
        return self.tried_at < self.taken_at


@dataclass(frozen=True)
class Settled:
    """What came of one try. `reason` is in words for staff; `was_tried`: a call went out."""

    taken: Taken
    state: RecipientState
    refusal: SendRefusal = NO_ANSWER
    message_id: str = ""
    reason: str = ""
    is_unreachable: bool = False
    """The member left or blocks us: nothing more is to be sent to this conversation."""
    was_tried: bool = True


@dataclass(frozen=True)
class FailureGroup:
    """The recipients that ended the same way; `may_retry` where trying again makes sense, `advice` says why."""

    state: RecipientState
    errcode: int
    skip: SkipReason | None
    count: int
    words: str
    may_retry: bool
    advice: str


@dataclass(frozen=True)
class WantedLines:
    """Which recipients staff want to look at; what is empty does not matter."""

    state: RecipientState | None = None
    skip: SkipReason | None = None
    errcode: int | None = None
    name: str = field(default="", repr=False)


@dataclass(frozen=True)
class RecipientLine:
    """One recipient as staff see it."""

    id: int
    member_id: int
    state: RecipientState
    words: str
    errcode: int
    tries: int
    settled_at: datetime | None
    skip: SkipReason | None = None
