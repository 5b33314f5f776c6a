"""What an invented centre is asked to be."""

from dataclasses import dataclass
from datetime import date
from random import Random

YEARS = 8
"""How far its claims go back: to the first day of the year so many years before the next one."""
_MEMBERS_A_UNION = 100
_STRIDE = 1_000_003


@dataclass(frozen=True)
class SampleCentre:
    """A centre of so many members as it stands on a day; with `since`, what changed after that day of the same year.

    `seed` chooses among centres; each member's records hang on it and the member's place alone, not on how many there are.
    """

    members: int
    today: date
    since: date | None = None
    seed: int = 1

    @property
    def unions(self) -> int:
        """How many grassroots unions it has."""
        return max(3, self.members // _MEMBERS_A_UNION)

    @property
    def first_day(self) -> int:
        """The first day of its records, as an ordinal."""
        return date(self.today.year - YEARS + 1, 1, 1).toordinal()

    @property
    def last_day(self) -> int:
        """The last day of the year it stands in, as an ordinal: lives are made up to it, and shown up to `today`."""
        return date(self.today.year, 12, 31).toordinal()

    def chance(self, place: int) -> Random:
        """What decides everything of the member at a place."""
        return Random(self.seed * _STRIDE * _STRIDE + place)

    def has_news(self, day: int) -> bool:
        """Whether what happened on a day is asked for."""
        return (self.since is None or day > self.since.toordinal()) and day <= self.today.toordinal()
