"""Rows of a CSV file that a spreadsheet opens: in UTF-8 with its mark, and nothing taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from vocabulary.signs import fold

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "−")
_BREAKS = ("\t", "\r", "\n", "\x0b", "\x0c", "\x00")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]+)?%?")


def write_rows(rows: Iterable[Sequence[object]], line_end: str = "\r\n") -> str:
    """The rows as they leave: whoever wrote a cell, no spreadsheet calculates it."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator=line_end)
    table.writerows([neutralise(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return written.getvalue()


def neutralise(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would calculate it; a plain number stays one.

    Spreadsheets pass over blanks, unseen signs and width before they look for the sign that begins a formula.
    """
    if _NUMBER.fullmatch(text):
        return text
    is_formula = fold(text).startswith(_FORMULA) or text.startswith(_BREAKS)
    return f"'{text}" if is_formula else text
