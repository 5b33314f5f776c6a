"""Staff accounts: opened, changed and closed, each act written down."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.delivery import Records
from bot.desk.accounts.password_gate import PasswordGate
from bot.desk.accounts.passwords import Passwords
from bot.desk.accounts.try_limits import Caller
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import LOGIN, Role, StaffMember
from bot.records.audit import record_audit
from bot.records.desk import second_steps, staff_tries
from bot.records.desk import staff as staff_records
from vocabulary.tickets import TicketDesk

_SHORTEST_PASSWORD, _LONGEST_PASSWORD = 10, 200
_FEWEST_SIGNS = 5


@dataclass(frozen=True)
class Standing:
    """An account, until when it must wait after wrong tries, and whether it has a second step."""

    staff: StaffMember
    waits_until: datetime | None
    has_second_step: bool


@dataclass(frozen=True)
class Accounts:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    passwords: Passwords
    gate: PasswordGate
    clock: Callable[[], datetime]

    async def add(
        self,
        login: str,
        name: str,
        role: Role,
        password: str,
        *,
        by: str,
        desks: tuple[TicketDesk, ...] = (),
        is_demo: bool = False,
    ) -> StaffMember:
        """Opens an account; `by` is whoever does so, for the audit. One of the demonstration ends with it."""
        if not LOGIN.fullmatch(login):
            raise StaffRefusal("login_form", "登录名用小写字母开头，2 到 31 个字母、数字或 . _ -。", 422)
        if not name.strip() or len(name) > 40:
            raise StaffRefusal("name_form", "请写姓名，会员会看到。", 422)
        check_password(password, login)
        new = StaffMember(0, login, name.strip(), role, desks)
        password_hash = await self.passwords.hash(password)
        async with self.records.begin() as session:
            added = await staff_records.add_account(
                session, new, password_hash, self.clock(), is_demo=is_demo
            )
            if added is None:
                raise StaffRefusal("login_taken", f"登录名 {login} 已经有人用了。")
            await record_audit(
                session, by, "add_account", self.clock(), details={"login": login, "role": role}
            )
        return added

    async def change(
        self,
        login: str,
        *,
        by: str,
        role: Role | None = None,
        desks: tuple[TicketDesk, ...] | None = None,
        is_active: bool | None = None,
    ) -> StaffMember:
        """Another role or other desks, or closed or opened again; a closed account is signed out everywhere."""
        async with self.records.begin() as session:
            account = await staff_records.find_account(session, login)
            if account is None:
                raise StaffRefusal("unknown_login", f"没有 {login} 这个账号。", 404)
            if account.is_turned_away:
                raise StaffRefusal("demo_account", "这是演示用的账号，只在演示时能用，请另开一个。")
            changed = replace(
                account.staff,
                role=role or account.staff.role,
                desks=account.staff.desks if desks is None else desks,
                is_active=account.staff.is_active if is_active is None else is_active,
            )
            others = [
                one
                for one in await staff_records.find_all_staff(session)
                if one.is_active and one.role is Role.ADMIN and one.login != login
            ]
            was_admin = account.staff.is_active and account.staff.role is Role.ADMIN
            if was_admin and not others and not (changed.is_active and changed.role is Role.ADMIN):
                raise StaffRefusal("last_admin", "这是最后一位管理员，不能停用或换角色。")
            await staff_records.change_account(session, changed)
            if not changed.is_active:
                await staff_records.end_sessions(session, changed.id)
            details = {
                "login": login,
                "role": changed.role,
                "desks": list(changed.desks),
                "active": changed.is_active,
            }
            await record_audit(session, by, "change_account", self.clock(), details=details)
        return changed

    async def set_password(self, login: str, password: str, *, by: str) -> None:
        """A new password; every browser is signed out."""
        check_password(password, login)
        password_hash = await self.passwords.hash(password)
        async with self.records.begin() as session:
            account = await staff_records.find_account(session, login)
            if account is None:
                raise StaffRefusal("unknown_login", f"没有 {login} 这个账号。", 404)
            await staff_records.change_password(session, account.staff.id, password_hash)
            await staff_records.end_sessions(session, account.staff.id)
            await record_audit(session, by, "set_password", self.clock(), details={"login": login})

    async def change_own_password(self, staff: StaffMember, old: str, new: str, caller: Caller) -> None:
        """One's own password, by whoever still knows the old one; every browser is signed out."""
        await self.gate.check(staff.login, old, caller, "own_password_failed", "原来的密码不对。")
        await self.set_password(staff.login, new, by=f"staff:{staff.login}")

    async def unlock(self, login: str, *, by: str) -> None:
        """Lets somebody try again at once who must wait after wrong tries."""
        async with self.records.begin() as session:
            if await staff_records.find_account(session, login) is None:
                raise StaffRefusal("unknown_login", f"没有 {login} 这个账号。", 404)
            await staff_tries.open_login(session, login, self.clock())
            await record_audit(session, by, "unlock_login", self.clock(), details={"login": login})

    async def find_standing(self) -> list[Standing]:
        """Every account, with whether it must wait and has a second step."""
        async with self.records.begin() as session:
            people = await staff_records.find_all_staff(session)
            waiting = await staff_tries.find_waiting_logins(session, self.clock())
            proven = await second_steps.find_staff_with_second_step(session)
        return [Standing(one, waiting.get(one.login), one.id in proven) for one in people]

    async def turn_demo_away(self) -> list[str]:
        """Lets nobody of a demonstration in, who- and whatever opened them; the logins that could come in until now."""
        async with self.records.begin() as session:
            logins = await staff_records.turn_demo_away(session)
            for login in logins:
                await record_audit(
                    session, "system", "turn_demo_away", self.clock(), details={"login": login}
                )
        return logins

    async def let_demo_in(self) -> None:
        """The demonstration goes on."""
        async with self.records.begin() as session:
            await staff_records.let_demo_in(session)

    async def find(self, staff_id: int) -> StaffMember | None:
        async with self.records.begin() as session:
            return await staff_records.find_staff(session, staff_id)

    async def find_all(self) -> list[StaffMember]:
        async with self.records.begin() as session:
            return await staff_records.find_all_staff(session)

    async def find_active(self) -> list[StaffMember]:
        """Everybody who may sign in."""
        return [one for one in await self.find_all() if one.is_active]


def check_password(password: str, login: str) -> None:
    """Refuses what is quickly guessed."""
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise StaffRefusal("password_short", "密码至少 10 位，用一句好记的话最好。", 422)
    if len(set(password)) < _FEWEST_SIGNS or login in password.lower():
        raise StaffRefusal("password_weak", "密码太好猜了：不要重复的字，也不要带登录名。", 422)
