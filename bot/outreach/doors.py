"""The doors that bulk outreach needs; `wiring` says what stands behind each."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Protocol

from bot.kernel.conversation.notices import NoticeKind, TemplateMessage, TemplateResult
from bot.kernel.outreach.audience_filter import AudienceFilter, Choices
from bot.kernel.outreach.audiences import BadRow, FoundMember, ListedMember
from bot.kernel.outreach.occasions import Change, Occasion
from bot.kernel.outreach.pacing import Lane, Slots
from bot.kernel.outreach.send_answers import SendAnswer
from bot.kernel.outreach.templates import TemplateOffer


class MemberSource(Protocol):
    """Finds members in the claims database."""

    def find_members(self, chosen: AudienceFilter) -> AsyncIterator[Sequence[FoundMember]]:
        """Pages of members, by number, with the values of the filter's variables."""
        ...

    async def find_choices(self) -> Choices:
        """What a filter can be made of."""
        ...

    async def find_unions(self, written: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """The codes of unions that are written by name or code, and what names none."""
        ...

    async def name_unions(self, codes: Sequence[str]) -> Sequence[str]:
        """Each union's name, with its code."""
        ...

    async def find_listed(
        self, rows: Sequence[ListedMember]
    ) -> tuple[Sequence[tuple[int, FoundMember]], Sequence[BadRow]]:
        """The members that rows of a list name, each with its line, and the rows that name nobody."""
        ...


class OutreachSender(Protocol):
    """Sends to one member; raises nothing."""

    async def send_template(self, address: str, message: TemplateMessage) -> SendAnswer:
        """One try; the same key within ten minutes is the same message."""
        ...

    async def send_text(self, address: str, text: str) -> SendAnswer:
        """One try of a customer-service message; every try is another message."""
        ...


class Pace(Protocol):
    """The account's limit for each second, shared by everything that sends."""

    async def reserve(self, lane: Lane, count: int) -> Slots:
        """The next `count` slots of a lane; raises PaceUnavailable: nothing may be sent then."""
        ...

    async def slow_down(self) -> None:
        """WeChat is busy: half as fast, and back to full speed by and by."""
        ...


class Dispatcher(Protocol):
    """Has a running campaign worked on, here or in a worker."""

    async def dispatch(self, campaign_id: int) -> None:
        """Returns at once or when a slice of the work is done; doing it too often does no harm."""
        ...


class Templates(Protocol):
    """The account's templates."""

    async def find_templates(self) -> Sequence[TemplateOffer]:
        """All of them; raises TransportError."""
        ...


class ChangeSource(Protocol):
    """Knows what changed in the claims database."""

    async def find_changes(
        self, occasion: Occasion, since: date, after: int, limit: int
    ) -> Sequence[tuple[int, Change]]:
        """The changes since a day behind `after`, each with the number to go on from."""
        ...


class NoticeSender(Protocol):
    """Sends one template message to one conversation, each key once."""

    async def send(
        self, conversation_id: int, message: TemplateMessage, kind: NoticeKind
    ) -> TemplateResult | None:
        """How it stands afterwards; None where it is not wanted."""
        ...
