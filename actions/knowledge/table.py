"""The knowledge table's shape: programmes, aspects, and what is stated of each, from where and since when."""

from collections.abc import Mapping
from dataclasses import dataclass

from vocabulary.grades import Grade, may_be_said
from vocabulary.programmes import PROGRAMMES

CENTRE = "centre"
GENERAL: Mapping[str, str] = {code: one.part_of for code, one in PROGRAMMES.items() if one.part_of}
"""A more exact code → the one whose cells stand where it has none."""
HOMES: Mapping[str, str] = {
    "contact": CENTRE,
    "privacy": CENTRE,
    "labour_rights": CENTRE,
    "member_card": "member_card",
}
"""Aspects that are asked in the middle of anything and answered from one place."""
CODES = frozenset({CENTRE, *PROGRAMMES})
"""The names that a file of the table may have."""


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
        """Whether members may be told."""
        return may_be_said(self.grade, self.confirmed_by)

    @property
    def is_admission(self) -> bool:
        """Whether it only admits, in this service's own words, that the answer is not known, and says where to ask."""
        return self.grade == "own" and bool(self.lacks)


@dataclass(frozen=True)
class ProgrammeKnowledge:
    """One programme's names, whom to turn to, and its cells: aspect → statements in the order they are said."""

    code: str
    name: str
    short_name: str
    cells: Mapping[str, tuple[Statement, ...]]
    turn_to: str = "单位工会"
    not_applicable: frozenset[str] = frozenset()
