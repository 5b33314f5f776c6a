"""Limits the tries of a secret: each is reserved before it is looked at, and counts as wrong until it proves right."""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.desk.sign_in_limits import Secret
from bot.kernel.desk.staff import LOGIN
from bot.records.audit import record_audit
from bot.records.desk import staff_tries
from bot.records.desk.staff_tries import TriesKey

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Caller:
    """Who knocks: the network they come from, and the cookie of browsers that were here before."""

    address: str
    devices: str = ""


@dataclass(frozen=True)
class Reservation:
    """One try under way."""

    keys: tuple[TriesKey, ...]
    login: str
    address: str
    wait: timedelta


@dataclass(frozen=True)
class TryLimits:
    """Counts by login and address together, by login from strange places, and by address; a known browser by itself."""

    records: Records
    clock: Callable[[], datetime]

    async def reserve(
        self, secret: Secret, login: str, address: str, device: str | None = None
    ) -> Reservation:
        """One try; raises StaffRefusal `too_often` where it has to wait, and then nothing was looked at."""
        now, wait, login = self.clock(), timedelta(), clean_login(login)
        async with self.records.begin() as session:
            keys = await self._choose_keys(session, secret, login, address, device)
            for key in keys:
                tries = await staff_tries.lock_tries(session, key, now)
                reserved = tries.reserve(key.scope, now)
                if reserved is None:
                    log.info(
                        "staff_try_refused", code="staff_try_refused", secret=secret, who=hash_login(login)
                    )
                    raise _refuse(tries.open_at - now)
                await staff_tries.keep_tries(session, key, reserved)
                wait = max(wait, reserved.open_at - now)
        return Reservation(tuple(keys), login, address, wait)

    async def prove(self, reservation: Reservation) -> None:
        """The try was right."""
        now = self.clock()
        async with self.records.begin() as session:
            for key in reservation.keys:
                tries = await staff_tries.lock_tries(session, key, now)
                await staff_tries.keep_tries(session, key, tries.prove(key.scope, now))

    async def record_wrong(self, reservation: Reservation, act: str, login: str | None) -> None:
        """The try was wrong; `login` is None for an account that there is none of: people type passwords there too."""
        minutes = math.ceil(reservation.wait.total_seconds() / 60)
        actor = f"staff:{login}" if login else "unknown"
        details = {"address": reservation.address, "wait_minutes": minutes}
        async with self.records.begin() as session:
            await record_audit(session, actor, act, self.clock(), details=details)
            if minutes:
                await record_audit(session, actor, "sign_in_locked", self.clock(), details=details)
        who = hash_login(reservation.login)
        log.warning(
            act,
            code=act,
            who=who,
            wait_minutes=minutes,
            advice="Many of one login or one address are somebody guessing: look at the audit, and see docs/runbook.md.",
        )
        if minutes:
            log.warning(
                "sign_in_locked",
                code="sign_in_locked",
                who=who,
                wait_minutes=minutes,
                advice="It opens by itself; `python -m bot staff unlock LOGIN` or a supervisor opens it at once.",
            )

    async def _choose_keys(
        self, session: AsyncSession, secret: Secret, login: str, address: str, device: str | None
    ) -> list[TriesKey]:
        """Always in this order: two tries that share keys never wait for each other crosswise."""
        if device is not None:
            return [TriesKey(secret, "device", login, device)]
        pair = TriesKey(secret, "pair", login, address)
        before = await staff_tries.find_tries(session, pair)
        keys = [TriesKey(secret, "address", "", address)]
        if before is None or not before.is_known(self.clock()):
            keys.append(TriesKey(secret, "login", login, ""))
        return [*keys, pair]


def clean_login(typed: str) -> str:
    """The login as it is counted; what cannot be one is counted by its hash."""
    login = typed.strip().lower()
    return login if LOGIN.fullmatch(login) else f"?{hash_login(login)}"


def hash_login(login: str) -> str:
    """What stands for a login in the log."""
    return hashlib.sha256(login.encode(errors="replace")).hexdigest()[:12]


def _refuse(wait: timedelta) -> StaffRefusal:
    minutes = max(math.ceil(wait.total_seconds() / 60), 1)
    words = f"输错的次数太多了，请过 {minutes} 分钟再试；着急的话，请班长或管理员帮您解锁。"
    return StaffRefusal("too_often", words, 429)
