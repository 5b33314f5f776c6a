"""Joins what lets staff in: accounts, passwords, second steps, sessions."""

from dataclasses import dataclass

from bot.delivery import Records
from bot.desk.accounts.accounts import Accounts
from bot.desk.accounts.known_devices import KnownDevices
from bot.desk.accounts.password_gate import PasswordGate
from bot.desk.accounts.passwords import Passwords
from bot.desk.accounts.second_step import SecondStep
from bot.desk.accounts.sign_in import SignIn
from bot.desk.accounts.try_limits import TryLimits
from bot.desk.audit_trail import AuditTrail
from bot.desk.doors import Sealing
from bot.desk.expiry import Expiry
from bot.kernel.desk.staff import Role
from bot.settings import Settings
from bot.web.desk.guard import SessionGuard
from bot.wiring.doors import Doors


@dataclass(frozen=True)
class StaffParts:
    """What lets staff in."""

    accounts: Accounts
    second_step: SecondStep
    sign_in: SignIn
    guard: SessionGuard
    audit: AuditTrail
    expiry: Expiry


def join_staff(settings: Settings, doors: Doors, records: Records, sealing: Sealing) -> StaffParts:
    """Over the process's records."""
    clock, two_step_roles = doors.clock, [Role(one) for one in settings.two_step_roles]
    passwords, limits = Passwords(doors.hasher), TryLimits(records, clock)
    devices = KnownDevices(sealing.hash_content(b"browsers that staff signed in with").encode(), clock)
    gate = PasswordGate(records, passwords, limits, devices)
    second_step = SecondStep(records, gate, limits, devices, sealing, clock, two_step_roles)
    accounts = Accounts(records, passwords, gate, clock)
    sign_in = SignIn(records, gate, second_step, devices, clock, two_step_roles)
    return StaffParts(
        accounts=accounts,
        second_step=second_step,
        sign_in=sign_in,
        guard=doors.open_guard(sign_in),
        audit=AuditTrail(records),
        expiry=Expiry(records, accounts, clock, settings.demo),
    )
