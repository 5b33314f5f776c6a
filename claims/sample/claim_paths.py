"""The ways that invented claims go from state to state; each is one that claims may go."""

from dataclasses import dataclass
from itertools import accumulate, pairwise
from random import Random

from claims.states import ClaimState

_ = ClaimState
_REVIEWED = (_.REGISTERED, _.FIRST_REVIEW, _.SECOND_REVIEW)
_ASKED = (_.REGISTERED, _.DOCUMENTS_REQUESTED, _.FIRST_REVIEW, _.SECOND_REVIEW)
_ASKED_LATE = (_.REGISTERED, _.FIRST_REVIEW, _.DOCUMENTS_REQUESTED, _.SECOND_REVIEW)
_PAID = (_.APPROVED, _.PAID)
PATHS: dict[tuple[ClaimState, ...], int] = {
    (*_REVIEWED, *_PAID): 460,
    (*_REVIEWED, *_PAID, _.CLOSED): 270,
    (*_ASKED, *_PAID): 80,
    (*_ASKED_LATE, *_PAID, _.CLOSED): 60,
    (*_REVIEWED, *_PAID, _.PAYMENT_RETURNED, _.PAID): 30,
    (*_REVIEWED, *_PAID, _.PAYMENT_RETURNED): 5,
    (_.REGISTERED, _.FIRST_REVIEW, _.DENIED): 40,
    (*_REVIEWED, _.DENIED, _.CLOSED): 25,
    (*_REVIEWED, _.DENIED, _.SECOND_REVIEW, *_PAID): 10,
    (_.REGISTERED, _.DOCUMENTS_REQUESTED, _.CLOSED): 15,
    (_.REGISTERED, _.CLOSED): 10,
}
"""A path, and how often it is taken; how often nobody has published."""
_WAYS, _WEIGHTS = tuple(PATHS), tuple(accumulate(PATHS.values()))
_NOTES = {
    _.REGISTERED: "工会经办人已提交",
    _.DOCUMENTS_REQUESTED: "请补交缺少的材料",
    _.PAYMENT_RETURNED: "请更新会员卡后重新发放",
}
_WITHOUT_THE_MEMBER = "与医保数据对接，不用本人申报"


@dataclass(frozen=True, slots=True)
class SampleStep:
    """A state that a claim enters on a day, given as an ordinal."""

    state: ClaimState
    day: int
    note: str


def make_steps(filed: int, by_itself: bool, chance: Random) -> list[SampleStep]:
    """A whole life, from the day of filing on; what is settled without the member is never asked for papers."""
    (way,) = chance.choices(_WAYS, cum_weights=_WEIGHTS)
    if by_itself:
        way = _WAYS[0] if chance.random() < 0.6 else _WAYS[1]
    day, steps = filed, [SampleStep(way[0], filed, _WITHOUT_THE_MEMBER if by_itself else _NOTES[way[0]])]
    for before, state in pairwise(way):
        is_slow = state == _.CLOSED or before == _.PAYMENT_RETURNED
        day += 1 + int(chance.random() * (90 if is_slow else 14))
        steps.append(SampleStep(state, day, _NOTES.get(state, "")))
    return steps
