"""The browsers in which somebody has signed in before: a signed mark that only this account's password makes true."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.kernel.desk.sign_in_limits import KNOWN_FOR
from bot.records.desk.staff import StaffAccount

_MOST = 6
"""Colleagues who share one browser."""


@dataclass(frozen=True)
class KnownDevices:
    """Marks stand in one cookie, `~` between them; a new password makes the old ones void."""

    key: bytes
    clock: Callable[[], datetime]

    def find(self, cookie: str, account: StaffAccount) -> str | None:
        """The browser's own name for this account, if it is known."""
        for mark in cookie.split("~")[:_MOST]:
            staff_id, device, given_at, signature = (*mark.split("."), "", "", "", "")[:4]
            expected = self._sign(account, device, given_at)
            if staff_id == str(account.staff.id) and hmac.compare_digest(
                signature.encode(errors="replace"), expected.encode()
            ):
                age = self.clock().timestamp() - int(given_at)
                return device if age < KNOWN_FOR.total_seconds() else None
        return None

    def add(self, cookie: str, account: StaffAccount) -> str:
        """The cookie with a fresh mark for this account."""
        own = f"{account.staff.id}."
        others = [mark for mark in cookie.split("~") if mark and not mark.startswith(own)]
        device, given_at = (
            self.find(cookie, account) or secrets.token_hex(8),
            str(int(self.clock().timestamp())),
        )
        mark = f"{own}{device}.{given_at}.{self._sign(account, device, given_at)}"
        return "~".join([mark, *others][:_MOST])

    def _sign(self, account: StaffAccount, device: str, given_at: str) -> str:
        signed = f"{account.staff.id}.{device}.{given_at}.{account.password_hash}"
        return hmac.new(self.key, signed.encode(errors="replace"), hashlib.sha256).hexdigest()
