"""Files go in: what is right is there afterwards, what is wrong is named, and nothing of anybody is lost."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyarrow import csv, parquet
from sqlalchemy import text

from claims.access import (
    MemberFilter,
    access_claims,
    access_enrolments,
    access_profile,
    access_relief_applications,
    find_audience,
    find_feeds,
)
from claims.changes import change_phone, find_card_change
from claims.database import ClaimsDatabase
from claims.errors import ImportRefused
from claims.identity import find_member
from claims.importing.columns import Kind
from claims.importing.database import open_for_import
from claims.reference import load_plans
from claims.values import MemberId
from testing.imports import (
    CENTRE,
    CLAIM,
    MEMBER,
    MOMENT,
    NOW,
    PAYMENT,
    RELIEF,
    STEPS,
    UNION,
    Row,
    import_files,
    make_id_number,
    read_rejects,
    write_files,
)

TODAY = date(2026, 3, 18)


@pytest.fixture
async def centre(empty: ClaimsDatabase) -> ClaimsDatabase:
    await load_plans(empty)
    return empty


def bring(claims: ClaimsDatabase, folder: Path, files: dict[Kind, Sequence[Row]], **asked: Any) -> Any:
    url = str(claims.engine.url)
    return import_files(url, claims.sealer, write_files(folder / "files", files), **asked)


async def find(claims: ClaimsDatabase, row: Row = MEMBER) -> MemberId | None:
    return await find_member(claims, row["name"], row["id_number"], row["card_number"][-4:])


def read_database(folder: Path) -> bytes:
    """With what is not in the file itself yet."""
    return b"".join(one.read_bytes() for one in folder.glob("empty.db*"))


async def count(claims: ClaimsDatabase, table: str) -> int:
    async with claims.begin() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608


async def test_a_member_finds_all_that_was_handed_in(centre: ClaimsDatabase, tmp_path: Path) -> None:
    told = bring(centre, tmp_path, dict(CENTRE))
    assert told.rejected == 0
    member = await find(centre)
    assert member is not None
    (claim,) = await access_claims(centre, member)
    assert (claim.number, claim.state, claim.state_since) == (
        CLAIM["claim_number"],
        "first_review",
        date(2026, 3, 3),
    )
    assert [step.state for step in claim.timeline] == ["registered", "first_review"]
    assert [(one.label, one.received_on) for one in claim.documents] == [("诊断证明", date(2026, 3, 2))]
    assert [str(one.amount) for one in claim.payments] == ["326.00"]
    assert claim.updated_at == MOMENT
    (cover,) = await access_enrolments(centre, member, TODAY)
    assert (cover.units, cover.standing) == (2, "valid")
    (relief,) = await access_relief_applications(centre, member)
    assert relief.step == "unit_review"


async def test_numbers_of_a_person_stand_nowhere_in_clear(centre: ClaimsDatabase, tmp_path: Path) -> None:
    bring(centre, tmp_path, dict(CENTRE))
    await centre.close()
    written = read_database(tmp_path)
    for name in ("id_number", "phone", "card_number"):
        assert MEMBER[name].encode() not in written


async def test_the_same_files_again_change_nothing(centre: ClaimsDatabase, tmp_path: Path) -> None:
    bring(centre, tmp_path, dict(CENTRE))
    assert bring(centre, tmp_path, dict(CENTRE)).was_done
    again = bring(centre, tmp_path, dict(CENTRE), is_again=True)
    done = {what for counts in again.report.counts.values() for what in counts}
    assert done == {"read"}


async def test_a_trial_says_what_would_be_done_and_does_nothing(
    centre: ClaimsDatabase, tmp_path: Path
) -> None:
    told = bring(centre, tmp_path, dict(CENTRE), is_dry=True)
    assert told.report.counts["claims"] == {"read": 1, "new": 1}
    assert told.report.counts["claim_steps"] == {"read": 2, "new": 2}
    assert [await count(centre, table) for table in ("members", "claims", "import_runs", "feeds")] == [0] * 4


BAD: list[tuple[str, Kind, Sequence[Row], str]] = [
    ("two rows for one person", "members", (MEMBER, {**MEMBER, "phone": "13800009702"}), "two_rows"),
    ("unknown union", "members", ({**MEMBER, "union_code": "BJ-0009"},), "unknown_union"),
    ("lost digits", "members", ({**MEMBER, "id_number": "1.10E+17"},), "digits_lost"),
    ("unknown member", "claims", ({**CLAIM, "id_number": make_id_number(702)},), "unknown_member"),
    ("unknown plan", "claims", ({**CLAIM, "plan_code": "nothing"},), "unknown_plan"),
    ("a step left out", "claim_steps", (STEPS[0], {**STEPS[1], "state": "approved"}), "cannot_follow"),
    ("a gap", "claim_steps", (STEPS[0], {**STEPS[1], "position": "2"}), "cannot_follow"),
    ("not the last step", "claims", ({**CLAIM, "state": "second_review"},), "not_last_step"),
    ("number of ours", "claims", ({**CLAIM, "claim_number": "LP2026-9000001"},), "own_number"),
    (
        "number of ours",
        "relief_applications",
        ({**RELIEF, "relief_number": "JZ2026-90001"},),
        "own_number",
    ),
    ("unknown claim", "payments", ({**PAYMENT, "claim_number": "LP2026-8000009"},), "unknown_claim"),
    ("no money", "payments", ({**PAYMENT, "amount": "0"},), "amount_too_low"),
]


@pytest.mark.parametrize(("case", "kind", "rows", "code"), BAD, ids=[one[0] for one in BAD])
async def test_a_row_that_cannot_be_is_named_and_the_rest_goes_in(
    centre: ClaimsDatabase, tmp_path: Path, case: str, kind: Kind, rows: Sequence[Row], code: str
) -> None:
    other = {**MEMBER, "id_number": make_id_number(703), "name": "测试丙"}
    files = {**CENTRE, kind: rows}
    files["members"] = [*files["members"], other]
    told = bring(centre, tmp_path, files)
    named = read_rejects(tmp_path / "files")
    assert (f"{kind}.csv", code) in {(one["file"], one["code"]) for one in named}
    assert told.rejected == len(named)
    assert await find(centre, other) is not None
    written = (tmp_path / "rejects.csv").read_text("utf-8-sig")
    for row in (*rows, other):
        assert not any(
            row.get(name, "not given") in written for name in ("id_number", "name", "phone", "card_number")
        )


async def test_a_claim_goes_on_without_a_file_of_steps(centre: ClaimsDatabase, tmp_path: Path) -> None:
    bring(centre, tmp_path, dict(CENTRE))
    later = {**CLAIM, "state": "approved", "state_since": "2026-03-19", "approved_amount": "326"}
    bring(centre, tmp_path, {"claims": (later,)}, moment=MOMENT + timedelta(days=3))
    member = await find(centre)
    assert member
    (claim,) = await access_claims(centre, member)
    assert (claim.state, str(claim.approved_amount), claim.timeline[-1].state) == (
        "approved",
        "326.00",
        "approved",
    )
    back = {**CLAIM, "state": "registered"}
    bring(centre, tmp_path, {"claims": (back,)}, moment=MOMENT + timedelta(days=4))
    assert [one["code"] for one in read_rejects(tmp_path / "files")] == ["cannot_follow"]


async def test_a_phone_changed_here_stays_until_the_centre_says_another(
    centre: ClaimsDatabase, tmp_path: Path
) -> None:
    bring(centre, tmp_path, dict(CENTRE))
    member = await find(centre)
    assert member
    await change_phone(centre, member, "13900000009", NOW)
    renamed = {**MEMBER, "name": "测试乙"}
    bring(centre, tmp_path, {"members": (renamed,)}, moment=MOMENT + timedelta(days=9))
    profile = await access_profile(centre, member)
    assert (profile.name, profile.masked_phone) == ("测试乙", "139****0009")
    newer = {**renamed, "phone": "13700000007"}
    bring(centre, tmp_path, {"members": (newer,)}, moment=MOMENT + timedelta(days=10))
    assert (await access_profile(centre, member)).masked_phone == "137****0007"
    assert await find_card_change(centre, member) is None


async def test_what_is_older_than_what_is_in_is_refused(centre: ClaimsDatabase, tmp_path: Path) -> None:
    bring(centre, tmp_path, dict(CENTRE))
    with pytest.raises(ImportRefused, match="older"):
        bring(centre, tmp_path, {"unions": (UNION,)}, moment=MOMENT - timedelta(days=1))


async def test_a_marked_row_goes_and_a_member_only_leaves(centre: ClaimsDatabase, tmp_path: Path) -> None:
    bring(centre, tmp_path, dict(CENTRE))
    member = await find(centre)
    assert [len(page) async for page in find_audience(centre, MemberFilter(TODAY))] == [1]
    gone = ({"id_number": MEMBER["id_number"], "deleted": "1"},)
    paid_back = ({"payment_number": PAYMENT["payment_number"], "deleted": "1"},)
    bring(centre, tmp_path, {"members": gone, "payments": paid_back}, moment=MOMENT + timedelta(days=1))
    assert await count(centre, "payments") == 0
    assert await find(centre) == member
    async with centre.begin() as session:
        assert str(await session.scalar(text("SELECT left_on FROM members"))) == "2026-03-18"
    assert [page async for page in find_audience(centre, MemberFilter(TODAY))] == []


async def test_a_full_file_takes_away_no_more_than_was_allowed(
    centre: ClaimsDatabase, tmp_path: Path
) -> None:
    others = [{**PAYMENT, "payment_number": f"FK2026-{place:07d}"} for place in range(10)]
    bring(centre, tmp_path, {**CENTRE, "payments": others})
    fewer: dict[Kind, Sequence[Row]] = {"payments": others[:9]}
    told = bring(centre, tmp_path, fewer, is_full=True, moment=MOMENT + timedelta(days=1))
    assert await count(centre, "payments") == 10
    assert any("too many" in note for note in told.report.notes)
    bring(centre, tmp_path, fewer, is_full=True, most_removed=0.1, moment=MOMENT + timedelta(days=2))
    assert await count(centre, "payments") == 9


async def test_while_one_import_runs_another_is_refused(centre: ClaimsDatabase, tmp_path: Path) -> None:
    database = Path(str(centre.engine.url.database))
    with open_for_import(f"sqlite:///{database}"), pytest.raises(ImportRefused, match="another_runs"):
        bring(centre, tmp_path, dict(CENTRE))
    assert await count(centre, "members") == 0


async def test_an_answer_is_as_of_the_newest_feed_though_the_row_is_older(
    centre: ClaimsDatabase, tmp_path: Path
) -> None:
    bring(centre, tmp_path, dict(CENTRE))
    member = await find(centre)
    assert member
    later = MOMENT + timedelta(days=1)
    bring(centre, tmp_path, dict(CENTRE), moment=later)
    assert {(feed.kind, feed.complete_up_to) for feed in await find_feeds(centre)} == {
        (kind, later) for kind in CENTRE
    }
    (claim,), (cover,) = await access_claims(centre, member), await access_enrolments(centre, member, TODAY)
    (relief,) = await access_relief_applications(centre, member)
    moments = [claim.updated_at, claim.payments[0].updated_at, cover.updated_at, relief.updated_at]
    assert moments == [later] * 4


async def test_who_has_no_card_on_record_is_not_known_by_its_end(
    centre: ClaimsDatabase, tmp_path: Path
) -> None:
    bring(centre, tmp_path, {**CENTRE, "members": ({**MEMBER, "card_number": ""},)})
    assert await count(centre, "members") == 1
    assert await find_member(centre, MEMBER["name"], MEMBER["id_number"], "") is None


@pytest.mark.parametrize("form", ["gb18030", "utf-8-sig", "parquet"])
async def test_each_form_of_a_file_says_the_same(centre: ClaimsDatabase, tmp_path: Path, form: str) -> None:
    folder = write_files(tmp_path / "files", dict(CENTRE))
    rewrite(folder, form)
    told = import_files(str(centre.engine.url), centre.sealer, folder)
    assert (told.rejected, await find(centre) is not None) == (0, True)
    assert told.report.counts["claims"] == {"read": 1, "added": 1}


async def test_a_file_that_cannot_be_read_is_named_and_nothing_goes_in(
    centre: ClaimsDatabase, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "files", dict(CENTRE))
    rewrite(folder, "cut")
    with pytest.raises(ImportRefused, match=r"unreadable: claims\.parquet"):
        import_files(str(centre.engine.url), centre.sealer, folder)
    assert await count(centre, "members") == 0


def rewrite(folder: Path, form: str) -> None:
    """The files in another form; `cut`: the claims as a Parquet file without its end."""
    for path in sorted(folder.iterdir()):
        if form in ("gb18030", "utf-8-sig"):
            path.write_text(path.read_text("utf-8"), form)
        elif form == "parquet" or path.stem == "claims":
            written = path.with_suffix(".parquet")
            parquet.write_table(csv.read_csv(path), written)
            path.unlink()
            if form == "cut":
                written.write_bytes(written.read_bytes()[:-20])
