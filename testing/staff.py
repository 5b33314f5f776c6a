"""The staff of the tests, who are let in by a header: one of each role, and a second agent."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from argon2 import PasswordHasher
from fastapi import HTTPException, Request

from bot.desk.accounts.sign_in import SignedInState
from bot.kernel.desk.staff import Role, StaffAct, StaffMember
from bot.records.database import Database
from bot.records.inserting import insert_once
from bot.records.tables import StaffRow
from bot.web.desk.guard import SessionGuard
from testing.fakes import FakeClock

QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
CHEN = StaffMember(1, "chen", "小陈", Role.AGENT)
ZHAO = StaffMember(2, "zhao", "小赵", Role.AGENT)
LEADER = StaffMember(3, "leader", "周班长", Role.SUPERVISOR)
ADMIN = StaffMember(4, "admin", "管理员", Role.ADMIN)
SUN = StaffMember(5, "sun", "孙审核", Role.REVIEWER)
STAFF = {one.login: one for one in (CHEN, ZHAO, LEADER, ADMIN, SUN)}
_OPEN: tuple[SignedInState, ...] = ("open",)


@dataclass(frozen=True)
class HeaderGuard(SessionGuard):
    """Lets in whoever the header `x-staff` names; whoever sends none is asked for their session."""

    def page(
        self, act: StaffAct | None, states: Collection[SignedInState] = _OPEN
    ) -> Callable[..., Awaitable[StaffMember]]:
        """For pages."""
        return _by_header(act, super().page(act, states))

    def api(self, act: StaffAct | None) -> Callable[..., Awaitable[StaffMember]]:
        """For JSON and streams."""
        return _by_header(act, super().api(act))

    async def peek(self, request: Request) -> StaffMember | None:
        """Whoever looks at a page that anybody may see."""
        return STAFF.get(request.headers.get("x-staff", "")) or await super().peek(request)


def _by_header(
    act: StaffAct | None, by_session: Callable[..., Awaitable[StaffMember]]
) -> Callable[..., Awaitable[StaffMember]]:
    async def find(request: Request) -> StaffMember:
        staff = STAFF.get(request.headers.get("x-staff", ""))
        if staff is None:
            return await by_session(request)
        if act and not staff.may(act):
            raise HTTPException(403)
        return staff

    return find


async def open_accounts(database: Database, clock: FakeClock) -> None:
    """Each of them has an account, with a password that nobody knows; where they have one, it stays."""
    async with database.begin() as session:
        for one in STAFF.values():
            await insert_once(session, StaffRow, **_write(one), opened_at=clock())


def _write(staff: StaffMember) -> dict[str, object]:
    row = {"id": staff.id, "login": staff.login, "name": staff.name, "role": staff.role, "desks": []}
    return {**row, "password_hash": ""}
