"""What checks and merges are made of: statements over `now_…`, the rows of one portion, the same in both databases."""

from dataclasses import dataclass
from typing import Literal

from claims.importing.columns import Kind

Outcome = Literal["added", "changed", "removed", "kept", "follows"]
"""`kept` counts what was changed here after the file's moment; `follows` is what goes with another change."""


@dataclass(frozen=True)
class Check:
    """Marks rows of `now_…` as refused; several may mark, the first one counts."""

    kind: Kind
    statement: str


@dataclass(frozen=True)
class MergeStep:
    """Changes rows of the tables, or counts those that stay as they are."""

    kind: Kind
    outcome: Outcome
    statement: str


@dataclass(frozen=True)
class Absence:
    """What a full file does not hold any more: how many, of how many, and a statement that takes some away.

    The statement takes at most `:most` at a time.
    """

    kind: Kind
    count: str
    total: str
    statement: str


@dataclass(frozen=True)
class Family:
    """Kinds whose rows belong together, merged in one transaction for each portion."""

    kinds: tuple[Kind, ...]
    checks: tuple[Check, ...]
    changes: tuple[MergeStep, ...]
    absences: tuple[Absence, ...]


def refuse_doubles(kind: Kind, *key: str) -> Check:
    """Rows with one key: nobody knows which is right, so that none goes in."""
    columns = ", ".join(f"COALESCE(CAST({name} AS TEXT), '')" for name in key)
    return Check(
        kind,
        f"UPDATE now_{kind} SET refused = 'two_rows' WHERE refused IS NULL AND ({columns}) IN "  # noqa: S608
        f"(SELECT {columns} FROM now_{kind} GROUP BY {columns} HAVING count(*) > 1)",
    )
