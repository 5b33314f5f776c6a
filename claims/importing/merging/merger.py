"""Checks and merges a portion of what is staged: one transaction, and it is noted in it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import BigInteger, Connection, Date, bindparam, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from claims import own_numbers
from claims.importing.columns import Kind
from claims.importing.merging.known import KNOWN
from claims.importing.merging.portions import FAMILIES, MergePortion, take_portion, tell_portion
from claims.importing.merging.statements import Absence, Family, Trait
from claims.importing.rejects import keep_refused
from claims.importing.report import Report
from claims.importing.runs import note_portion
from claims.importing.staged import STAGED, StagedTable
from claims.own_numbers import MARK
from claims.tables import BeijingMoment

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
class Merger:
    """Merges for one run on one connection; `moment` is the one up to which the files are complete."""

    connection: Connection
    run: int
    moment: datetime
    is_dry: bool = False
    number_mark: str = MARK

    @property
    def _is_postgres(self) -> bool:
        return self.connection.dialect.name == "postgresql"

    def prepare(self) -> None:
        """Makes the tables that hold one portion at a time."""
        looked_up = [one for family in FAMILIES for one in family.lookups]
        with self.connection.begin():
            self._make_temporary("now_added", "number TEXT, id BIGINT")
            for table in STAGED.values():
                columns = [f'"{name}" {kind}' for name, kind in table.columns.items()]
                columns += [f"{one.column} BIGINT" for one in looked_up if one.kind == table.kind]
                self._make_temporary(f"now_{table.kind}", ", ".join(columns))
                self._execute(
                    f"CREATE INDEX IF NOT EXISTS ix_now_{table.kind} ON now_{table.kind} ({_find_owner(table)})"
                )

    def _make_temporary(self, name: str, columns: str) -> None:
        if not self._is_postgres:
            self._execute(f"DROP TABLE IF EXISTS {name}")
        emptied = " ON COMMIT DELETE ROWS" if self._is_postgres else ""
        self._execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({columns}){emptied}")

    def merge(self, portion: MergePortion) -> Report:
        """What came of it; tried again where it met somebody else's change. Raises OperationalError, IntegrityError."""
        for again in range(_TRIES):
            try:
                with self.connection.begin():
                    return self._merge(portion)
            except (OperationalError, IntegrityError) as fault:
                if again == _TRIES - 1 or not _may_go_well_again(fault):
                    raise
                time.sleep(0.2 * 2**again)
        raise AssertionError("The last try returns or raises.")

    def cancel(self) -> None:
        """Ends the statement that the server is at for it; raises psycopg.Error where there is no server any more."""
        driver = self.connection.connection.driver_connection
        if isinstance(driver, psycopg.Connection):
            driver.cancel()

    def _merge(self, portion: MergePortion) -> Report:
        if told := take_portion(self.connection, portion):
            return told
        report = Report()
        self._bring_in(portion, report)
        tell_portion(self.connection, portion, report)
        if not self.is_dry:
            note_portion(self.connection, self.run)
        return report

    def _bring_in(self, portion: MergePortion, report: Report) -> None:
        family = portion.family
        self._take(portion)
        traits = self._find_traits(family)
        for check in family.checks:
            if _may_matter(check.only_with, traits) and self._execute(check.statement).rowcount > 0:
                traits.add("refused")
        if "refused" in traits:
            for kind in family.kinds:
                keep_refused(self.connection, kind, report)
            self._write_back(family)
        if self.is_dry:
            self._count(family, report)
            return
        may_trust = self._may_trust_joins()
        for change in family.changes:
            if not _may_matter(change.only_with, traits):
                continue
            with self._trusting_joins() if may_trust and change.outcome == "added" else nullcontext():
                result = self._execute(change.statement)
            number = int(result.scalar_one()) if change.outcome == "kept" else int(result.rowcount)
            if change.outcome != "follows":
                report.count(change.kind, change.outcome, max(number, 0))

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
        if not self._is_postgres or not self._execute(_CAN_BE_ASKED).scalar_one():
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

    def _count(self, family: Family, report: Report) -> None:
        for kind in family.kinds:
            valid = f"SELECT count(*) FROM now_{kind} n WHERE n.refused IS NULL"  # noqa: S608
            known = int(self._execute(f"{valid} AND NOT n.deleted AND {KNOWN[kind]}").scalar_one())
            fresh = int(self._execute(f"{valid} AND NOT n.deleted").scalar_one())
            report.count(kind, "known", known)
            report.count(kind, "new", fresh - known)
            report.count(kind, "removed", int(self._execute(f"{valid} AND n.deleted").scalar_one()))

    def remove_absent(
        self, kinds: Sequence[Kind], most_removed: float, is_whole: Callable[[Kind], bool], report: Report
    ) -> None:
        """Takes away what a full file does not hold any more, unless that is more than a share of all there is."""
        for absence in _find_absences(kinds):
            if not is_whole(absence.kind):
                report.note(f"{absence.kind}: nothing taken for gone, the file is not whole")
                continue
            with self.connection.begin():
                gone = int(self._execute(absence.count).scalar_one())
                total = int(self._execute(absence.total).scalar_one())
            if gone > most_removed * total:
                report.note(
                    f"{absence.kind}: {gone:,} of {total:,} are not in the file: too many, none was removed; "
                    "if it is right, say so with --most-removed"
                )
                continue
            report.count(absence.kind, "removed", gone)
            while gone > 0 and not self.is_dry:
                with self.connection.begin():
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
        return self.connection.execute(asked, given)


def _may_matter(only_with: frozenset[Trait] | None, traits: set[Trait]) -> bool:
    return only_with is None or not only_with.isdisjoint(traits)


def _find_owner(table: StagedTable) -> str:
    """What the rows of a portion are joined by: the claim of a payment, not its own number."""
    return "claim_number" if "claim_number" in table.columns else table.key[0]


def _find_absences(kinds: Sequence[Kind]) -> Iterator[Absence]:
    # What hangs on others first.
    for family in reversed(FAMILIES):
        yield from (one for one in reversed(family.absences) if one.kind in kinds)


def _may_go_well_again(fault: DBAPIError) -> bool:
    """Somebody else's change was in the way: a deadlock, a lock of SQLite's, the same number in another portion."""
    state = getattr(fault.orig, "sqlstate", None)
    return state in ("40P01", "40001", "23505") or "locked" in str(fault.orig)
