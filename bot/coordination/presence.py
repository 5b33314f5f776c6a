"""Who looks at which ticket, within one process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.kernel.conversation.viewers import LIFE, TicketViewer


@dataclass
class InProcessPresence:
    """Presence within one process."""

    clock: Callable[[], datetime]
    _there: dict[int, dict[int, TicketViewer]] = field(default_factory=dict)

    async def note(self, ticket_id: int, viewer: TicketViewer) -> None:
        """Somebody looks at a ticket, and at no other; whoever left is forgotten."""
        for other in list(self._there):
            self._there[other] = {
                one: who
                for one, who in self._there[other].items()
                if self.clock() - who.seen_at <= LIFE and not (one == viewer.staff_id and other and ticket_id)
            }
            if not self._there[other]:
                del self._there[other]
        self._there.setdefault(ticket_id, {})[viewer.staff_id] = viewer

    async def find(self, ticket_id: int, now: datetime) -> list[TicketViewer]:
        """Who looks at it now."""
        return [who for who in self._there.get(ticket_id, {}).values() if now - who.seen_at <= LIFE]
