"""Sends text messages; this one has no gateway behind it, and remembers them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.errors import TransportError
from bot.kernel.conversation.messages import Reply


@dataclass
class TextMessenger:
    """Each reply is one message; `refusal` is raised instead where it is set."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    refusal: TransportError | None = None
    is_closed: bool = False

    def write(self, replies: Sequence[Reply]) -> list[str]:
        """The words alone: what cannot be tapped is written out already."""
        return [reply.text for reply in replies]

    async def send(self, address: str, message: str) -> None:
        """Remembers whom it went to."""
        if self.refusal:
            raise self.refusal
        self.sent.append((address, message))

    async def close(self) -> None:
        """No line was opened."""
        self.is_closed = True
