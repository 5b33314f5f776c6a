"""Invented applications to the relief fund of 大兴, the one that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from claims.sample.centre import SampleCentre
from claims.sample.people import SamplePerson
from claims.states import ReliefStep
from claims.values import ReliefKind

FUND = "大兴"
_ = ReliefStep
_REVIEWS = (_.SUBMITTED, _.UNIT_REVIEW, _.TOWNSHIP_REVIEW, _.COMMITTEE_REVIEW)
_WAYS = ((*_REVIEWS, _.APPROVED, _.PAID), (*_REVIEWS, _.DENIED), (_.SUBMITTED, _.DENIED))
_WEIGHTS = (70, 20, 10)
_CAUSES: dict[ReliefKind, tuple[str, ...]] = {
    "medical": ("重病住院，自付费用高", "尿毒症透析，自付费用高", "白血病治疗，自付费用高"),
    "disaster": ("家中失火，临时没处住", "暴雨房屋受损"),
}
_ONE_IN = 25


@dataclass(frozen=True, slots=True)
class SampleApplication:
    """An application with its whole way; days as ordinals, the sum in fen."""

    kind: ReliefKind
    cause: str
    fen: int
    steps: Sequence[tuple[ReliefStep, int]]

    @property
    def submitted(self) -> int:
        """The day of its first step."""
        return self.steps[0][1]

    def is_news(self, centre: SampleCentre) -> bool:
        """Whether any step of it was taken when it is asked for."""
        return any(centre.has_news(day) for _step, day in self.steps)


def make_applications(centre: SampleCentre, person: SamplePerson, chance: Random) -> list[SampleApplication]:
    """One of every so many members of that district; how many there really are nobody has published."""
    if person.district != FUND or chance.random() * _ONE_IN > 1:
        return []
    kind: ReliefKind = "medical" if chance.random() < 0.8 else "disaster"
    (way,) = chance.choices(_WAYS, _WEIGHTS)
    day = centre.first_day + int(chance.random() * (centre.last_day - centre.first_day))
    steps = []
    for step in way:
        steps.append((step, day))
        day += 2 + int(chance.random() * 20)
    fen = 100 * (1_000 + 100 * int(chance.random() * 300))
    return [SampleApplication(kind, chance.choice(_CAUSES[kind]), fen, steps)]
