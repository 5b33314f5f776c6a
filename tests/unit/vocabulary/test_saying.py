"""Days and money are said one way each."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from vocabulary.grades import Grade, may_be_said
from vocabulary.saying import (
    say_date,
    say_exact_money,
    say_full_date,
    say_full_moment,
    say_money,
    say_round_money,
)


def test_a_day_is_said_with_its_year_where_that_is_another_one() -> None:
    assert say_date(date(2026, 3, 5), date(2026, 12, 1)) == "3月5日"
    assert say_date(date(2025, 3, 5), date(2026, 12, 1)) == say_full_date(date(2025, 3, 5)) == "2025年3月5日"


def test_a_moment_is_said_in_beijing() -> None:
    assert say_full_moment(datetime(2026, 3, 4, 17, 5, tzinfo=UTC)) == "2026年3月5日 01:05"


@pytest.mark.parametrize(
    ("amount", "said", "exact", "rounded"),
    [
        ("1234", "1,234 元", "1,234.00 元", "1,234 元"),
        ("1234.00", "1,234 元", "1,234.00 元", "1,234 元"),
        ("1234.5", "1,234.50 元", "1,234.50 元", "1,234 元"),
        ("0", "0 元", "0.00 元", "0 元"),
    ],
)
def test_money_is_said_to_the_yuan_or_to_the_cent(amount: str, said: str, exact: str, rounded: str) -> None:
    sum_of = Decimal(amount)
    assert (say_money(sum_of), say_exact_money(sum_of), say_round_money(sum_of)) == (said, exact, rounded)


@pytest.mark.parametrize(("grade", "unasked"), [("seed", True), ("A", True), ("own", True), ("B", False)])
def test_what_is_not_well_founded_is_said_only_once_confirmed(grade: Grade, unasked: bool) -> None:
    assert may_be_said(grade, None) is unasked
    assert may_be_said(grade, "李主任")
