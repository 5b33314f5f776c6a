"""How well a statement or a figure is founded, and whether it may be said."""

from typing import Literal

PublicGrade = Literal["seed", "A", "B"]
"""`seed`: the newspaper page of 2019; `A`: a union's, school's or government's own page; `B`: a copy of unknown
standing."""
Grade = Literal[PublicGrade, "own"]
"""`own`: what this service itself does."""


def may_be_said(grade: Grade, confirmed_by: str | None) -> bool:
    """Whether members may hear it: what is not well founded only once a person at the centre confirmed it."""
    return grade in ("seed", "A", "own") or bool(confirmed_by)
