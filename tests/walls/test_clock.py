"""Handlers read no clock: when something is asked comes with the question, so that a turn has one moment."""

import re

import pytest

from testing.processes import ROOT

_LOOKS = re.compile(
    r"\bdate(?:time)?\.(?:now|utcnow|today)\b|\btime\.(?:time|monotonic)\b|(?<![.\w])(?:now|today)\(\)"
)
_DOOR = "vocabulary/beijing.py"
"""Whoever serves the handlers takes the clock from there and hands it to `join_handlers`."""


def test_no_handler_looks_at_a_clock() -> None:
    files = sorted(file for package in ("actions", "vocabulary") for file in (ROOT / package).rglob("*.py"))
    looking = [file for file in files if _LOOKS.search(file.read_text(encoding="utf-8"))]
    assert [str(file.relative_to(ROOT)) for file in looking] == [_DOOR]


@pytest.mark.parametrize(
    "line", ["datetime.now(UTC)", "today = date.today", "time.time()", "today()", "= now()"]
)
def test_a_look_at_a_clock_is_noticed(line: str) -> None:
    assert _LOOKS.search(line)
