"""Notices to members: their kinds, and what becomes of one that goes as a template message."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


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


_PASSES_BY_ITSELF = frozenset({0, -1, 45009, 45011})
"""No connection, busy, or the allowance used up."""
_PUT_RIGHT_BY_AN_OPERATOR = frozenset({40037, 40164, 43116, 48001, 48004})
"""The template, the address or the permission."""


def is_everybodys(errcode: int) -> bool:
    """Refused for a reason that is not this member's: worth another try later, and nobody else's meanwhile."""
    return errcode in _PASSES_BY_ITSELF or errcode in _PUT_RIGHT_BY_AN_OPERATOR


@dataclass(frozen=True)
class TemplateResult:
    """What WeChat said to a try; `reason` is for the operator."""

    state: TemplateState
    message_id: str = ""
    errcode: int = 0
    reason: str = ""

    @property
    def is_refused_to_all(self) -> bool:
        """Whether the next member's would be refused too."""
        return self.state is TemplateState.REFUSED and is_everybodys(self.errcode)


@dataclass(frozen=True)
class DeliveryReport:
    """What WeChat's later event says of a template message: reached the member, or why not."""

    state: TemplateState
    is_blocked: bool
    reason: str


def read_report(status: str) -> DeliveryReport:
    """`success`, `failed:user block`, `failed: system failed`; what is not known has failed for an unknown reason."""
    words = status.strip().lower()
    if words == "success":
        return DeliveryReport(TemplateState.DELIVERED, False, "")
    reason = words.partition(":")[2].strip() or words or "no status"
    return DeliveryReport(TemplateState.REFUSED, reason == "user block", reason)
