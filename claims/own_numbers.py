"""Which numbers claims and applications made here go by: of each year a range that the centre's own systems leave free."""

from dataclasses import dataclass

MARK = "9"
"""The digits that the running part begins with, unless the settings say others."""


@dataclass(frozen=True)
class NumberForm:
    """Letters, year, and a running part of so many digits: `LP2026-9000001`."""

    letters: str
    digits: int

    def head(self, year: int, mark: str) -> str:
        """What each number of the year begins with."""
        return f"{self.letters}{year}-{mark}"

    def like(self, mark: str) -> str:
        """The pattern, for SQL's LIKE, of every number of the range; longer ones are of it, too."""
        return f"{self.letters}____-{mark}{'_' * (self.digits - len(mark))}%"


CLAIM = NumberForm("LP", 7)
RELIEF = NumberForm("JZ", 5)
VISIT = NumberForm("YY", 5)
