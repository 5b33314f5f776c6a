"""WeChat's rule for customer-service messages: five within 48 hours of the member's last message."""

from datetime import datetime, timedelta

MESSAGES_PER_WINDOW = 5
WINDOW = timedelta(hours=48)


def may_send(last_inbound_at: datetime | None, sent_since: int, now: datetime) -> bool:
    """Whether one more customer-service message is allowed; `sent_since` counts from the last inbound."""
    if last_inbound_at is None or now - last_inbound_at >= WINDOW:
        return False
    return sent_since < MESSAGES_PER_WINDOW
