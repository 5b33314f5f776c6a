"""What the knowledge table holds of joining: the terms and prices that a unit published, and the way straight to the city."""

import re
from collections.abc import Sequence

from actions.knowledge import Knowledge
from actions.wording import say_list

_UNIT_PLANS = (
    "critical_illness",
    "accident",
    "hospital_cash",
    "womens_specified_disease",
    "inpatient_medical",
    "comprehensive",
)
_PRICE = re.compile(r"每份 \d+ 元")
_SENTENCE = re.compile(r"[^。]+。")
_OF_TERM = ("一期，从", "上一期", "一站式")
_DIRECT = "单位也可以“直投”：直接参到市级，中间不再有代收代支。"


def say_joining(knowledge: Knowledge, plans: Sequence[str]) -> str:
    """How a unit joins: by its union, for a term, or straight to the city."""
    if not plans:
        return f"住院、重疾、女工特疾、意外、综合险由单位工会统一给职工参加；二次报销、家财险会员免费，不用报。{_DIRECT}"
    terms: dict[str, list[str]] = {}
    for code in plans:
        terms.setdefault(_find_term(knowledge, code), []).append(knowledge.short_name(code))
    each = "".join(
        f"{say_list(names) if len(terms) > 1 else ''}{'：' if len(terms) > 1 and term else ''}{term}"
        for term, names in terms.items()
        if term
    )
    all_names = say_list(knowledge.short_name(code) for code in plans)
    return f"{all_names}由单位工会统一参加。{each}{_DIRECT}"


def say_prices(knowledge: Knowledge, plans: Sequence[str]) -> str:
    """The price of a share that a unit published, for each; plainly, of which none is known."""
    asked = plans or _UNIT_PLANS
    prices = {code: found.group() for code in asked if (found := _find_price(knowledge, code))}
    priced = "、".join(f"{knowledge.short_name(code)}{price}" for code, price in prices.items())
    lacking = say_list(knowledge.short_name(code) for code in asked if code not in prices)
    known = (
        f"2024年有一家单位公布的是：{priced}，由单位出；不是中心的正式标准，以中心为准。" if priced else ""
    )
    return f"{known}{lacking}每份多少，公开的材料没写。" if lacking else known


def _find_price(knowledge: Knowledge, code: str) -> re.Match[str] | None:
    return _PRICE.search(knowledge.find(code, "contribution").text)


def _find_term(knowledge: Knowledge, code: str) -> str:
    """The sentence that says for how long, or how: as it stands in the cell of joining."""
    sentences = _SENTENCE.findall(knowledge.find(code, "enrolment").text)
    found = next((one for one in sentences if any(words in one for words in _OF_TERM)), "")
    return found.removeprefix("由单位参加，")
