"""Which of several sums in one answer is which: what it cost in all, what was paid by oneself, what others gave."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from actions.tasks.fields import Problem
from vocabulary.numerals import Certainty
from vocabulary.sums import Sum, find_sums

Role = Literal["own", "got", "owed", "all", "spent", "plain"]

_PAYERS = r"医保|社保|新农合|农合|居保|保险(?:公司)?|商保|责任方|肇事方|对方|单位|公司|工会|民政|政府|慈善|水滴筹|众筹|统筹"
_NUMBER_FOLLOWS = (
    r"(?:了|过|完|下来|出|回|给|我|们|有|的|是|大概|大约|差不多|将近|才|只|共|金额|部分|支付|[:：\s])*$"
)
_OWN = re.compile(r"自己|自费|自付|自理|自负|自掏|个人|本人|掏")
_GOT = re.compile(
    rf"(?:(?:{_PAYERS})[^，。]{{0,6}}(?:报|赔|给|付|出|补|发|打|捐|筹)|报销?|赔偿?款?|补偿|补助|补贴|统筹|捐|众?筹|(?:{_PAYERS}))(?:销|偿|款)?{_NUMBER_FOLLOWS}"
)
_NOT_GOT = re.compile(r"[没未]")
_OWED = re.compile(r"借|欠|贷|押金")
_ALL = re.compile(r"共|总|合计|加起来|全部")
_SPENT = re.compile(r"花|用了|费")
_OWN_AFTER = re.compile(r"^[块元钱]*(?:都|全)?是?(?:我们?|俺|咱)?(?:自己|自费|自付|自掏|个人)")
_GOT_AFTER = re.compile(rf"^[块元钱]*(?:都|全)?是(?:{_PAYERS}|报|赔|捐|补)")
_OWED_AFTER = re.compile(r"^[块元钱]*(?:都|全)?是?(?:跟[^，。]{1,6})?[借欠]")
_CLAUSE = re.compile(r"[，,。;；\n！!]")
_ADD = "您说了几个数，加起来一共是多少？"
_COST = "这是别处给的。看病或者损失，一共是多少？"
_OWN_PART = "这是别处给的。您自己掏了多少，或者损失多少？"


@dataclass(frozen=True)
class ToldSum:
    """A sum and what it was said to be."""

    role: Role
    sum: Sum


def find_told(text: str) -> list[ToldSum]:
    """The sums that a text names, each with its role, by the words of its own clause."""
    return list(_tell(text, list(find_sums(text))))


def pick_cost(told: Sequence[ToldSum]) -> Sum | Problem | None:
    """What it cost in all: named as such, or the one sum that others' part leaves, or the parts together."""
    if named := _of(told, "all"):
        return named[0]
    spent = _of(told, "spent", "plain")
    if spent:
        return _only(spent)
    own, got = _of(told, "own"), _of(told, "got")
    if own:
        return _add([*own, *got])
    return Problem(_COST) if got else next(iter(_of(told, "owed")), None)


def pick_own(told: Sequence[ToldSum], is_loss: bool) -> Sum | Problem | None:
    """What was paid by oneself: named as such, or what the cost leaves once others' part is taken off."""
    if own := _of(told, "own"):
        return _add(own)
    got, cost = _of(told, "got"), _of(told, "all") or _of(told, "spent")
    if cost and got and not is_loss:
        return _take_off(_add(got), cost[0]) or Problem("自己掏的是多少？")
    if rest := cost or _of(told, "plain"):
        return rest[0] if _of(told, "all") else _only(rest)
    return Problem(_OWN_PART) if got else next(iter(_of(told, "owed")), None)


def pick_got(told: Sequence[ToldSum]) -> Sum | Problem | None:
    """What others gave, all of them together."""
    got = _of(told, "got")
    if got:
        return _add(got)
    plain = _of(told, "plain")
    return plain[0] if plain else None


def find_got(told: Sequence[ToldSum]) -> Sum | None:
    """What a message says unasked that others gave."""
    got = _of(told, "got")
    return _add(got) if got else None


def _tell(text: str, found: Sequence[Sum]) -> Iterator[ToldSum]:
    last = 0
    for place, one in enumerate(found):
        following = found[place + 1].start if place + 1 < len(found) else len(text)
        before = _CLAUSE.split(text[last : one.start])[-1]
        after = _CLAUSE.split(text[one.end : following])[0]
        yield ToldSum(_find_role(before, after), one)
        last = one.end


def _find_role(before: str, after: str) -> Role:
    rules: tuple[tuple[Role, bool], ...] = (
        ("own", bool(_OWN.search(before) or _OWN_AFTER.search(after))),
        ("got", bool(_GOT.search(before) and not _NOT_GOT.search(before)) or bool(_GOT_AFTER.search(after))),
        ("owed", bool(_OWED.search(before) or _OWED_AFTER.search(after))),
        ("all", bool(_ALL.search(before))),
        ("spent", bool(_SPENT.search(before))),
    )
    return next((role for role, holds in rules if holds), "plain")


def _of(told: Sequence[ToldSum], *roles: Role) -> list[Sum]:
    return [one.sum for one in told if one.role in roles]


def _only(found: Sequence[Sum]) -> Sum | Problem:
    """The one sum, though it be said twice; several are not added up without being asked."""
    if len({(one.low, one.high) for one in found}) > 1:
        return Problem(_ADD)
    return found[0]


def _add(found: Sequence[Sum]) -> Sum:
    low, high = (sum((end(one) for one in found), Decimal(0)) for end in (_low, _high))
    return _as_one(found, low, high)


def _take_off(part: Sum, whole: Sum) -> Sum | None:
    low, high = whole.low - part.high, whole.high - part.low
    return _as_one([whole, part], low, high) if low > 0 else None


def _as_one(found: Sequence[Sum], low: Decimal, high: Decimal) -> Sum:
    return replace(
        found[0], low=low, high=high, certainty=max((one.certainty for one in found), default=Certainty.EXACT)
    )


def _low(one: Sum) -> Decimal:
    return one.low


def _high(one: Sum) -> Decimal:
    return one.high
