"""WeChat's rules for customer-service messages: how many a member's act allows, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MESSAGES_AFTER_MESSAGE, MESSAGE_WINDOW = 5, timedelta(hours=48)
MESSAGES_AFTER_EVENT, EVENT_WINDOW = 3, timedelta(minutes=1)


@dataclass(frozen=True)
class MessageAllowance:
    """How many more messages may be sent, and until when."""

    left: int
    until: datetime | None


@dataclass(frozen=True)
class ReplyWindow:
    """What a member last did, and what was sent since: a message opens five, a tap on the menu, a scan or following three."""

    last_message_at: datetime | None
    sent_since_message: int
    last_event_at: datetime | None = None
    sent_since_event: int = 0

    def allows(self, now: datetime) -> MessageAllowance:
        """The wider of both windows: they do not add up."""
        by_message = self._by(
            self.last_message_at, MESSAGE_WINDOW, MESSAGES_AFTER_MESSAGE, self.sent_since_message, now
        )
        by_event = self._by(
            self.last_event_at, EVENT_WINDOW, MESSAGES_AFTER_EVENT, self.sent_since_event, now
        )
        return max(by_message, by_event, key=lambda one: one.left)

    @staticmethod
    def _by(
        opened_at: datetime | None, life: timedelta, messages: int, sent: int, now: datetime
    ) -> MessageAllowance:
        if opened_at is None or now - opened_at >= life:
            return MessageAllowance(0, None)
        return MessageAllowance(max(0, messages - sent), opened_at + life)
