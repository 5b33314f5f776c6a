"""Checks and merges what is staged, portion by portion: each is one transaction, and is noted in it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import BigInteger, Connection, Date, bindparam, text
from sqlalchemy.exc import OperationalError

from claims import own_numbers
from claims.importing.columns import Kind
from claims.importing.merging.claims import CLAIMS
from claims.importing.merging.known import KNOWN
from claims.importing.merging.people import PEOPLE, UNIONS
from claims.importing.merging.relief import RELIEF
from claims.importing.merging.statements import Absence, Family, Trait
from claims.importing.rejects import keep_refused
from claims.importing.report import Report
from claims.importing.runs import note_run
from claims.importing.staged import SLOTS, STAGED, StagedTable
from claims.importing.staging import Staging
from claims.own_numbers import MARK
from claims.tables import BeijingMoment

FAMILIES: tuple[Family, ...] = (UNIONS, PEOPLE, CLAIMS, RELIEF)
PORTION_ROWS = 50_000
_TRIES = 4
_MOST_REMOVED_AT_ONCE = 20_000
_CAN_BE_ASKED = "SELECT to_regprocedure('has_parameter_privilege(text, text)') IS NOT NULL"
_MAY_TRUST = "SELECT has_parameter_privilege('session_replication_role', 'SET')"
_KEYED: tuple[tuple[Kind, str], ...] = (
    ("unions", "union_code"),
    ("members", "id_number_hash"),
    ("claims", "claim_number"),
    ("relief_applications", "relief_number"),
)
"""Rows that rows of other portions hang on: what was refused of them is written back to the staging tables."""

_OWN_NUMBERS = {"own_claims": own_numbers.CLAIM, "own_relief": own_numbers.RELIEF}


@dataclass(frozen=True)
class MergePortion:
    """The slots of a family from `low` to `high`, both included."""

    family: Family
    low: int
    high: int


def cut_portions(counts: dict[Kind, int], rows: int) -> list[MergePortion]:
    """The same for the same counts: a run that was ended goes on by their order."""
    portions = []
    for family in FAMILIES:
        total = sum(counts.get(kind, 0) for kind in family.kinds)
        parts = min(SLOTS, -(-total // rows))
        edges = [SLOTS * at // parts for at in range(parts + 1)] if parts else []
        portions += [MergePortion(family, low, high - 1) for low, high in pairwise(edges)]
    return portions


@dataclass(frozen=True)
class Merger:
    """Merges for one run; `moment` is the one up to which the files are complete."""

    staging: Staging
    run: int
    moment: datetime
    report: Report
    is_dry: bool = False
    number_mark: str = MARK

    @property
    def _connection(self) -> Connection:
        return self.staging.connection

    def prepare(self) -> None:
        """Makes the tables that hold one portion at a time."""
        looked_up = [one for family in FAMILIES for one in family.lookups]
        with self._connection.begin():
            self._make_temporary("now_added", "number TEXT, id BIGINT")
            for table in STAGED.values():
                columns = [f'"{name}" {kind}' for name, kind in table.columns.items()]
                columns += [f"{one.column} BIGINT" for one in looked_up if one.kind == table.kind]
                self._make_temporary(f"now_{table.kind}", ", ".join(columns))
                self._execute(
                    f"CREATE INDEX IF NOT EXISTS ix_now_{table.kind} ON now_{table.kind} ({_find_owner(table)})"
                )

    def _make_temporary(self, name: str, columns: str) -> None:
        if not self.staging.is_postgres:
            self._execute(f"DROP TABLE IF EXISTS {name}")
        emptied = " ON COMMIT DELETE ROWS" if self.staging.is_postgres else ""
        self._execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({columns}){emptied}")

    def merge(self, portion: MergePortion, merged: int) -> None:
        """One portion, and that `merged` are in; tried again where it met somebody else's change."""
        before = self.report.to_json()
        for again in range(_TRIES):
            try:
                with self._connection.begin():
                    self._merge(portion)
                    if not self.is_dry:
                        note_run(self._connection, self.run, "merging", merged, self.report)
            except OperationalError as fault:
                vars(self.report).update(vars(Report.from_json(before)))
                if again == _TRIES - 1 or not _may_go_well_again(fault):
                    raise
                time.sleep(0.2 * 2**again)
            else:
                return

    def _merge(self, portion: MergePortion) -> None:
        family = portion.family
        self._take(portion)
        traits = self._find_traits(family)
        for check in family.checks:
            if _may_matter(check.only_with, traits) and self._execute(check.statement).rowcount > 0:
                traits.add("refused")
        if "refused" in traits:
            for kind in family.kinds:
                keep_refused(self._connection, kind, self.report)
            self._write_back(family)
        if self.is_dry:
            self._count(family)
            return
        may_trust = self._may_trust_joins()
        for change in family.changes:
            if not _may_matter(change.only_with, traits):
                continue
            with self._trusting_joins() if may_trust and change.outcome == "added" else nullcontext():
                result = self._execute(change.statement)
            number = int(result.scalar_one()) if change.outcome == "kept" else int(result.rowcount)
            if change.outcome != "follows":
                self.report.count(change.kind, change.outcome, max(number, 0))

    def _take(self, portion: MergePortion) -> None:
        """Its rows, each with the ids of what it refers to."""
        self._execute("DELETE FROM now_added")
        for kind in portion.family.kinds:
            columns = [f's."{name}"' for name in STAGED[kind].columns]
            joined = ""
            for place, one in enumerate(one for one in portion.family.lookups if one.kind == kind):
                columns.append(f"t{place}.id")
                joined += f" LEFT JOIN {one.table} t{place} ON t{place}.{one.number} = s.{one.key}"
            self._execute(f"DELETE FROM now_{kind}")  # noqa: S608
            self._execute(
                f"INSERT INTO now_{kind} SELECT {', '.join(columns)} FROM staged_{kind} s{joined} "  # noqa: S608
                "WHERE s.slot BETWEEN :low AND :high",
                low=portion.low,
                high=portion.high,
            )

    def _find_traits(self, family: Family) -> set[Trait]:
        """What holds of any row, so that what can find nothing need not be asked."""
        traits: set[Trait] = set()
        for kind in family.kinds:
            looked = f"SELECT count(*) FILTER (WHERE deleted), count(refused) FROM now_{kind}"  # noqa: S608
            deleted, refused = self._execute(looked).one()
            if deleted:
                traits.add("deleted")
            if refused:
                traits.add("refused")
        if not family.known or self._execute(family.known).scalar_one():
            traits.add("known")
        return traits

    def _may_trust_joins(self) -> bool:
        """Whether the role was given that right; a superuser has it."""
        if not self.staging.is_postgres or not self._execute(_CAN_BE_ASKED).scalar_one():
            return False
        return bool(self._execute(_MAY_TRUST).scalar_one())

    @contextmanager
    def _trusting_joins(self) -> Iterator[None]:
        """New rows were joined with what they refer to, or it was looked up, in this transaction: not once more row by row."""
        self._execute("SET LOCAL session_replication_role = replica")
        yield
        self._execute("SET LOCAL session_replication_role = origin")

    def _write_back(self, family: Family) -> None:
        for kind, key in _KEYED:
            if kind in family.kinds:
                self._execute(
                    f"UPDATE staged_{kind} SET refused = n.refused FROM now_{kind} n "  # noqa: S608
                    f"WHERE n.{key} = staged_{kind}.{key} AND n.refused IS NOT NULL AND staged_{kind}.refused IS NULL"
                )

    def _count(self, family: Family) -> None:
        for kind in family.kinds:
            valid = f"SELECT count(*) FROM now_{kind} n WHERE n.refused IS NULL"  # noqa: S608
            known = int(self._execute(f"{valid} AND NOT n.deleted AND {KNOWN[kind]}").scalar_one())
            fresh = int(self._execute(f"{valid} AND NOT n.deleted").scalar_one())
            self.report.count(kind, "known", known)
            self.report.count(kind, "new", fresh - known)
            self.report.count(kind, "removed", int(self._execute(f"{valid} AND n.deleted").scalar_one()))

    def remove_absent(
        self, kinds: Sequence[Kind], most_removed: float, is_whole: Callable[[Kind], bool]
    ) -> None:
        """Takes away what a full file does not hold any more, unless that is more than a share of all there is."""
        for absence in _find_absences(kinds):
            if not is_whole(absence.kind):
                self.report.note(f"{absence.kind}: nothing taken for gone, the file is not whole")
                continue
            with self._connection.begin():
                gone = int(self._execute(absence.count).scalar_one())
                total = int(self._execute(absence.total).scalar_one())
            if gone > most_removed * total:
                self.report.note(
                    f"{absence.kind}: {gone:,} of {total:,} are not in the file: too many, none was removed; "
                    "if it is right, say so with --most-removed"
                )
                continue
            self.report.count(absence.kind, "removed", gone)
            while gone > 0 and not self.is_dry:
                with self._connection.begin():
                    gone = self._execute(absence.statement, most=_MOST_REMOVED_AT_ONCE).rowcount

    def _execute(self, statement: str, **values: object) -> Any:
        asked = text(statement)
        given: dict[str, object] = dict(values)
        if ":moment" in statement:
            asked = asked.bindparams(bindparam("moment", type_=BeijingMoment()))
            given["moment"] = self.moment
        if ":day" in statement:
            asked = asked.bindparams(bindparam("day", type_=Date()))
            given["day"] = self.moment.date()
        for name, form in _OWN_NUMBERS.items():
            if f":{name}" in statement:
                given[name] = form.like(self.number_mark)
        if ":most" in statement:
            asked = asked.bindparams(bindparam("most", type_=BigInteger()))
        return self._connection.execute(asked, given)


def _may_matter(only_with: frozenset[Trait] | None, traits: set[Trait]) -> bool:
    return only_with is None or not only_with.isdisjoint(traits)


def _find_owner(table: StagedTable) -> str:
    """What the rows of a portion are joined by: the claim of a payment, not its own number."""
    return "claim_number" if "claim_number" in table.columns else table.key[0]


def _find_absences(kinds: Sequence[Kind]) -> Iterator[Absence]:
    # What hangs on others first.
    for family in reversed(FAMILIES):
        yield from (one for one in reversed(family.absences) if one.kind in kinds)


def _may_go_well_again(fault: OperationalError) -> bool:
    """Somebody else's change was in the way: a deadlock, a lock of SQLite's."""
    state = getattr(fault.orig, "sqlstate", None)
    return state in ("40P01", "40001") or "locked" in str(fault.orig)
