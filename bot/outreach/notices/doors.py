"""The doors that notices need; `wiring` says what stands behind each."""

from datetime import date
from typing import Protocol

from bot.kernel.conversation.notices import TemplateMessage, TemplateResult
from bot.kernel.members.visits import Visit


class TemplateSender(Protocol):
    """Sends template messages."""

    async def send(self, address: str, message: TemplateMessage) -> TemplateResult:
        """One try; raises nothing."""
        ...


class ServiceLane(Protocol):
    """The account's limits, as what a member waits for meets them."""

    async def enter(self) -> None:
        """Returns when one message may be sent, and counts it; raises PaceUnavailable."""
        ...


class VisitBook(Protocol):
    """Knows who comes to a window when."""

    async def find_visits_of(self, day: date, after: str, limit: int) -> tuple[Visit, ...]:
        """The visits booked for a day, by number, those behind `after`: at most `limit`."""
        ...
