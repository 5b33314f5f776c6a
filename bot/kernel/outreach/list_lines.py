"""The lines of a list, each read by itself: a quote that is left open takes no other line along."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vocabulary.signs import drop_unseen

LONGEST_LINE = 100_000
"""Nobody's row is so long: a file that has lost its line ends, or no list at all."""
_LINE_END = re.compile(r"\r\n?")
_BLANK_LINES = re.compile(r"\n+")
# Inside a quoted cell two quotes are one; the first that is not doubled ends the cell.
_CLOSING = re.compile(r'(?<!")"(?:"")*(?!")')


@dataclass(frozen=True)
class Lines:
    """All lines of a text, whatever ends them, without signs that nobody sees."""

    text: str

    @classmethod
    def of(cls, text: str) -> "Lines":
        """The lines of a file's text."""
        return cls(_LINE_END.sub("\n", drop_unseen(text)))

    def read(self, after: int = 0, start: int = 0) -> Iterator[tuple[int, str, int]]:
        """Each line that is not empty with its number, from 1, and the place where it ends."""
        line = after
        while start < len(self.text):
            if blank := _BLANK_LINES.match(self.text, start):
                line, start = line + len(blank[0]), blank.end()
                continue
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            line += 1
            yield line, self.text[start:end], end
            start = end + 1

    def count_swallowed(self, end: int) -> int:
        """How many lines a spreadsheet would take into the cell that is still open at this place."""
        closing = _CLOSING.search(self.text, end)
        stop = closing.start() if closing else len(self.text.rstrip("\n"))
        return self.text.count("\n", end, stop)


def read_cells(line: str, separator: str) -> list[str]:
    """The cells of one line; raises csv.Error where its quotes are not in order, or it is no line of a list."""
    if len(line) > LONGEST_LINE:
        raise csv.Error("too long")
    return next(csv.reader((line,), delimiter=separator, strict=True, skipinitialspace=True), [])


def is_open(line: str, separator: str) -> bool:
    """Whether a line that cannot be read lacks nothing but a quote at its end."""
    try:
        read_cells(f'{line}"', separator)
    except csv.Error:
        return False
    return True
