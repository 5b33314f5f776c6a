"""Who looks at which ticket, within one process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.kernel.conversation.onlookers import LIFE, Onlooker


@dataclass
class InProcessPresence:
    """Presence within one process."""

    clock: Callable[[], datetime]
    _there: dict[int, dict[int, Onlooker]] = field(default_factory=dict)

    async def note(self, ticket_id: int, onlooker: Onlooker) -> None:
        """Somebody looks at a ticket, and at no other; whoever left is forgotten."""
        for other in list(self._there):
            self._there[other] = {
                one: who
                for one, who in self._there[other].items()
                if self.clock() - who.seen_at <= LIFE
                and not (one == onlooker.staff_id and other and ticket_id)
            }
            if not self._there[other]:
                del self._there[other]
        self._there.setdefault(ticket_id, {})[onlooker.staff_id] = onlooker

    async def find(self, ticket_id: int, now: datetime) -> list[Onlooker]:
        """Who looks at it now."""
        return [who for who in self._there.get(ticket_id, {}).values() if now - who.seen_at <= LIFE]
