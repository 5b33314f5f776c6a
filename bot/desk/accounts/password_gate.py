"""The one place where a password of staff is looked at: at signing in, unlocking, and before one's own account changes."""

from dataclasses import dataclass

from bot.delivery import Records
from bot.desk.accounts.known_devices import KnownDevices
from bot.desk.accounts.passwords import Passwords
from bot.desk.accounts.try_limits import Caller, TryLimits, clean_login
from bot.errors import StaffRefusal
from bot.records.desk import staff as staff_records
from bot.records.desk.staff import StaffAccount


@dataclass(frozen=True)
class PasswordGate:
    """The same answer, in the same time, whether or not there is such an account."""

    records: Records
    passwords: Passwords
    limits: TryLimits
    devices: KnownDevices

    async def check(
        self, login: str, password: str, caller: Caller, wrong_act: str, wrong_words: str
    ) -> StaffAccount:
        """The account; raises StaffRefusal `wrong`, audited as `wrong_act`, or `too_often`."""
        async with self.records.begin() as session:
            account = await staff_records.find_account(session, clean_login(login))
        device = self.devices.find(caller.devices, account) if account else None
        reservation = await self.limits.reserve("password", login, caller.address, device)
        is_right = await self.passwords.fits(account.password_hash if account else None, password)
        if account is None or not is_right or not account.staff.is_active:
            known = account.staff.login if account else None
            await self.limits.record_wrong(reservation, wrong_act, known)
            raise StaffRefusal("wrong", wrong_words, 403)
        await self.limits.prove(reservation)
        if self.passwords.is_outdated(account.password_hash):
            renewed = await self.passwords.hash(password)
            async with self.records.begin() as session:
                await staff_records.change_password(session, account.staff.id, renewed)
            account = StaffAccount(account.staff, renewed)
        return account
