"""How many messages a channel lets through to a member after what the member did, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class ReplyLimit:
    """So many messages within so long."""

    messages: int
    life: timedelta


@dataclass(frozen=True)
class ReplyLimits:
    """What a member's message opens, and what an event does: a tap on the menu, a scan, or following."""

    after_message: ReplyLimit
    after_event: ReplyLimit


@dataclass(frozen=True)
class MessageAllowance:
    """How many more messages may be sent, and until when."""

    left: int
    until: datetime | None


@dataclass(frozen=True)
class ReplyWindow:
    """What a member last did, and what was sent since."""

    limits: ReplyLimits
    last_message_at: datetime | None
    sent_since_message: int
    last_event_at: datetime | None = None
    sent_since_event: int = 0

    def allows(self, now: datetime) -> MessageAllowance:
        """The wider of both windows: they do not add up."""
        limits = self.limits
        by_message = _count(limits.after_message, self.last_message_at, self.sent_since_message, now)
        by_event = _count(limits.after_event, self.last_event_at, self.sent_since_event, now)
        return max(by_message, by_event, key=lambda one: one.left)


def _count(limit: ReplyLimit, opened_at: datetime | None, sent: int, now: datetime) -> MessageAllowance:
    if opened_at is None or now - opened_at >= limit.life:
        return MessageAllowance(0, None)
    return MessageAllowance(max(0, limit.messages - sent), opened_at + limit.life)
