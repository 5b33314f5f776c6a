"""The doors that the console needs; `wiring` says what stands behind each."""

from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.engine.answers import Turn, WayBack
from bot.kernel.member_facts import MemberFacts, Revealable


class Locks(Protocol):
    """One lock per conversation: turns never overlap."""

    def hold(self, conversation_id: int) -> AbstractAsyncContextManager[None]:
        """Waits for the lock, and holds it."""
        ...


class Engine(Protocol):
    """Understands and answers."""

    async def ask(self, dialogue_key: str, text: str, member_id: int | None) -> Turn:
        """One turn; raises EngineUnavailable."""
        ...

    async def resume(self, dialogue_key: str, member_id: int | None, way: WayBack) -> Turn:
        """The first words after a person; raises EngineUnavailable."""
        ...

    async def is_ready(self) -> bool:
        """Whether it answers."""
        ...


class Members(Protocol):
    """Knows the centre's members, for staff."""

    async def find_names(self, member_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
        """Masked name and district by member."""
        ...

    async def find_facts(self, member_id: int) -> MemberFacts | None:
        """All that a person needs to know, masked; None where the member is gone."""
        ...

    async def reveal(self, member_id: int, field: Revealable) -> str:
        """One detail in clear; the caller has written the audit row."""
        ...

    async def open_paper(self, member_id: int, paper_id: int) -> tuple[str, bytes] | None:
        """A paper's media type and content."""
        ...
