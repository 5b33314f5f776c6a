"""The doors that a conversation needs; `wiring` says what stands behind each."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.engine.answers import Turn


class Locks(Protocol):
    """One lock per conversation: turns never overlap."""

    def hold(self, conversation_id: int) -> AbstractAsyncContextManager[None]:
        """Waits for the lock, and holds it."""
        ...


class Engine(Protocol):
    """Understands and answers."""

    async def ask(self, dialogue_key: str, text: str, member_id: int | None) -> Turn:
        """One turn; raises EngineUnavailable, and never answers nothing."""
        ...


class Membership(Protocol):
    """Knows the centre's members."""

    async def find(self, name: str, id_number: str, card_tail: str) -> int | None:
        """The one member whom all three fit; the same work whichever is wrong."""
        ...

    def hash_id_number(self, id_number: str) -> str:
        """A keyed hash, to count wrong tries without keeping the number."""
        ...
