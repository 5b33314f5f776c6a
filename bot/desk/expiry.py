"""Forgets what is over: sessions, tries, page links, wrong tries of members; and turns the staff of a past demonstration away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.delivery import Records
from bot.desk.accounts.accounts import Accounts
from bot.desk.accounts.sign_in import LIFE
from bot.kernel.desk.sign_in_limits import FORGOTTEN_AFTER
from bot.kernel.members.proof_tries import LOCK_OUT
from bot.records.desk.openings import remove_openings_before
from bot.records.desk.staff import remove_sessions_begun_before
from bot.records.desk.staff_tries import remove_tries_before
from bot.records.members.member_pages import remove_pages_expired_before
from bot.records.members.proof_tries import remove_proof_tries_before

log = structlog.get_logger(__name__)

_SHOWN_AS_EXPIRED = timedelta(days=7)
"""So long an old link still says that it is old, and support can see why somebody was locked."""


@dataclass(frozen=True)
class Expiry:
    """Nothing here is needed any more when it goes."""

    records: Records
    accounts: Accounts
    clock: Callable[[], datetime]
    is_demo: bool = False

    async def forget(self) -> None:
        """Everything that is over by now."""
        if not self.is_demo:
            await self._turn_demo_away()
        now = self.clock()
        async with self.records.begin() as session:
            await remove_sessions_begun_before(session, now - LIFE)
            await remove_openings_before(session, now - FORGOTTEN_AFTER)
            await remove_tries_before(session, now - FORGOTTEN_AFTER, now)
            await remove_pages_expired_before(session, now - _SHOWN_AS_EXPIRED)
            await remove_proof_tries_before(session, now - LOCK_OUT)

    async def _turn_demo_away(self) -> None:
        """Their password lies in a file that was made to be read."""
        if turned_away := await self.accounts.turn_demo_away():
            log.warning(
                "demo_staff_turned_away",
                code="demo_staff_turned_away",
                count=len(turned_away),
                advice="This database once served a demonstration, and its invented members are still there. "
                "Begin with an empty one, or open accounts of your own: python -m bot staff add LOGIN --name NAME.",
            )
