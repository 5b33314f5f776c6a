"""Lists what the table does not say yet, or says on weak grounds: the centre's to-do list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from actions.knowledge.table import CENTRE, GENERAL, HOMES, ProgrammeKnowledge
from vocabulary.intents import ASPECTS

Reason = Literal["missing", "awaits confirmation", "grade"]

_OF_THE_CENTRE = frozenset(
    {"overview", "process", "payout_time", "difference", "contact", "privacy", "labour_rights"}
)


@dataclass(frozen=True)
class Gap:
    """`missing`: nothing is known, or `wanted` of it is not; `awaits confirmation`: `wanted` is known from a page
    of grade B; `grade`: it is said, on the newspaper of 2019 alone."""

    programme: str
    aspect: str
    reason: Reason
    wanted: str = ""


def find_gaps(programmes: Mapping[str, ProgrammeKnowledge]) -> tuple[Gap, ...]:
    """For every programme and every aspect that can be asked of it; one that is whole gives none."""
    return tuple(
        gap
        for programme in programmes.values()
        for aspect in ASPECTS
        if _applies(programme, aspect)
        for gap in _find_in(programme, aspect)
    )


def _applies(programme: ProgrammeKnowledge, aspect: str) -> bool:
    """A more exact code, and an aspect with one home, stand in the table only where they differ."""
    if aspect in programme.cells:
        return True
    if programme.code == CENTRE:
        return aspect in _OF_THE_CENTRE
    return programme.code not in GENERAL and aspect not in HOMES and aspect not in programme.not_applicable


def _find_in(programme: ProgrammeKnowledge, aspect: str) -> Iterator[Gap]:
    statements = programme.cells.get(aspect, ())
    said = [one for one in statements if one.is_speakable]
    waiting = [one for one in statements if not one.is_speakable]
    if not statements:
        yield Gap(programme.code, aspect, "missing")
    for one in statements:
        if one.lacks:
            yield Gap(programme.code, aspect, "missing", one.lacks)
    for one in waiting:
        yield Gap(programme.code, aspect, "awaits confirmation", one.text)
    if said and all(one.grade == "seed" and not one.confirmed_by for one in said):
        yield Gap(programme.code, aspect, "grade")
