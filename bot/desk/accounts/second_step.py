"""The second step of signing in: a code from the person's own telephone, each good for once, or a recovery code."""

import base64
import hashlib
import secrets
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.desk.accounts.known_devices import KnownDevices
from bot.desk.accounts.password_gate import PasswordGate
from bot.desk.accounts.try_limits import Caller, TryLimits
from bot.desk.doors import Sealing
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import Role, StaffMember
from bot.records.audit import record_audit
from bot.records.desk import second_steps
from bot.records.desk import staff as staff_records
from bot.records.desk.staff import StaffAccount

_ISSUER = "互助小助手"
_STEP_SECONDS = 30
_RECOVERY_CODES = 10
_WRONG = "验证码不对，或者已经用过。请等手机上换了新的再输。"


@dataclass(frozen=True)
class SecondStepView:
    """How somebody's second step stands; `secret` and `uri` are there only while it is being set up."""

    is_on: bool
    is_required: bool
    codes_left: int = 0
    secret: str = ""
    uri: str = ""


@dataclass(frozen=True)
class SecondStep:
    """Every refusal is a `StaffRefusal`; secrets are sealed, recovery codes are kept as hashes."""

    records: Records
    gate: PasswordGate
    limits: TryLimits
    devices: KnownDevices
    sealing: Sealing
    clock: Callable[[], datetime]
    required_roles: Collection[Role] = ()

    async def is_on(self, staff_id: int) -> bool:
        """Whether this person has one."""
        async with self.records.begin() as session:
            found = await second_steps.find_second_step(session, staff_id)
        return found is not None and found.confirmed_at is not None

    async def look(self, staff: StaffMember) -> SecondStepView:
        """How it stands; where there is none, a secret to set one up with."""
        is_required = staff.role in self.required_roles
        async with self.records.begin() as session:
            found = await second_steps.find_second_step(session, staff.id)
            if found and found.confirmed_at:
                left = await second_steps.count_recovery_codes(session, staff.id)
                return SecondStepView(True, is_required, left)
            if found is None:
                sealed = self.sealing.seal(pyotp.random_base32())
                found = await second_steps.begin_second_step(session, staff.id, sealed)
        secret = self.sealing.unseal(found.secret_sealed)
        uri = pyotp.TOTP(secret).provisioning_uri(name=staff.login, issuer_name=_ISSUER)
        return SecondStepView(False, is_required, 0, secret, uri)

    async def confirm(self, staff: StaffMember, password: str, code: str, caller: Caller) -> list[str]:
        """Switches it on with a first code; the recovery codes, which nobody can read again."""
        account = await self._check_password(staff, password, caller)
        if await self.is_on(staff.id):
            raise StaffRefusal("second_step_on", "两步验证已经开着了。")
        await self.check(account, code, caller)
        async with self.records.begin() as session:
            await second_steps.confirm_second_step(session, staff.id, self.clock())
            codes = await self._make_codes(session, staff)
            await self._audit(session, staff, "second_step_on")
        return codes

    async def renew_codes(self, staff: StaffMember, password: str, code: str, caller: Caller) -> list[str]:
        """Other recovery codes in place of the old ones."""
        account = await self._check_password(staff, password, caller)
        await self.check(account, code, caller)
        async with self.records.begin() as session:
            codes = await self._make_codes(session, staff)
            await self._audit(session, staff, "recovery_codes_renewed")
        return codes

    async def switch_off(self, staff: StaffMember, password: str, code: str, caller: Caller) -> None:
        """Does without it from now on, where the role may."""
        if staff.role in self.required_roles:
            raise StaffRefusal("second_step_required", "您的角色必须开着两步验证。")
        account = await self._check_password(staff, password, caller)
        await self.check(account, code, caller)
        async with self.records.begin() as session:
            await second_steps.remove_second_step(session, staff.id)
            await self._audit(session, staff, "second_step_off")

    async def reset(self, login: str, *, by: str) -> None:
        """Takes it away from whoever lost the telephone; every browser is signed out."""
        async with self.records.begin() as session:
            account = await staff_records.find_account(session, login)
            if account is None:
                raise StaffRefusal("unknown_login", f"没有 {login} 这个账号。", 404)
            await second_steps.remove_second_step(session, account.staff.id)
            await staff_records.end_sessions(session, account.staff.id)
            await record_audit(session, by, "second_step_reset", self.clock(), details={"login": login})

    async def check(self, account: StaffAccount, code: str, caller: Caller) -> None:
        """Uses up one code; raises StaffRefusal `wrong_code`, `too_often`."""
        device = self.devices.find(caller.devices, account)
        reservation = await self.limits.reserve("code", account.staff.login, caller.address, device)
        if not await self._use(account.staff, _read_code(code)):
            await self.limits.record_wrong(reservation, "second_step_failed", account.staff.login)
            raise StaffRefusal("wrong_code", _WRONG, 403)
        await self.limits.prove(reservation)

    async def _use(self, staff: StaffMember, code: str) -> bool:
        async with self.records.begin() as session:
            found = await second_steps.find_second_step(session, staff.id)
            if found is None:
                return False
            if found.confirmed_at and await second_steps.use_recovery_code(
                session, staff.id, _hash(staff.id, code), self.clock()
            ):
                await self._audit(session, staff, "recovery_code_used")
                return True
            step = self._find_step(self.sealing.unseal(found.secret_sealed), code)
            return step is not None and await second_steps.use_step(session, staff.id, step)

    def _find_step(self, secret: str, code: str) -> int | None:
        """Which half minute a code is of: this one, the one before, or the next."""
        totp, now = pyotp.TOTP(secret), int(self.clock().timestamp()) // _STEP_SECONDS
        fitting = [
            step
            for step in (now - 1, now, now + 1)
            if secrets.compare_digest(totp.at(step * _STEP_SECONDS).encode(), code.encode())
        ]
        return fitting[-1] if fitting else None

    async def _check_password(self, staff: StaffMember, password: str, caller: Caller) -> StaffAccount:
        return await self.gate.check(
            staff.login, password, caller, "own_password_failed", "密码不对，请再看一眼。"
        )

    async def _make_codes(self, session: AsyncSession, staff: StaffMember) -> list[str]:
        plain = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(_RECOVERY_CODES)]
        await second_steps.replace_recovery_codes(session, staff.id, [_hash(staff.id, one) for one in plain])
        return ["-".join(one[start : start + 4] for start in range(0, 16, 4)) for one in plain]

    async def _audit(self, session: AsyncSession, staff: StaffMember, act: str) -> None:
        await record_audit(session, f"staff:{staff.login}", act, self.clock())


def _read_code(typed: str) -> str:
    """As telephones and people write it: full width, blanks and dashes are nothing."""
    plain = unicodedata.normalize("NFKC", typed).lower()
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())[:32]


def _hash(staff_id: int, code: str) -> str:
    return hashlib.sha256(f"{staff_id}:{code}".encode()).hexdigest()
