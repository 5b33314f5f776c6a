"""Days as members say them: which day, which span, and which is none."""

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from testing.tables import each
from vocabulary.day_names import find_days
from vocabulary.days import Days, Either, NoSuchDay, read_bare_days, read_days
from vocabulary.hours import read_half
from vocabulary.sums import find_sums, read_sum

TODAY = date(2026, 11, 30)
TABLE = yaml.load(Path(__file__).with_name("days.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
OCTOBER = Days(date(2026, 10, 1), date(2026, 10, 31))


def rows(kind: str) -> list[tuple[str, str]]:
    return list(TABLE[kind].items())


@each(rows("one") + rows("to_come"))
def test_one_day(said: str, meant: str) -> None:
    day = date.fromisoformat(meant)
    assert read_bare_days(said, TODAY) == Days(day, day)


@each(rows("span"))
def test_a_span_is_no_day(said: str, meant: str) -> None:
    first, last = map(date.fromisoformat, meant.split(".."))
    assert read_bare_days(said, TODAY) == Days(first, last)


@each(TABLE["no_such_day"])
def test_a_day_that_no_calendar_has(said: str) -> None:
    assert isinstance(read_bare_days(said, TODAY), NoSuchDay)


@each(TABLE["either"])
def test_a_day_that_either_calendar_may_mean(said: str) -> None:
    assert isinstance(read_bare_days(said, TODAY), Either)


@each(TABLE["nothing"])
def test_words_that_name_no_day(said: str) -> None:
    assert read_bare_days(said, TODAY) is None


@pytest.mark.parametrize(
    ("said", "on", "meant"),
    [
        ("1月4号", "2026-12-24", "2027-01-04"),
        ("1月5日", "2026-12-30", "2027-01-05"),
        ("1月1号", "2026-11-30", "2027-01-01"),
        ("元旦", "2026-11-30", "2027-01-01"),
        ("明年1月5号", "2026-12-24", "2027-01-05"),
        ("12月31号", "2026-12-24", "2026-12-31"),
        ("24号", "2026-12-24", "2027-01-24"),
        ("5号", "2026-12-24", "2027-01-05"),
        ("31号", "2026-11-30", "2026-12-31"),
        ("周三", "2026-11-30", "2026-12-02"),
        ("周一", "2026-11-30", "2026-12-07"),
        ("下周三", "2026-11-30", "2026-12-09"),
        ("这周五", "2026-11-30", "2026-12-04"),
        ("三天后", "2026-11-30", "2026-12-03"),
        ("大后天", "2026-11-30", "2026-12-03"),
        ("下个月5号", "2026-12-24", "2027-01-05"),
        ("12-9", "2026-11-30", "2026-12-09"),
    ],
)
def test_a_day_to_come_is_the_next_of_that_name(said: str, on: str, meant: str) -> None:
    day = date.fromisoformat(meant)
    assert read_bare_days(said, date.fromisoformat(on), "coming") == Days(day, day)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("15号", "2026-10-15"),
        ("十五", "2026-10-15"),
        ("11", "2026-10-11"),
        ("十一", "2026-10-11"),
        ("大概20号左右", "2026-10-20"),
        ("31", "2026-10-31"),
        ("11月5号", "2026-11-05"),
        ("上周五", "2026-11-27"),
    ],
)
def test_a_day_asked_for_within_a_month_is_of_that_month(said: str, meant: str) -> None:
    day = date.fromisoformat(meant)
    assert read_bare_days(said, TODAY, within=OCTOBER) == Days(day, day)


def test_a_part_of_the_month_that_was_asked_for() -> None:
    assert read_bare_days("中旬吧", TODAY, within=OCTOBER) == Days(date(2026, 10, 11), date(2026, 10, 20))


def test_a_weekday_asked_for_within_a_weekend_is_of_that_weekend() -> None:
    weekend = Days(date(2026, 11, 21), date(2026, 11, 22))
    assert read_bare_days("周六", TODAY, within=weekend) == Days(date(2026, 11, 21), date(2026, 11, 21))


@given(st.dates(date(2022, 1, 1), TODAY))
def test_every_day_written_in_full_is_that_day(day: date) -> None:
    for said in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year % 100}.{day.month}.{day.day}",
    ):
        assert read_bare_days(said, TODAY) == Days(day, day)


@given(st.dates(date(2022, 1, 1), date(2029, 12, 31)), st.integers(1, 300))
def test_a_day_counted_back_is_that_many_days_ago(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    assert read_days(f"{ago}天前", today) == Days(day, day)


@given(
    st.text(
        "零一二三十廿年月日号初中旬底上下个周星期天前后半多农历腊正大节国庆0123456789-./ 闰儿末", max_size=18
    ),
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
)
def test_whatever_is_typed_is_read_or_not_and_never_fails(text: str, today: date) -> None:
    for found in (read_bare_days(text, today), read_bare_days(text, today, "coming")):
        assert not isinstance(found, Days) or found.first <= found.last
    assert all(0 <= start < end <= len(text) for start, end in find_days(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("国庆第二天摔的", ["国庆第二天"]),
        ("农历八月十五那天住的院", ["农历八月十五"]),
        ("腊月廿三住院", ["腊月廿三"]),
        ("一个半月前做的手术", ["一个半月前"]),
        ("上上周末骑车摔了", ["上上周末"]),
        ("20261009住院，10-15出院", ["20261009", "10-15"]),
        ("社保断了仨月", []),
        ("住院五日", []),
        ("编号LP2026-0031200", []),
        ("花了10.5万", []),
        ("今年九岁", []),
        ("六一亲子观影还有名额吗", []),
        ("到期前几天要续", []),
        ("要提前几天预约", []),
        ("三十天以后才能报", []),
    ],
)
def test_where_a_text_names_days(text: str, said: list[str]) -> None:
    assert [text[start:end] for start, end in find_days(text)] == said


@pytest.mark.parametrize(
    "text",
    [
        "999999999天前",
        "9999天前",
        "9999年前",
        "1" * 2000,
        "一" * 2000,
        "上" * 2000 + "个月",
        "大" * 2000 + "前天",
        "1元" + "1" * 2000,
        "半" * 2000 + "月前",
        "农历" * 1000,
        "正月十五" * 500,
        "1个多半月多" * 300,
        "1-" * 1000,
    ],
)
def test_hostile_lengths_are_read_at_once_or_not_at_all(text: str) -> None:
    started = time.perf_counter()
    read_bare_days(text, TODAY)
    list(find_days(text))
    list(find_sums(text))
    read_sum(text)
    read_half(text)
    assert time.perf_counter() - started < 1
