"""The claims database as automatic notices need it: what changed, and what may be said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.kernel.outreach.automatic_notices import Change, Occasion
from bot.members.words import CLAIM_STATES, RELIEF_STEPS
from claims.access import (
    RecentChange,
    find_claim_steps,
    find_covers_ending,
    find_missing_papers,
    find_payments_made,
    find_relief_steps,
    find_visits_on,
)
from claims.database import ClaimsDatabase
from vocabulary.saying import say_full_date, say_full_moment

_ENDING_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class ClaimsChanges:
    """Pages of what changed; `today` is Beijing's."""

    claims: ClaimsDatabase
    today: Callable[[], date]

    async def find_changes(
        self, occasion: Occasion, since: date, after: int, limit: int
    ) -> Sequence[tuple[int, Change]]:
        """The changes since a day behind `after`, each with the number to go on from."""
        found = await self._find(occasion, since, after, limit)
        return [
            (one.id, Change(_key(occasion, one), one.member, _say(one), _said_as(occasion, one)))
            for one in found
        ]

    async def _find(self, occasion: Occasion, since: date, after: int, limit: int) -> Sequence[RecentChange]:
        match occasion:
            case Occasion.CLAIM_STAGE:
                return await find_claim_steps(self.claims, since, after, limit)
            case Occasion.PAPERS_MISSING:
                return await find_missing_papers(self.claims, since, after, limit)
            case Occasion.PAID:
                return await find_payments_made(self.claims, since, after, limit)
            case Occasion.COVER_ENDING:
                return await find_covers_ending(self.claims, self.today(), _ENDING_WITHIN, after, limit)
            case Occasion.RELIEF_STEP:
                return await find_relief_steps(self.claims, since, after, limit)
            case Occasion.VISIT_TOMORROW:
                return await find_visits_on(self.claims, self.today() + timedelta(days=1), after, limit)


def _key(occasion: Occasion, change: RecentChange) -> str:
    """What is asked for anew, moved or repeated on another day is another change."""
    match occasion:
        case Occasion.CLAIM_STAGE | Occasion.RELIEF_STEP:
            return f"{occasion}:{change.number}:{change.position}"
        case Occasion.PAID | Occasion.COVER_ENDING:
            return f"{occasion}:{change.id}"
        case _:
            return f"{occasion}:{change.number}:{change.on:%Y%m%d}"


def _said_as(occasion: Occasion, change: RecentChange) -> str:
    """As the reminders of visits write it down; of the others nobody else tells on the same day."""
    return f"visit:{change.number}:{change.on:%F}" if occasion is Occasion.VISIT_TOMORROW else ""


def _say(change: RecentChange) -> dict[str, str]:
    moment = change.starts_at
    values = {
        "姓名": change.name,
        "理赔编号": change.number if not change.relief_step and not moment else "",
        "救助编号": change.number if change.relief_step else "",
        "预约编号": change.number if moment else "",
        "计划": change.plan_name,
        "理赔状态": CLAIM_STATES[change.claim_state] if change.claim_state else "",
        "救助步骤": RELIEF_STEPS[change.relief_step] if change.relief_step else "",
        "缺的材料": change.missing_papers[0] if change.missing_papers else "",
        "缺几份": str(len(change.missing_papers)) if change.missing_papers else "",
        "金额": f"{change.amount:.2f}元" if change.amount is not None else "",
        "卡尾号": change.card_tail,
        "日期": say_full_date(change.on),
        "到期日": say_full_date(change.on),
        "地点": change.place,
        "时间": say_full_moment(moment) if moment else "",
    }
    return {name: value for name, value in values.items() if value}
