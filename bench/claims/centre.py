"""The invented centre that is measured: its files, and the files of what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from claims.sample.centre import SampleCentre
from claims.sample.files import write_rows, write_sample
from claims.sample.rows import Rows, make_rows

_CHANGED_IN = timedelta(days=14)


@dataclass(frozen=True)
class MeasuredCentre:
    """So many members as they stand on a day; the changes are those of the days up to it."""

    members: int
    today: date

    @property
    def before(self) -> date:
        """The day of the whole files."""
        return self.today - _CHANGED_IN

    def write_whole(self, folder: Path) -> int:
        """Everything as of `before`; how many rows."""
        return write_sample(SampleCentre(self.members, self.before), folder).total()

    def write_changes(self, folder: Path, most: int) -> int:
        """What changed since, up to about so many rows; how many."""
        centre = SampleCentre(self.members, self.today, self.before)
        return write_rows(_cut(make_rows(centre), most), centre, folder).total()


def _cut(portions: Iterator[Rows], most: int) -> Iterator[Rows]:
    written = 0
    for rows in portions:
        if written >= most:
            return
        written += sum(map(len, rows.values()))
        yield rows
