"""Who has a ticket on their screen."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(seconds=25)
"""How long somebody who said nothing more counts as being there; pages say so every ten seconds."""


@dataclass(frozen=True)
class TicketViewer:
    """Somebody who has a ticket on their screen."""

    staff_id: int
    name: str
    is_typing: bool
    seen_at: datetime
