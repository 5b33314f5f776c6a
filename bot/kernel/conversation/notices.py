"""Notices to members: their kinds, and what becomes of one that goes as a template message."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.kernel.conversation.refusals import NO_ANSWER, SendRefusal
from bot.kernel.conversation.send_outcomes import Outcome


class NoticeKind(StrEnum):
    """What a member may stop and take up again, each by itself: news, or what concerns their own matters."""

    NEWS = "news"
    SERVICE = "service"


class TemplateState(StrEnum):
    """Where a template message stands."""

    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    REFUSED = "refused"
    UNKNOWN = "unknown"


def find_state(outcome: Outcome) -> TemplateState:
    """Where a template message stands after a try."""
    match outcome:
        case "accepted":
            return TemplateState.SENT
        case "refused":
            return TemplateState.REFUSED
        case "unknown":
            return TemplateState.UNKNOWN


REPEAT_WITHIN = timedelta(minutes=9)
"""From the first try on WeChat takes the same `client_msg_id` for the same message for ten minutes: one is left for
clocks and calls that hang."""


@dataclass(frozen=True)
class TemplateMessage:
    """One template message: `key` is the same at every try, and differs between any two of an account."""

    key: str
    template_id: str
    fields: dict[str, str] = field(repr=False)
    url: str = field(default="", repr=False)


@dataclass(frozen=True)
class TemplateResult:
    """What WeChat said to a try; `reason` is for the operator, and `refusal` counts where it was not taken."""

    state: TemplateState
    message_id: str = ""
    refusal: SendRefusal = NO_ANSWER
    reason: str = ""
    is_refused_to_all: bool = False
    """WeChat refused just now, and would refuse the next member's too."""


_UNDER_WAY = timedelta(seconds=30)


@dataclass(frozen=True)
class TemplateRecord:
    """What is known of a template message; `tried_at` is of the first try that may have gone out."""

    state: TemplateState
    tried_at: datetime
    refusal: SendRefusal = NO_ANSWER
    was_accepted: bool = False

    @property
    def is_in_doubt(self) -> bool:
        """A try went out, and nobody knows what came of it."""
        return self.state in (TemplateState.SENDING, TemplateState.UNKNOWN)

    @property
    def result(self) -> TemplateResult:
        state = TemplateState.UNKNOWN if self.is_in_doubt else self.state
        return TemplateResult(state, refusal=self.refusal)

    def may_repeat(self, now: datetime) -> bool:
        """Whether another try does no harm and may do some good."""
        since = now - self.tried_at
        if self.state is TemplateState.REFUSED:
            return not self.was_accepted and self.refusal.is_everybodys
        is_under_way = self.state is TemplateState.SENDING and since < _UNDER_WAY
        return self.is_in_doubt and not is_under_way and since < REPEAT_WITHIN


@dataclass(frozen=True)
class DeliveryReport:
    """What WeChat's later event says of a template message: reached the member, or why not."""

    state: Literal[TemplateState.DELIVERED, TemplateState.REFUSED]
    is_blocked: bool
    reason: str


def read_report(status: str) -> DeliveryReport:
    """`success`, `failed:user block`, `failed: system failed`; what is not known has failed for an unknown reason."""
    words = status.strip().lower()
    if words == "success":
        return DeliveryReport(TemplateState.DELIVERED, False, "")
    reason = words.partition(":")[2].strip() or words or "no status"
    return DeliveryReport(TemplateState.REFUSED, reason == "user block", reason)
