"""The knowledge table's shape: programmes, aspects, and what is stated of each, from where and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Aspect = Literal[
    "overview",
    "benefit",
    "scope",
    "eligibility",
    "process",
    "documents",
    "deadline",
    "payout_time",
    "contribution",
    "enrolment",
    "difference",
    "contact",
    "member_card",
    "privacy",
    "labour_rights",
]
Grade = Literal["seed", "A", "B", "own"]
"""`seed`: the newspaper page of 2019; `A`, `B`: public pages; `own`: what this service itself does."""

CENTRE = "centre"
GENERAL: Mapping[str, str] = {
    "comprehensive_a": "comprehensive",
    "comprehensive_b": "comprehensive",
    "relief_medical": "relief_fund",
    "relief_disaster": "relief_fund",
}
"""A more exact code → the one whose cells stand where it has none."""
HOMES: Mapping[str, str] = {
    "contact": CENTRE,
    "privacy": CENTRE,
    "labour_rights": CENTRE,
    "member_card": "member_card",
}
"""Aspects that are asked in the middle of anything and answered from one place."""
CODES = frozenset(
    {
        CENTRE,
        "secondary_reimbursement",
        "non_work_accident_property",
        "inpatient_medical",
        "hospital_cash",
        "critical_illness",
        "womens_specified_disease",
        "accident",
        "comprehensive",
        "tailored_after_school",
        "tailored_social_worker",
        "tailored_recuperation",
        "tailored_site_worker",
        "further_assistance",
        "daily_mutual_help",
        "startup_loan",
        "member_activity",
        "appointment",
        "receipt_management",
        "direct_enrolment",
        "direct_payment",
        "app_claim",
        "member_card",
        "relief_fund",
        "hardship_registration",
        "warmth_visit",
        *GENERAL,
    }
)
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


@dataclass(frozen=True)
class Statement:
    """One sentence or a few for the member, and where they come from; `lacks` names what they leave open."""

    text: str
    source: str
    grade: Grade
    as_of: str
    confirmed_by: str | None = None
    lacks: str = ""

    @property
    def is_speakable(self) -> bool:
        """Grade B is said only once a person at the centre confirmed it."""
        return self.grade != "B" or bool(self.confirmed_by)

    @property
    def is_admission(self) -> bool:
        """Whether it only admits, in this service's own words, that the answer is not known, and says where to ask."""
        return self.grade == "own" and bool(self.lacks)


@dataclass(frozen=True)
class Programme:
    """One programme's names, whom to turn to, and its cells: aspect → statements in the order they are said."""

    code: str
    name: str
    short_name: str
    cells: Mapping[str, tuple[Statement, ...]]
    turn_to: str = "单位工会"
    not_applicable: frozenset[str] = frozenset()
