"""The relief desk: people check and decide, and the member is told of each step once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from bot.conversation.wording import say_relief_step
from bot.delivery import Delivery, Records
from bot.desk.disclosure import check_reveal
from bot.desk.doors import Members, ReliefFiles
from bot.errors import StaffRefusal
from bot.kernel.conversation.conversations import Delivered, Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.kernel.members.relief import (
    DECISIONS,
    ReliefActDraft,
    ReliefCase,
    ReliefLine,
    ReliefStepNotice,
    ReliefTab,
)
from bot.kernel.outreach.automatic_notices import Occasion
from bot.kernel.outreach.links import LinkRule
from bot.records.audit import record_audit
from bot.records.conversation import notices, transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.members import identity
from bot.records.outreach.automatic_notices import is_told_automatically
from vocabulary.beijing import find_day

log = structlog.get_logger(__name__)

_TOLD_WITHIN = timedelta(days=3)


@dataclass(frozen=True)
class ReliefDesk:
    """Every refusal is a `StaffRefusal`; nothing is decided by the program."""

    records: Records
    delivery: Delivery
    files: ReliefFiles
    members: Members
    links: LinkRule
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
        await self.tell_waiting()

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

    async def tell_waiting(self) -> int:
        """Tells members what was done to their applications and not told yet; how many notices that were."""
        count = 0
        async for page in self.files.find_news(self.clock() - _TOLD_WITHIN):
            for conversation, one in await self._find_untold(page):
                count += await self._tell(conversation, one)
        if count:
            log.info("relief_told", code="relief_told", count=count)
        return count

    async def _find_untold(self, page: Sequence[ReliefStepNotice]) -> list[tuple[int, ReliefStepNotice]]:
        async with self.records.begin() as session:
            conversations = await identity.find_conversations_of(session, {one.member_id for one in page})
            said = await notices.find_said(session, {_key(one) for one in page})
        return [
            (conversation, one)
            for one in page
            for conversation in conversations.get(one.member_id, ())
            if (conversation, _key(one)) not in said
        ]

    async def _tell(self, conversation_id: int, notice: ReliefStepNotice) -> bool:
        """Whoever stopped notices still finds it with their next words: it is about their own application."""
        now, words = self.clock(), Spoken(Reply(say_relief_step(notice)), "system")
        async with self.records.begin() as session:
            if not await notices.record_notice_once(session, conversation_id, _key(notice), now):
                return False
            conversation = await find_conversation_by_id(session, conversation_id)
            is_told_otherwise = await is_told_automatically(session, Occasion.RELIEF_STEP, self.links)
            is_unwanted = NoticeKind.SERVICE in await notices.find_unwanted(session, conversation_id)
            said = await transcript.record_spoken(session, conversation_id, [words], now)
            # By template message the step alone is said; the words of the desk come with the member's next ones.
            if (is_unwanted or is_told_otherwise) and conversation.channel == "wechat":
                await transcript.record_delivery(session, [said[0].id], Delivered.HELD)
                return True
        await self.delivery.say(conversation, said, "notice")
        return True

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


def _key(notice: ReliefStepNotice) -> str:
    return f"relief:{notice.id}"
