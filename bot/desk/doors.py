"""The doors that the console needs; `wiring` says what stands behind each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.conversation.doors import Engine
from bot.kernel.desk.staff import StaffMember
from bot.kernel.members.facts import MemberFacts, Revealable
from bot.kernel.members.relief import ReliefActDraft, ReliefCase, ReliefLine, ReliefTab


class WatchedEngine(Engine, Protocol):
    """Understands and answers, and says whether it can."""

    async def is_ready(self) -> bool: ...


class Sealing(Protocol):
    """Encrypts what must be read again."""

    def seal(self, plain: str) -> str: ...

    def unseal(self, sealed: str) -> str:
        """The text behind a seal."""
        ...

    def hash_content(self, content: bytes) -> str:
        """A keyed hash, that nobody makes without the key."""
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

    async def confirm_card(self, member_id: int, change_id: int, by: str, now: datetime) -> bool:
        """Lets a waiting payout card count at once; False where it waits no more."""
        ...

    async def stop_card(self, member_id: int, change_id: int, by: str, now: datetime) -> bool:
        """Throws a waiting payout card away; False where it waits no more."""
        ...

    async def open_paper(self, member_id: int, paper_id: int) -> tuple[str, bytes] | None:
        """A paper's media type and content."""
        ...


class ReliefFiles(Protocol):
    """Knows the applications to the relief fund."""

    async def count(self) -> Mapping[ReliefTab, int]:
        """How many applications each tab shows."""
        ...

    async def find_lines(self, tab: ReliefTab, township: str, number: str) -> Sequence[ReliefLine]:
        """The applications of one tab, or the one with this number."""
        ...

    async def read(self, number: str) -> ReliefCase | None: ...

    async def act(self, number: str, staff: StaffMember, draft: ReliefActDraft) -> None:
        """Does it; raises StaffRefusal."""
        ...


class ReliefTelling(Protocol):
    """Tells members what was done to their applications."""

    async def tell_waiting(self) -> int:
        """Tells what was not told yet; how many notices that were."""
        ...
