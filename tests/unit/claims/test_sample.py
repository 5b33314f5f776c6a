"""An invented centre is like a real one where it matters, and plainly nobody's."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pyarrow import csv, parquet

from claims.importing.columns import FILES, KINDS, Kind
from claims.sample.centre import SampleCentre
from claims.sample.files import Format, write_sample
from claims.sample.rows import Rows, make_rows
from claims.states import CLAIM_TRANSITIONS, RELIEF_ACTS, ClaimState, ReliefStep
from vocabulary.identity_numbers import fits_check_sign

TODAY = date(2026, 11, 30)
MEMBERS = 3_000
OF_4_1_MILLION = {"enrolments": 12.0, "claims": 8.0, "payments": 12.0}


def gather(centre: SampleCentre) -> dict[Kind, list[dict[str, Any]]]:
    """By kind, each row by its columns."""
    found: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for rows in make_rows(centre):
        add(found, rows)
    return found


def add(found: dict[Kind, list[dict[str, Any]]], rows: Rows) -> None:
    for kind, lines in rows.items():
        found[kind] += [dict(zip(FILES[kind].names, line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def centre() -> dict[Kind, list[dict[str, Any]]]:
    return gather(SampleCentre(MEMBERS, TODAY))


def test_it_has_the_proportions_of_the_centre(centre: dict[Kind, list[dict[str, Any]]]) -> None:
    assert len(centre["members"]) == MEMBERS
    for kind, millions in OF_4_1_MILLION.items():
        assert len(centre[kind]) / MEMBERS == pytest.approx(millions / 4.1, rel=0.1)  # type: ignore[index]
    assert {one["state"] for one in centre["claims"]} == set(ClaimState)
    assert len({one["district"] for one in centre["unions"]}) == 16


def test_nobody_bears_its_numbers(centre: dict[Kind, list[dict[str, Any]]]) -> None:
    numbers = [one["id_number"] for one in centre["members"]]
    assert len(set(numbers)) == MEMBERS
    assert all(number.startswith("110000") and fits_check_sign(number) for number in numbers)
    assert {int(number[16]) % 2 for number in numbers} == {0, 1}


def test_every_value_is_one_that_the_import_takes(centre: dict[Kind, list[dict[str, Any]]]) -> None:
    for kind, rows in centre.items():
        keys = [tuple(row[name] for name in FILES[kind].key) for row in rows]
        assert len(set(keys)) == len(keys), kind
        for column in FILES[kind].columns:
            values = {row[column.name] for row in rows}
            assert not (column.needed and {None, ""} & values), column.name
            assert not column.choices or values <= set(column.choices), column.name
            assert not column.longest or all(len(value or "") <= column.longest for value in values)
            assert column.low is None or all(value is None or value >= column.low for value in values)


def test_each_state_may_follow_the_one_before(centre: dict[Kind, list[dict[str, Any]]]) -> None:
    ways: dict[str, list[dict[str, Any]]] = {}
    for step in centre["claim_steps"]:
        ways.setdefault(step["claim_number"], []).append(step)
    for claim in centre["claims"]:
        way = ways[claim["claim_number"]]
        assert [step["position"] for step in way] == list(range(len(way)))
        assert all(a["entered_on"] <= b["entered_on"] for a, b in pairwise(way))
        states = [ClaimState(step["state"]) for step in way]
        assert all(then in CLAIM_TRANSITIONS[now] for now, then in pairwise(states)), states
        assert (claim["state"], claim["state_since"]) == (way[-1]["state"], way[-1]["entered_on"])
        assert claim["filed_on"] == way[0]["entered_on"] >= claim["date_of_loss"]


def test_applications_go_through_the_reviews(centre: dict[Kind, list[dict[str, Any]]]) -> None:
    assert centre["relief_applications"]
    ways: dict[str, list[ReliefStep]] = {}
    for step in centre["relief_steps"]:
        ways.setdefault(step["relief_number"], []).append(ReliefStep(step["step"]))
    for way in ways.values():
        assert way[0] == ReliefStep.SUBMITTED
        assert all(then in RELIEF_ACTS[now].values() for now, then in pairwise(way)), way


def test_nothing_happens_after_the_day(centre: dict[Kind, list[dict[str, Any]]]) -> None:
    ahead = {"effective_date", "expiry_date"}  # Of cover the centre knows beforehand.
    for rows in centre.values():
        for row in rows:
            days = [day for name, day in row.items() if isinstance(day, date) and name not in ahead]
            assert not days or max(days) <= TODAY


def test_what_changed_since_a_day_makes_that_day_into_this_one(
    centre: dict[Kind, list[dict[str, Any]]],
) -> None:
    before = date(2026, 9, 20)
    earlier, changed = gather(SampleCentre(MEMBERS, before)), gather(SampleCentre(MEMBERS, TODAY, before))
    assert changed["claims"]
    assert not changed["unions"]
    assert len(changed["claims"]) < len(centre["claims"]) / 10
    for kind in KINDS:
        merged = {tuple(row[name] for name in FILES[kind].key): row for row in earlier[kind] + changed[kind]}
        assert sorted(merged.values(), key=str) == sorted(centre[kind], key=str), kind


def test_the_same_seed_makes_the_same_centre_however_many_belong_to_it() -> None:
    def names(members: int, seed: int) -> list[str]:
        rows = gather(SampleCentre(members, TODAY, seed=seed))["members"]
        return [row["name"] for row in rows[:50]]

    assert names(60, 1) == names(200, 1) != names(60, 2)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_files_hold_every_row_and_are_never_written_over(tmp_path: Path, form: Format) -> None:
    asked = SampleCentre(120, TODAY)
    count = write_sample(asked, tmp_path, form)
    wanted = gather(asked)
    for kind in KINDS:
        path = tmp_path / f"{kind}.{form}"
        table = csv.read_csv(path) if form == "csv" else parquet.read_table(path)
        assert table.column_names == list(FILES[kind].names)
        assert table.num_rows == count[kind] == len(wanted[kind])
    sums = csv.read_csv(tmp_path / "payments.csv") if form == "csv" else None
    assert sums is None or sums["amount"].to_pylist() == [float(one["amount"]) for one in wanted["payments"]]
    assert "2026-11-30T23:59:59+08:00" in (tmp_path / "manifest.json").read_text("utf-8")
    with pytest.raises(FileExistsError):
        write_sample(asked, tmp_path, form)
