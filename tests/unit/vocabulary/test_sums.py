"""Sums as members say them: what is exact, what is about, what lies between, and what is no sum at all."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from testing.tables import each
from vocabulary.numerals import Certainty
from vocabulary.sums import find_sums, read_sum

TABLE = yaml.safe_load(Path(__file__).with_name("sums.yml").read_text(encoding="utf-8"))


def rows(kind: str) -> list[tuple[str, Any]]:
    return [(str(said), meant) for said, meant in TABLE[kind].items()]


def span(meant: Any) -> tuple[Decimal, Decimal]:
    low, _, high = str(meant).partition("..")
    return Decimal(low), Decimal(high or low)


def test_the_table_is_long_enough_to_be_worth_its_name() -> None:
    assert sum(len(TABLE[kind]) for kind in TABLE) >= 200


@each(rows("exact"))
def test_exact_sums(said: str, meant: float) -> None:
    found = read_sum(said)
    assert found
    assert (float(found.low), found.high, found.certainty) == (meant, found.low, Certainty.EXACT)


@each(rows("about"))
def test_sums_that_are_about_so_much(said: str, meant: Any) -> None:
    found = read_sum(said)
    assert found
    assert (found.low, found.high, found.certainty) == (*span(meant), Certainty.ABOUT)


@each(rows("range"))
def test_sums_that_lie_between_two(said: str, meant: Any) -> None:
    found = read_sum(said)
    assert found
    assert (found.low, found.high, found.certainty) == (*span(meant), Certainty.RANGE)
    assert not found.is_vague


@each(TABLE["vague"])
def test_sums_that_say_too_little(said: str) -> None:
    found = read_sum(said)
    assert found
    assert found.is_vague


@each(TABLE["nothing"])
def test_other_numbers_are_no_sums(said: str) -> None:
    assert read_sum(said) is None
    assert list(find_sums(said)) == []


def say(number: int) -> str:
    """A number up to ninety-nine million in full words."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1_000 else ""
        return f"{say(number // 10_000)}万{gap}{say(rest) if rest else ''}"
    words, needs_zero = "", False
    for unit, sign in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if needs_zero and words else "") + "零一二三四五六七八九"[digit] + sign
        needs_zero = not digit
    return words or "零"


@given(st.integers(1, 99_999_999))
def test_every_number_in_full_words_is_read(number: int) -> None:
    found = read_sum(f"{say(number)}元整")
    assert found
    assert found.low == found.high == number


@given(st.integers(1, 99_999_999))
def test_every_number_in_formal_signs_is_read(number: int) -> None:
    formal = say(number).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    found = read_sum(f"人民币{formal}元整")
    assert found
    assert found.low == found.high == number


@given(st.decimals(min_value=Decimal("0.01"), max_value=9_999_999, places=2))
def test_every_printed_sum_is_read_with_its_cents(amount: Decimal) -> None:
    for said in (f"{amount}元", f"¥{amount:,}", f"花了{amount:,}元"):
        found = read_sum(said)
        assert found
        assert found.low == found.high == amount


@given(st.text("零一二两三十百千万几多来把半到-~、.,0123456789wk元块毛 第年月号儿", max_size=25))
def test_whatever_is_typed_is_read_or_not_and_never_fails(text: str) -> None:
    for found in [*find_sums(text), *filter(None, [read_sum(text)])]:
        assert 0 <= found.start < found.end <= len(text)
        assert 0 <= found.low <= found.high
