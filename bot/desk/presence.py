"""Who looks at which ticket, and who types: known for seconds, kept nowhere."""

from datetime import datetime
from typing import Protocol

from bot.kernel.conversation.viewers import TicketViewer


class Presence(Protocol):
    """Knows who is there, in every process; ticket 0 stands for the console itself."""

    async def note(self, ticket_id: int, viewer: TicketViewer) -> None:
        """Somebody looks at a ticket."""
        ...

    async def find(self, ticket_id: int, now: datetime) -> list[TicketViewer]:
        """Who looks at it now."""
        ...
