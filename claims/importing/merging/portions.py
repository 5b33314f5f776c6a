"""The portions that staged rows are merged in: kept beside them, with what became of each."""

from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, text

from claims.importing.columns import Kind
from claims.importing.merging.claims import CLAIMS
from claims.importing.merging.people import PEOPLE, UNIONS
from claims.importing.merging.relief import RELIEF
from claims.importing.merging.statements import Family
from claims.importing.report import Report
from claims.importing.staged import SLOTS

FAMILIES: tuple[Family, ...] = (UNIONS, PEOPLE, CLAIMS, RELIEF)
PORTION_ROWS = 50_000


@dataclass(frozen=True)
class MergePortion:
    """The slots of a family from `low` to `high`, both included; `place` among all portions of a run."""

    place: int
    family: Family
    low: int
    high: int


def cut_portions(counts: dict[Kind, int], rows: int) -> list[MergePortion]:
    """Portions of about so many rows."""
    portions: list[MergePortion] = []
    for family in FAMILIES:
        total = sum(counts.get(kind, 0) for kind in family.kinds)
        parts = min(SLOTS, -(-total // rows))
        edges = [SLOTS * at // parts for at in range(parts + 1)] if parts else []
        portions += [
            MergePortion(len(portions) + at, family, low, high - 1)
            for at, (low, high) in enumerate(pairwise(edges))
        ]
    return portions


def write_portions(connection: Connection, portions: list[MergePortion]) -> None:
    """All of them are still to be merged."""
    rows = [
        {"place": one.place, "family": FAMILIES.index(one.family), "low": one.low, "high": one.high}
        for one in portions
    ]
    if rows:
        written = (
            "INSERT INTO staged_portions (place, family, low, high) VALUES (:place, :family, :low, :high)"
        )
        connection.execute(text(written), rows)


def read_portions(connection: Connection) -> tuple[list[MergePortion], list[Report]]:
    """Those still to be merged, and what came of the others."""
    left: list[MergePortion] = []
    told: list[Report] = []
    for row in connection.execute(text("SELECT * FROM staged_portions ORDER BY place")):
        if row.told is None:
            left.append(MergePortion(row.place, FAMILIES[row.family], row.low, row.high))
        else:
            told.append(Report.from_json(row.told))
    return left, told


def take_portion(connection: Connection, portion: MergePortion) -> Report | None:
    """None while it is still to be merged: nobody else does so until the end of the transaction. Or what came of it.

    The server may be at the last statement of an import that was killed: it is waited for.
    """
    taken = "UPDATE staged_portions SET told = '' WHERE place = :place AND told IS NULL"
    place = {"place": portion.place}
    if connection.execute(text(taken), place).rowcount:
        return None
    told = connection.scalar(text("SELECT told FROM staged_portions WHERE place = :place"), place)
    return Report.from_json(told or "")


def tell_portion(connection: Connection, portion: MergePortion, report: Report) -> None:
    """It is in, and what came of it."""
    told = "UPDATE staged_portions SET told = :told WHERE place = :place"
    connection.execute(text(told), {"told": report.to_json(), "place": portion.place})
