"""Signing in to the console: a password, a second step where there is one, an idle lock, and an end to each session."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.delivery import Records
from bot.desk.accounts.known_devices import KnownDevices
from bot.desk.accounts.password_gate import PasswordGate
from bot.desk.accounts.second_step import SecondStep
from bot.desk.accounts.try_limits import Caller
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import Role
from bot.records.audit import record_audit
from bot.records.desk import staff as staff_records
from bot.records.desk.staff import StaffAccount, StaffSession

LIFE = timedelta(hours=12)
IDLE = timedelta(minutes=15)
_SEEN_EVERY = timedelta(seconds=30)
_WRONG = "登录名或密码不对，请再看一眼。"

SignedInState = Literal["signed_out", "locked", "second_step", "enrol", "open"]


@dataclass(frozen=True)
class SignedIn:
    """Who a browser is; `session` is None where it is signed out."""

    state: SignedInState
    session: StaffSession | None = None
    token_hash: str = ""


@dataclass(frozen=True)
class Entered:
    """The token of a new session, and the cookie that makes the browser known, once nothing is left to prove."""

    token: str
    devices: str = ""


@dataclass(frozen=True)
class SignIn:
    """Keeps sessions; roles of `two_step_roles` must have a second step before they do anything."""

    records: Records
    gate: PasswordGate
    second_step: SecondStep
    devices: KnownDevices
    clock: Callable[[], datetime]
    two_step_roles: Collection[Role] = ()

    async def sign_in(self, login: str, password: str, caller: Caller) -> Entered:
        """A new session; raises StaffRefusal: `wrong`, `too_often`."""
        account = await self.gate.check(login, password, caller, "sign_in_failed", _WRONG)
        is_proven = not await self.second_step.is_on(account.staff.id)
        return await self._enter(account, caller, is_proven=is_proven)

    async def prove(self, token: str, code: str, caller: Caller) -> Entered:
        """The second step of a session that has passed the first one: a fresh token; raises StaffRefusal."""
        signed_in = await self.find_signed_in(token)
        if signed_in.session is None or signed_in.state != "second_step":
            raise StaffRefusal("signed_out", "登录已经过期，请重新登录。", 401)
        async with self.records.begin() as session:
            account = await staff_records.find_account(session, signed_in.session.staff.login)
        assert account is not None
        await self.second_step.check(account, code, caller)
        return await self._enter(account, caller, is_proven=True, instead_of=signed_in)

    async def unlock(self, token: str, password: str, caller: Caller) -> Entered:
        """A new token for a session that was locked for idleness; raises as `sign_in` does."""
        signed_in = await self.find_signed_in(token)
        if signed_in.session is None:
            raise StaffRefusal("signed_out", "登录已经过期，请重新登录。", 401)
        login = signed_in.session.staff.login
        account = await self.gate.check(login, password, caller, "unlock_failed", "密码不对，请再看一眼。")
        return await self._enter(account, caller, is_proven=signed_in.session.is_proven, instead_of=signed_in)

    async def find_signed_in(self, token: str, *, is_act: bool = False) -> SignedIn:
        """Who a token belongs to; an act of theirs keeps the session from being locked."""
        if not token:
            return SignedIn("signed_out")
        now, token_hash = self.clock(), hash_token(token)
        async with self.records.begin() as session:
            found = await staff_records.find_session(session, token_hash)
            if found is None or now - found.begun_at > LIFE or not found.staff.is_active:
                return SignedIn("signed_out")
            if now - found.seen_at > IDLE:
                return SignedIn("locked", found, token_hash)
            if is_act and now - found.seen_at > _SEEN_EVERY:
                await staff_records.record_seen(session, token_hash, now)
            return SignedIn(self._find_state(found), found, token_hash)

    def _find_state(self, found: StaffSession) -> SignedInState:
        if not found.is_proven:
            return "second_step"
        if found.staff.role in self.two_step_roles and not found.has_second_step:
            return "enrol"
        return "open"

    async def sign_out(self, token: str, *, everywhere: bool = False) -> None:
        """Ends this session, or all of this person's."""
        signed_in = await self.find_signed_in(token)
        if signed_in.session is None:
            return
        async with self.records.begin() as session:
            if everywhere:
                await staff_records.end_sessions(session, signed_in.session.staff.id)
            else:
                await staff_records.end_session(session, signed_in.token_hash)

    async def _enter(
        self, account: StaffAccount, caller: Caller, *, is_proven: bool, instead_of: SignedIn | None = None
    ) -> Entered:
        token, now = secrets.token_urlsafe(32), self.clock()
        act = "sign_in" if instead_of is None or instead_of.state == "second_step" else "unlock"
        async with self.records.begin() as session:
            if instead_of:
                await staff_records.end_session(session, instead_of.token_hash)
            csrf = secrets.token_urlsafe(24)
            new = StaffSession(account.staff, csrf, now, now, is_proven=is_proven)
            await staff_records.record_session(session, hash_token(token), new)
            if is_proven:
                await record_audit(session, f"staff:{account.staff.login}", act, now)
        return Entered(token, self.devices.add(caller.devices, account) if is_proven else "")


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_same(given: str, expected: str) -> bool:
    """Compares secrets without telling how much fits."""
    return hmac.compare_digest(given.encode(), expected.encode())
