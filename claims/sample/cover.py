"""What invented members are enrolled in: both universal plans, and whatever their unit took them into."""

from dataclasses import dataclass
from random import Random

from claims.sample.centre import SampleCentre

_UNIVERSAL = ("secondary_reimbursement", "non_work_accident_property")
_CONTRIBUTORY = (
    "inpatient_medical",
    "hospital_cash",
    "critical_illness",
    "womens_specified_disease",
    "accident",
    "comprehensive",
    "tailored_after_school",
    "tailored_social_worker",
)
_WEIGHTS = (30, 30, 30, 30, 30, 10, 2, 2)
_TIERS = {"accident": ("一档", "二档", "三档", "四档"), "comprehensive": ("A类", "B类")}
_YEAR = 365
_KNOWN_AHEAD = 31


@dataclass(frozen=True, slots=True)
class SampleTerm:
    """One enrolment; days as ordinals, both included; the centre knows of it from `known_on` on."""

    plan: str
    tier: str | None
    units: int
    first: int
    last: int

    @property
    def known_on(self) -> int:
        """The day on which the roll came in."""
        return self.first - _KNOWN_AHEAD


def make_terms(centre: SampleCentre, is_woman: bool, chance: Random) -> list[SampleTerm]:
    """About three for each member, as the centre's twelve million for four."""
    joined = centre.first_day - chance.randrange(_YEAR)
    terms = [SampleTerm(plan, None, 1, joined, centre.last_day) for plan in _UNIVERSAL]
    if chance.random() < 0.42:
        chosen = {_choose_plan(is_woman, chance) for _ in range(1 + (chance.random() < 0.25))}
        for plan in sorted(chosen):
            terms += _make_years(centre, plan, chance)
    return terms


def _choose_plan(is_woman: bool, chance: Random) -> str:
    (plan,) = chance.choices(_CONTRIBUTORY, _WEIGHTS)
    return "hospital_cash" if plan == "womens_specified_disease" and not is_woman else plan


def _make_years(centre: SampleCentre, plan: str, chance: Random) -> list[SampleTerm]:
    """The same unit takes the same tier again, a year after the year before."""
    tier = chance.choice(_TIERS[plan]) if plan in _TIERS else None
    units = 1 + (chance.random() < 0.2)
    (years,) = chance.choices((1, 2, 3, 5), (45, 30, 20, 5))
    newest = centre.last_day - chance.randrange(2 * _YEAR)
    return [
        SampleTerm(plan, tier, units, newest - back * _YEAR, newest - back * _YEAR + _YEAR - 1)
        for back in range(years)
    ]
