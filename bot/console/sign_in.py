"""Signing in to the console: the same work whether or not the login exists, few tries, and an idle lock."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from argon2 import PasswordHasher

from bot.console.accounts import fits
from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.records import staff as staff_records
from bot.records.audit import record_audit
from bot.records.staff import StaffSession

LIFE = timedelta(hours=12)
IDLE = timedelta(minutes=15)
_WITHIN = timedelta(minutes=15)
_MOST_BY_LOGIN, _MOST_BY_ADDRESS = 5, 20
_SEEN_EVERY = timedelta(seconds=30)

SeatState = Literal["signed_out", "locked", "open"]


@dataclass(frozen=True)
class Seat:
    """Who a browser is; `session` is None where it is signed out."""

    state: SeatState
    session: StaffSession | None = None
    token_hash: str = ""


class SignIn:
    """Checks passwords and keeps sessions."""

    def __init__(self, records: Records, hasher: PasswordHasher, clock: Callable[[], datetime]) -> None:
        self._records, self._hasher, self._clock = records, hasher, clock
        self._nobody = hasher.hash(secrets.token_urlsafe(16))

    async def sign_in(self, login: str, password: str, address: str) -> str:
        """The token of a new session; raises StaffRefusal: `wrong`, `too_often`."""
        now, login = self._clock(), login.strip().lower()[:40]
        async with self._records.begin() as session:
            by_login, by_address = await staff_records.count_attempts(session, login, address, now - _WITHIN)
            account = await staff_records.find_account(session, login)
        if by_login >= _MOST_BY_LOGIN or by_address >= _MOST_BY_ADDRESS:
            raise StaffRefusal("too_often", "输错的次数太多了，请过 15 分钟再试，或请管理员重设密码。", 429)
        # Long on purpose: everybody else would wait for it.
        expected = account.password_hash if account else self._nobody
        is_right = await asyncio.to_thread(fits, self._hasher, expected, password)
        if account is None or not is_right or not account.staff.is_active:
            async with self._records.begin() as session:
                await staff_records.record_attempt(session, login, address, now)
            raise StaffRefusal("wrong", "登录名或密码不对，请再看一眼。", 403)
        token = secrets.token_urlsafe(32)
        async with self._records.begin() as session:
            if self._hasher.check_needs_rehash(account.password_hash):
                await staff_records.change_password(session, account.staff.id, self._hasher.hash(password))
            csrf = secrets.token_urlsafe(24)
            await staff_records.record_session(session, hash_token(token), account.staff.id, csrf, now)
            await record_audit(session, f"staff:{login}", "sign_in", now)
        return token

    async def unlock(self, token: str, password: str, address: str) -> str:
        """A new token for a session that was locked for idleness; raises as `sign_in` does."""
        seat = await self.find_seat(token)
        if seat.session is None:
            raise StaffRefusal("signed_out", "登录已经过期，请重新登录。", 401)
        fresh = await self.sign_in(seat.session.staff.login, password, address)
        async with self._records.begin() as session:
            await staff_records.end_session(session, seat.token_hash)
        return fresh

    async def find_seat(self, token: str, *, is_act: bool = False) -> Seat:
        """Who a token belongs to; an act of theirs keeps the session from being locked."""
        if not token:
            return Seat("signed_out")
        now, token_hash = self._clock(), hash_token(token)
        async with self._records.begin() as session:
            found = await staff_records.find_session(session, token_hash)
            if found is None or now - found.begun_at > LIFE or not found.staff.is_active:
                return Seat("signed_out")
            if now - found.seen_at > IDLE:
                return Seat("locked", found, token_hash)
            if is_act and now - found.seen_at > _SEEN_EVERY:
                await staff_records.record_seen(session, token_hash, now)
            return Seat("open", found, token_hash)

    async def sign_out(self, token: str, *, everywhere: bool = False) -> None:
        """Ends this session, or all of this person's."""
        seat = await self.find_seat(token)
        if seat.session is None:
            return
        async with self._records.begin() as session:
            if everywhere:
                await staff_records.end_sessions(session, seat.session.staff.id)
            else:
                await staff_records.end_session(session, seat.token_hash)


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_same(given: str, expected: str) -> bool:
    """Compares secrets without telling how much fits."""
    return hmac.compare_digest(given.encode(), expected.encode())
