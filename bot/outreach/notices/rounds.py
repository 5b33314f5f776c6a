"""Goes over what changed in the claims database, occasion by occasion, and hands it to the teller."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from bot.delivery import Records
from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.occasions import OCCASIONS, Occasion, OccasionRule
from bot.outreach.doors import ChangeSource
from bot.outreach.notices.teller import Teller, Told
from vocabulary.beijing import find_day

log = structlog.get_logger(__name__)

_LOOKED_BACK = timedelta(days=3)
_PORTION = 200
_PAGES_A_ROUND = 50
_FOREIGN = (
    "Its link is on none of our hosts: change it in the console, or add the host to OUTREACH_LINK_HOSTS."
)


@dataclass(frozen=True)
class NoticeRounds:
    """One round goes over a part of each occasion's changes."""

    records: Records
    changes: ChangeSource
    teller: Teller
    clock: Callable[[], datetime]
    portion: int = _PORTION
    """About so many of a kind are told before it is the next kind's turn."""
    _places: dict[Occasion, int] = field(default_factory=dict)
    """Where the last round stopped: a hundred thousand of one kind keep no other waiting."""

    async def go_round(self) -> int:
        """Tells what was not told yet; how many notices that were. Raises PaceUnavailable, having told the rest."""
        async with self.records.begin() as session:
            on = await self.teller.switches.find_on(session)
            held_back = await self.teller.switches.find_held_back(session)
        for occasion in held_back:
            log.warning(
                "notice_held", code="automatic_notice_foreign_link", occasion=occasion, advice=_FOREIGN
            )
        count, fault = 0, None
        for occasion, rule in OCCASIONS.items():
            since = self._find_first_day(rule, on.get(occasion))
            if since and self.teller.may_tell(occasion, on.get(occasion)):
                told = await self._tell_occasion(occasion, since)
                count, fault = count + told.count, fault or told.fault
        if count:
            log.info("told_by_itself", code="automatic_notices_told", count=count)
        if fault:
            raise fault
        return count

    def _find_first_day(self, rule: OccasionRule, switch: AutomaticNotice | None) -> date | None:
        """From which day on changes are told; None where they are not told at all."""
        earliest = find_day(self.clock() - _LOOKED_BACK)
        if switch and switch.on_since:
            # Of the day on which it was switched on, what is said in the chat was said there.
            return max(earliest, find_day(switch.on_since) + timedelta(days=1 if rule.in_chat else 0))
        return earliest if rule.say else None

    async def _tell_occasion(self, occasion: Occasion, since: date) -> Told:
        """A part of one pass over the changes; behind the last of them the next pass begins."""
        count, fault = 0, None
        for _ in range(_PAGES_A_ROUND):
            after = self._places.get(occasion, 0)
            page = await self.changes.find_changes(occasion, since, after, self.portion)
            told = await self.teller.tell([change for _, change in page])
            count, fault = count + told.count, fault or told.fault
            if not told.is_all and not OCCASIONS[occasion].say:
                # Whom no template reaches now comes first in the next round; what is said in chats does not wait.
                break
            self._places[occasion] = page[-1][0] if page else 0
            if not page or count >= self.portion:
                break
        return Told(count, fault=fault)
