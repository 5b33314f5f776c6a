"""Staff accounts: opened, changed and closed, each act written down."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.staff import Role, StaffMember
from bot.kernel.tickets import TicketDesk
from bot.records import staff as staff_records
from bot.records.audit import record_audit

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,30}")
_SHORTEST_PASSWORD, _LONGEST_PASSWORD = 10, 200
_FEWEST_SIGNS = 5


@dataclass(frozen=True)
class Accounts:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    hasher: PasswordHasher
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
    ) -> StaffMember:
        """Opens an account; `by` is whoever does so, for the audit."""
        if not _LOGIN.fullmatch(login):
            raise StaffRefusal("login_form", "登录名用小写字母开头，2 到 31 个字母、数字或 . _ -。", 422)
        if not name.strip() or len(name) > 40:
            raise StaffRefusal("name_form", "请写姓名，会员会看到。", 422)
        check_password(password, login)
        new = StaffMember(0, login, name.strip(), role, desks)
        async with self.records.begin() as session:
            added = await staff_records.add_account(session, new, self.hasher.hash(password), self.clock())
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
        async with self.records.begin() as session:
            account = await staff_records.find_account(session, login)
            if account is None:
                raise StaffRefusal("unknown_login", f"没有 {login} 这个账号。", 404)
            await staff_records.change_password(session, account.staff.id, self.hasher.hash(password))
            await staff_records.end_sessions(session, account.staff.id)
            await record_audit(session, by, "set_password", self.clock(), details={"login": login})

    async def change_own_password(self, staff: StaffMember, old: str, new: str) -> None:
        """One's own password, by whoever still knows the old one; every browser is signed out."""
        async with self.records.begin() as session:
            account = await staff_records.find_account(session, staff.login)
        if account is None or not await asyncio.to_thread(fits, self.hasher, account.password_hash, old):
            raise StaffRefusal("wrong", "原来的密码不对。", 403)
        await self.set_password(staff.login, new, by=f"staff:{staff.login}")

    async def find(self, staff_id: int) -> StaffMember | None:
        """One account."""
        async with self.records.begin() as session:
            return await staff_records.find_staff(session, staff_id)

    async def find_all(self) -> list[StaffMember]:
        """Every account."""
        async with self.records.begin() as session:
            return await staff_records.find_all_staff(session)

    async def find_active(self) -> list[StaffMember]:
        """Everybody who may sign in."""
        return [one for one in await self.find_all() if one.is_active]


def fits(hasher: PasswordHasher, password_hash: str, password: str) -> bool:
    """Whether a password is the one that was hashed."""
    try:
        return hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def check_password(password: str, login: str) -> None:
    """Refuses what is quickly guessed."""
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise StaffRefusal("password_short", "密码至少 10 位，用一句好记的话最好。", 422)
    if len(set(password)) < _FEWEST_SIGNS or login in password.lower():
        raise StaffRefusal("password_weak", "密码太好猜了：不要重复的字，也不要带登录名。", 422)
