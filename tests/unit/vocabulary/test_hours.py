"""Which half-day a time of day lies in."""

import pytest

from vocabulary.hours import read_bare_half, read_half


@pytest.mark.parametrize(
    "said",
    [
        "上午",
        "上午吧",
        "早上",
        "一早",
        "一大早去",
        "头午",
        "9点",
        "九点",
        "09:00",
        "9:30",
        "10:30",
        "10：30",
        "十点",
        "十点半",
        "11点",
        "十一点",
        "十一点半",
        "8点多",
        "上午三点",
        "早上八点",
        "下午不行，上午吧",
        "不要下午",
        "下午没空",
        "七点",
        "下周三十一点",
        "周二十点",
        "星期五九点半",
        "礼拜一八点",
        "初三十点",
        "30号十点",
        "１０点",
        "十点钟",
        "上午十点",
        "9点到11点",
        "下午去不了，早上九点",
    ],
)
def test_mornings(said: str) -> None:
    assert read_half(said) == "morning"


@pytest.mark.parametrize(
    "said",
    [
        "下午",
        "下午吧",
        "中午",
        "午后",
        "后半晌",
        "傍晚",
        "14:00",
        "14点",
        "13:30",
        "两点",
        "2点",
        "二点",
        "三点",
        "下午三点半",
        "3点半",
        "一点",
        "五点",
        "十二点",
        "12点半",
        "十三点",
        "下午十一点",
        "16时",
        "上午不行，下午",
        "上午去不了",
        "别上午",
        "四点一刻",
        "上午没空，两点吧",
    ],
)
def test_afternoons(said: str) -> None:
    assert read_half(said) == "afternoon"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "都行",
        "随便",
        "周三",
        "晚上",
        "20:00",
        "22点",
        "0点",
        "有点远",
        "那时候",
        "12月9日",
        "10-9",
        "3天后",
        "一会儿",
    ],
)
def test_words_that_name_no_half_day(said: str) -> None:
    assert read_half(said) is None


@pytest.mark.parametrize(
    ("said", "half"),
    [
        ("10", "morning"),
        ("九", "morning"),
        ("14", "afternoon"),
        ("3", "afternoon"),
        ("十一吧", "morning"),
        ("99", None),
    ],
)
def test_a_number_that_answers_is_an_hour(said: str, half: str | None) -> None:
    assert read_bare_half(said) == half
