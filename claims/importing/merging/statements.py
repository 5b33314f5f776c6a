"""What checks and merges are made of: statements over `now_…`, the rows of one portion, the same in both databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claims.importing.columns import Kind

Outcome = Literal["added", "changed", "removed", "kept", "follows"]
"""`kept` counts what was changed here after the file's moment; `follows` is what goes with another change."""

Trait = Literal["known", "deleted", "refused"]
"""What may hold of some row of a portion: it, or what it refers to, is in the tables already; it is marked; it is refused."""
KNOWN: frozenset[Trait] = frozenset({"known"})
DELETED: frozenset[Trait] = frozenset({"deleted"})
REFUSED: frozenset[Trait] = frozenset({"refused"})
ANY: frozenset[Trait] = KNOWN | DELETED | REFUSED


@dataclass(frozen=True)
class Check:
    """Marks rows of `now_…` as refused; several may mark, the first one counts.

    With `only_with` it can find nothing in a portion that has none of these traits.
    """

    kind: Kind
    statement: str
    only_with: frozenset[Trait] | None = None


@dataclass(frozen=True)
class MergeStep:
    """Changes rows of the tables, or counts those that stay as they are; `only_with` as in a check."""

    kind: Kind
    outcome: Outcome
    statement: str
    only_with: frozenset[Trait] | None = None


@dataclass(frozen=True)
class LookUp:
    """A column of `now_…` for the id of the row of `table` whose `number` is the row's `key`: looked up once."""

    kind: Kind
    column: str
    table: str
    number: str
    key: str


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
    """Kinds whose rows belong together, merged in one transaction for each portion.

    `known` selects whether the portion has that trait; without it every one is taken to have it.
    """

    kinds: tuple[Kind, ...]
    checks: tuple[Check, ...]
    changes: tuple[MergeStep, ...]
    absences: tuple[Absence, ...]
    lookups: tuple[LookUp, ...] = ()
    known: str = ""


def select_known(owners: Kind, key: str, hanging: Sequence[Kind], known_ids: Sequence[Kind]) -> str:
    """Whether rows with a `known_id` are among these kinds, or rows whose owner the portion does not hold."""
    # Counted, for all are looked at as a rule: a search for the first one would look each up by itself.
    found = [f"(SELECT count(known_id) FROM now_{kind})" for kind in known_ids]  # noqa: S608
    found += [
        f"(SELECT count(*) FROM now_{kind} s WHERE NOT EXISTS ("  # noqa: S608
        f"SELECT 1 FROM now_{owners} n WHERE n.{key} = s.{key}))"
        for kind in hanging
    ]
    return f"SELECT {' + '.join(found)}"


def refuse_doubles(kind: Kind, *key: str) -> Check:
    """Rows with one key: nobody knows which is right, so that none goes in. What of a key may be empty is written so."""
    columns = ", ".join(key)
    return Check(
        kind,
        f"UPDATE now_{kind} SET refused = 'two_rows' WHERE refused IS NULL AND ({columns}) IN "  # noqa: S608
        f"(SELECT {columns} FROM now_{kind} GROUP BY {columns} HAVING count(*) > 1)",
    )
