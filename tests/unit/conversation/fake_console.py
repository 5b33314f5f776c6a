"""The console of the tests: its real services and routes, with staff who are let in by a header."""

import hashlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from argon2 import PasswordHasher
from fastapi import APIRouter, HTTPException, Request

from bot.conversation.doors import Locks, Pictures
from bot.conversation.late_answers import LateAnswers
from bot.conversation.members.chats import MemberChats
from bot.delivery import Delivery, WatchedWakeUps
from bot.desk.audit_trail import AuditTrail
from bot.desk.briefing import Briefing
from bot.desk.canned_replies import CannedReplies
from bot.desk.card_changes import CardChanges
from bot.desk.corrections import Corrections
from bot.desk.desk_watch import DeskWatch
from bot.desk.disclosure import Disclosure
from bot.desk.doors import WatchedEngine
from bot.desk.figures import DeskFigures
from bot.desk.holding import Holding
from bot.desk.live import Live
from bot.desk.member_data import MemberData
from bot.desk.office_hours import OfficeHours
from bot.desk.presence import Presence
from bot.desk.queue import Queue
from bot.desk.relief import ReliefDesk
from bot.desk.replying import Replying, StaffDraft
from bot.desk.thread import Threads
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import Role, StaffAct, StaffMember
from bot.kernel.members.facts import ClaimFacts, ClaimStep, Cover, Identity, MemberFacts, Revealable
from bot.kernel.members.membership import WaitingCard
from bot.kernel.members.relief import ReliefActDraft, ReliefCase, ReliefLine, ReliefStepNotice, ReliefTab
from bot.kernel.outreach.links import LinkRule
from bot.outreach.notices.relief_acts import ReliefActs
from bot.outreach.notices.teller import Teller
from bot.records.database import Database
from bot.wiring.console_parts import ConsoleParts, desk_routers
from bot.wiring.staff_parts import join_staff

QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
CHEN = StaffMember(1, "chen", "小陈", Role.AGENT)
ZHAO = StaffMember(2, "zhao", "小赵", Role.AGENT)
LEADER = StaffMember(3, "leader", "周班长", Role.SUPERVISOR)
SUN = StaffMember(5, "sun", "孙审核", Role.REVIEWER)
ADMIN = StaffMember(4, "admin", "管理员", Role.ADMIN)
STAFF = {one.login: one for one in (CHEN, ZHAO, SUN, LEADER, ADMIN)}


class FakeGuard:
    """Lets in whoever the header names."""

    def api(self, act: StaffAct | None) -> Callable[..., Awaitable[StaffMember]]:
        """A dependency that reads the header."""

        async def find(request: Request) -> StaffMember:
            staff = STAFF.get(request.headers.get("x-staff", ""))
            if staff is None:
                raise HTTPException(401)
            if act and not staff.may(act):
                raise HTTPException(403)
            return staff

        return find

    page = api


class FakeColleagues:
    """Everybody of the tests."""

    async def find(self, staff_id: int) -> StaffMember | None:
        """One of them."""
        return next((one for one in STAFF.values() if one.id == staff_id), None)

    async def find_active(self) -> list[StaffMember]:
        """All of them."""
        return list(STAFF.values())


LINKS = LinkRule(frozenset({"test"}))
"""The centre's own hosts."""


@dataclass
class FakeMembers:
    """One member, 王芳."""

    now: Callable[[], datetime]
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


class FakeSealing:
    """Turns words round."""

    def seal(self, plain: str) -> str:
        """Backwards."""
        return plain[::-1]

    def unseal(self, sealed: str) -> str:
        """And back."""
        return sealed[::-1]

    def hash_content(self, content: bytes) -> str:
        """A hash."""
        return hashlib.sha256(content).hexdigest()


@dataclass
class FakeConsole:
    """Its services, and short ways to the acts that most tests need."""

    parts: ConsoleParts
    members: FakeMembers

    def routers(self) -> list[APIRouter]:
        """The real routes."""
        return desk_routers(self.parts, FakeGuard(), FakeColleagues(), self.members.now)

    async def take(self, ticket_id: int, staff: StaffMember = CHEN) -> None:
        """Takes a ticket."""
        await self.parts.holding.take(ticket_id, staff)

    async def reply(self, ticket_id: int, text: str, staff: StaffMember = CHEN) -> None:
        """Says something, having read everything."""
        seen = (await self.parts.threads.read(ticket_id)).seen
        draft = StaffDraft(secrets.token_hex(8), text, seen, hold=True)
        await self.parts.replying.reply(ticket_id, staff, draft)

    async def resolve(self, ticket_id: int, staff: StaffMember = CHEN) -> None:
        """Gives the conversation back."""
        await self.parts.holding.resolve(ticket_id, staff, "continue")


def join_fake_console(
    database: Database,
    delivery: Delivery,
    engine: WatchedEngine,
    locks: Locks,
    late: LateAnswers,
    wake_ups: WatchedWakeUps,
    chats: MemberChats,
    clock: Callable[[], datetime],
    presence: Presence,
    teller: Teller,
    pictures: Pictures | None = None,
) -> FakeConsole:
    """The console over the house's parts."""
    members = FakeMembers(clock)
    queue = Queue(database, members, clock)
    staff = join_staff(database, QUICK_HASHER, FakeSealing(), clock)
    parts = ConsoleParts(
        holding=Holding(database, delivery, engine, locks, clock),
        replying=Replying(database, delivery, clock),
        queue=queue,
        threads=Threads(database, clock),
        briefing=Briefing(database, members),
        disclosure=Disclosure(database, members, clock, pictures),
        cards=CardChanges(database, members, chats, clock),
        member_data=MemberData(database, NoClaims(), clock),
        presence=presence,
        live=Live(database, wake_ups),
        watch=DeskWatch(database, delivery, engine, late, clock),
        accounts=staff.accounts,
        sign_in=staff.sign_in,
        second_step=staff.second_step,
        audit=AuditTrail(database),
        expiry=staff.expiry,
        canned=CannedReplies(database, clock),
        hours=OfficeHours(database, clock),
        relief=ReliefDesk(
            database, NoReliefFiles(), ReliefActs(NoReliefFiles(), teller, clock), members, clock
        ),
        corrections=Corrections(database, clock),
        figures=DeskFigures(database, queue, presence, clock),
    )
    return FakeConsole(parts, members)
