"""The claims database as notices need it: what changed, and what may be said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.kernel.outreach.occasions import OCCASIONS, Change, Occasion
from bot.members.words import CLAIM_STATES, RELIEF_STEPS
from claims.access import CHANGES, ChangeQuery, RecentChange
from claims.database import ClaimsDatabase
from claims.states import ClaimState, ReliefStep
from vocabulary.saying import say_full_date, say_full_moment


@dataclass(frozen=True)
class ClaimsChanges:
    """Pages of what changed; `today` is Beijing's."""

    claims: ClaimsDatabase
    today: Callable[[], date]

    async def find_changes(
        self, occasion: Occasion, since: date, after: int, limit: int
    ) -> Sequence[tuple[int, Change]]:
        """The changes since a day behind `after`, each with the number to go on from."""
        asked = ChangeQuery(since, self.today(), after, limit)
        return [(one.id, _tell(occasion, one)) for one in await CHANGES[occasion].read(self.claims, asked)]


def _tell(occasion: Occasion, found: RecentChange) -> Change:
    rule = OCCASIONS[occasion]
    values = {name: _say(getattr(found, fact)) for name, fact in rule.variables.items()}
    words = rule.say(values) if rule.say else None
    return Change(occasion, f"{occasion}:{found.key}", found.member, values, words)


def _say(fact: object) -> str:
    """A fact in words, by what it is."""
    match fact:
        case None:
            return ""
        case ClaimState():
            return CLAIM_STATES[fact]
        case ReliefStep():
            return RELIEF_STEPS[fact]
        case Decimal():
            return f"{fact:.2f}元"
        case datetime():
            return say_full_moment(fact)
        case date():
            return say_full_date(fact)
        case _:
            return str(fact)
