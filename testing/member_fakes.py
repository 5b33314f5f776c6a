"""Stand-ins for what staff are told of members: one member, 王芳, and no application to the relief fund."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffMember
from bot.kernel.members.facts import ClaimFacts, ClaimStep, Cover, Identity, MemberFacts, Revealable
from bot.kernel.members.membership import WaitingCard
from bot.kernel.members.relief import ReliefActDraft, ReliefCase, ReliefLine, ReliefStepNotice, ReliefTab
from testing.fakes import FakeClock


@dataclass
class FakeMembers:
    """One member, 王芳."""

    now: Callable[[], datetime] = field(default_factory=FakeClock)
    papers: dict[int, tuple[str, bytes]] = field(default_factory=dict)
    waiting_card: WaitingCard | None = None
    decided: list[tuple[str, str]] = field(default_factory=list)

    async def find_names(self, member_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
        """Her masked name."""
        return {member: ("*芳", "大兴") for member in member_ids}

    async def find_facts(self, member_id: int) -> MemberFacts | None:
        """What is known of her."""
        on = date(2026, 11, 1)
        return MemberFacts(
            self.now(),
            Identity("*芳", "110***********0017", "138****0001", "尾号 8001", "甲公司工会", "大兴"),
            (Cover("住院津贴", None, 1, date(2027, 1, 1), ("每天 80 元",), True),),
            tuple(self._claim(number, on) for number in ("LP2026-0000002", "LP2026-0000001")),
            (),
            (),
            self.waiting_card,
        )

    def _claim(self, number: str, on: date) -> ClaimFacts:
        steps = (ClaimStep("已登记", on, ""),)
        return ClaimFacts(number, "住院津贴", "阑尾炎", "初审中", on, None, (), steps, self.now())

    async def reveal(self, member_id: int, field: Revealable) -> str:
        """Her telephone."""
        return "13800000001"

    async def confirm_card(self, member_id: int, change_id: int, by: str, now: datetime) -> bool:
        """Lets it count."""
        return self._decide("confirm", change_id, by)

    async def stop_card(self, member_id: int, change_id: int, by: str, now: datetime) -> bool:
        """Throws it away."""
        return self._decide("stop", change_id, by)

    def _decide(self, act: str, change_id: int, by: str) -> bool:
        waited, self.waiting_card = self.waiting_card, None
        if waited is None or waited.id != change_id:
            return False
        self.decided.append((act, by))
        return True

    async def open_paper(self, member_id: int, paper_id: int) -> tuple[str, bytes] | None:
        """A paper of hers."""
        return self.papers.get(paper_id)


class NoClaims:
    """Knows one member, and has nothing of theirs."""

    async def find(self, typed: str) -> tuple[int, str] | None:
        """By number."""
        return (7, "*芳") if typed == "7" else None

    async def export(self, member_id: int) -> tuple[Mapping[str, list[dict[str, Any]]], Mapping[str, bytes]]:
        """Nothing."""
        return {}, {}

    async def erase(self, member_id: int) -> tuple[str, ...]:
        """Nothing."""
        return ()

    @property
    def stays(self) -> tuple[str, ...]:
        """Payments."""
        return ("打款：依法留存",)


class NoReliefFiles:
    """Nobody has applied."""

    async def count(self) -> Mapping[ReliefTab, int]:
        """None."""
        return {}

    async def find_lines(self, tab: ReliefTab, township: str, number: str) -> list[ReliefLine]:
        """None."""
        return []

    async def read(self, number: str) -> ReliefCase | None:
        """None."""
        return None

    async def act(self, number: str, staff: StaffMember, draft: ReliefActDraft) -> None:
        """There is nothing to act on."""
        raise StaffRefusal("unknown_application", "没有这个编号的申请。", 404)

    async def find_news(self, since: datetime) -> AsyncIterator[list[ReliefStepNotice]]:
        """None."""
        pages: tuple[list[ReliefStepNotice], ...] = ()
        for page in pages:
            yield page
