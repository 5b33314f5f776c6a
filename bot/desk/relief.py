"""The relief desk: people check and decide, and the member is told of each step once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.delivery import Records
from bot.desk.disclosure import check_reveal
from bot.desk.doors import Members, ReliefFiles, ReliefTelling
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.kernel.members.relief import (
    DECISIONS,
    ReliefActDraft,
    ReliefCase,
    ReliefLine,
    ReliefTab,
)
from bot.records.audit import record_audit
from vocabulary.beijing import find_day


@dataclass(frozen=True)
class ReliefDesk:
    """Every refusal is a `StaffRefusal`; nothing is decided by the program."""

    records: Records
    files: ReliefFiles
    telling: ReliefTelling
    members: Members
    clock: Callable[[], datetime]

    async def find_lines(
        self, tab: ReliefTab, township: str, number: str
    ) -> tuple[Sequence[ReliefLine], Mapping[ReliefTab, int]]:
        """The lines of one tab, and how many each tab has."""
        return await self.files.find_lines(tab, township, number), await self.files.count()

    def today(self) -> date:
        """The day in Beijing."""
        return find_day(self.clock())

    async def open(self, number: str, staff: StaffMember) -> ReliefCase:
        """One household's file; that it was opened is written down."""
        case = await self._find(number)
        await self._audit(staff, "open_relief_file", number=case.number)
        return case

    async def act(self, number: str, staff: StaffMember, draft: ReliefActDraft) -> None:
        """Checks, asks for papers, decides or pays, and tells the member."""
        needed = StaffAct.DECIDE_RELIEF if draft.act in DECISIONS else StaffAct.CHECK_RELIEF
        if not staff.may(needed):
            raise StaffRefusal("not_allowed", "您的角色不能做这一步，请找审核员。", 403)
        await self.files.act(number, staff, draft)
        await self._audit(staff, f"relief_{draft.act}", number=number)
        await self.telling.tell_waiting()

    async def open_paper(self, number: str, staff: StaffMember, paper_id: int) -> tuple[str, bytes]:
        """A paper of the application's member."""
        case = await self._find(number)
        await self._audit(staff, "open_paper", number=case.number, paper=paper_id)
        paper = await self.members.open_paper(case.member_id, paper_id)
        if paper is None:
            raise StaffRefusal("unknown_paper", "没有这份材料。", 404)
        return paper

    async def reveal(self, number: str, staff: StaffMember, field: str, reason: str) -> str:
        """One detail in clear; who saw it and why is written down first."""
        revealable = check_reveal(field, reason, "入户前打电话")
        case = await self._find(number)
        await self._audit(staff, "reveal", reason.strip()[:200], number=case.number, field=field)
        return await self.members.reveal(case.member_id, revealable)

    async def _find(self, number: str) -> ReliefCase:
        case = await self.files.read(number)
        if case is None:
            raise StaffRefusal("unknown_application", "没有这个编号的申请。", 404)
        return case

    async def _audit(self, staff: StaffMember, act: str, words: str | None = None, **details: object) -> None:
        async with self.records.begin() as session:
            await record_audit(
                session, f"staff:{staff.login}", act, self.clock(), details=details, words=words
            )
