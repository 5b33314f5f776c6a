"""Cells that leave in a CSV file: a spreadsheet reads what is written and calculates nothing."""

import csv
import io
import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.csv_cells import neutralise, write_rows
from testing.tables import each

STARTS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−"]
BEFORE = [
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u202d",
    "\u2060 ",
    "\x00",
    "\x0b",
    " \u200b\n",
]


@each(product(BEFORE, STARTS))
def test_whatever_begins_a_formula_is_read_as_words(before: str, start: str) -> None:
    text = f"{before}{start}HYPERLINK(1)"
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "\tx",
        "\rx",
        "\nx",
        "-",
        "=",
        "@me",
        "+86 13800138000",
        "-3.5 元",
        "-1+1",
        "--1",
        "-1234567890123456789",
    ],
)
def test_breaks_and_lone_signs_are_neutralised_too(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["-3.5", "+2", "12", "0.5", "50%", "-0.3%", "", "王芳", "a=b", "3-5 天", "2026-11-30", "LP2026-0031187"],
)
def test_numbers_and_ordinary_words_stay_as_they_are(text: str) -> None:
    assert neutralise(text) == text


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4), max_size=4)
)
def test_no_cell_of_any_row_begins_a_formula(rows: list[list[str]]) -> None:
    for row in csv.reader(io.StringIO(write_rows(rows), newline="")):
        for cell in row:
            first = unicodedata.normalize("NFKC", cell).lstrip()[:1]
            assert first not in ("=", "+", "-", "@") or neutralise(cell) == cell


def test_numbers_are_written_as_numbers() -> None:
    assert write_rows([("=1", -3.5, 2, None)]) == "'=1,-3.5,2,\r\n"
