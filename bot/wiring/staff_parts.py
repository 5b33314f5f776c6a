"""Joins what lets staff in: accounts, passwords, second steps, sessions."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher

from bot.delivery import Records
from bot.desk.accounts.accounts import Accounts
from bot.desk.accounts.known_devices import KnownDevices
from bot.desk.accounts.password_gate import PasswordGate
from bot.desk.accounts.passwords import Passwords
from bot.desk.accounts.second_step import SecondStep
from bot.desk.accounts.sign_in import SignIn
from bot.desk.accounts.try_limits import TryLimits
from bot.desk.doors import Sealing
from bot.desk.expiry import Expiry
from bot.kernel.desk.staff import Role
from bot.settings import Settings
from bot.wiring.clock import now


@dataclass(frozen=True)
class StaffParts:
    """What lets staff in."""

    accounts: Accounts
    second_step: SecondStep
    sign_in: SignIn
    expiry: Expiry


def join_staff(
    records: Records,
    hasher: PasswordHasher,
    sealing: Sealing,
    clock: Callable[[], datetime],
    two_step_roles: Collection[Role] = (),
    *,
    is_demo: bool = False,
) -> StaffParts:
    """Over the process's records; `two_step_roles` must have a second step."""
    passwords, limits = Passwords(hasher), TryLimits(records, clock)
    devices = KnownDevices(sealing.hash_content(b"browsers that staff signed in with").encode(), clock)
    gate = PasswordGate(records, passwords, limits, devices)
    second_step = SecondStep(records, gate, limits, devices, sealing, clock, two_step_roles)
    accounts = Accounts(records, passwords, gate, clock)
    sign_in = SignIn(records, gate, second_step, devices, clock, two_step_roles)
    return StaffParts(accounts, second_step, sign_in, Expiry(records, accounts, clock, is_demo))


def join_staff_by(settings: Settings, records: Records, sealing: Sealing) -> StaffParts:
    """By the settings, with hashes that cost what they should."""
    roles = [Role(one) for one in settings.two_step_roles]
    return join_staff(records, PasswordHasher(), sealing, now, roles, is_demo=settings.demo)
