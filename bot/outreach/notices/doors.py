"""The doors that notices need; `wiring` says what stands behind each."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from bot.kernel.conversation.notices import TemplateMessage, TemplateResult
from bot.kernel.members.relief import ReliefStepNotice


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


class ReliefNews(Protocol):
    """Knows what the relief desk did."""

    def find_news(self, since: datetime) -> AsyncIterator[Sequence[ReliefStepNotice]]:
        """What members are to be told of, done since then, page by page."""
        ...
