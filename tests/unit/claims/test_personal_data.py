"""Everything that the claims database holds of one member is handed out in clear; what may be erased is."""

from typing import Any, cast

from sqlalchemy import CursorResult, insert, select

from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.personal_data import HELD, STAYS, erase_member, export_member, find_member_id
from claims.tables import INCOMING, ClaimsTable
from claims.values import MemberId
from testing.filling import NOW, make_row

NOBODYS = {
    "activities": "open to everybody",
    "benefits": "terms",
    "feeds": "how far each kind of row is complete",
    "import_runs": "what was handed in, in counts",
    "incoming_feeds": "how far other programs have come",
    **dict.fromkeys(
        (table.name for table in INCOMING.values()), "on their way in: gone once they are merged"
    ),
    "key_canary": "tells whether the keys fit",
    "outbox_head": "counts",
    "grassroots_unions": "unions",
    "plan_versions": "terms",
    "plans": "terms",
    "running_numbers": "counts",
    "service_windows": "places",
}
PERSONAL = {"member_hash", "member_id", "claim_id", "application_id"}
ERASED = {"core_answers", "drafts"}
PERSON = next(person for person in demo_people() if person.key == "wang_fang")
ALICE, BOB = "ALICE", "BOB"


def test_every_table_is_somebodys_or_named_as_nobodys() -> None:
    held = {table.__tablename__ for table in HELD}
    assert held | set(NOBODYS) == set(ClaimsTable.metadata.tables)
    for name, table in ClaimsTable.metadata.tables.items():
        assert not PERSONAL & {column.name for column in table.columns} or name in held, name
    assert {table.__tablename__ for table in HELD} - {table.__tablename__ for table in STAYS} == ERASED


async def fill_everything(claims: ClaimsDatabase, mark: str) -> MemberId:
    """A member with one row in every table, and a paper that belongs to no claim."""
    ids: dict[str, Any] = {"union_id": 1, "activity_id": 1, "plan_code": "hospital_allowance"}
    ids["id_number_hash"] = ids["member_hash"] = f"{mark} hash"
    ids["position"] = ord(mark[0])
    columns = {"members": "member_id", "claims": "claim_id", "relief_applications": "application_id"}
    held = {table.__tablename__ for table in HELD}
    async with claims.begin() as session:
        ids["activity_id"] = await session.scalar(select(ClaimsTable.metadata.tables["activities"].c.id))
        ids["union_id"] = await session.scalar(select(ClaimsTable.metadata.tables["grassroots_unions"].c.id))
        ids["plan_code"] = await session.scalar(select(ClaimsTable.metadata.tables["plans"].c.code))
        for table in ClaimsTable.metadata.sorted_tables:
            if table.name in held:
                row = insert(table).values(make_row(table, mark, ids, claims.sealer.seal))
                made = cast("CursorResult[Any]", await session.execute(row))
                if table.name in columns and made.inserted_primary_key:
                    ids[columns[table.name]] = made.inserted_primary_key[0]
        papers = ClaimsTable.metadata.tables["papers"]
        loose = make_row(papers, mark, {**ids, "claim_id": None}, claims.sealer.seal)
        await session.execute(insert(papers).values(loose))
    return MemberId(ids["member_id"])


async def test_everything_is_handed_out_in_clear_and_nothing_of_another(claims: ClaimsDatabase) -> None:
    alice, _ = await fill_everything(claims, ALICE), await fill_everything(claims, BOB)
    rows, files = await export_member(claims, alice)
    assert all(rows.values()), rows
    assert BOB not in str(rows)
    assert list(files.values()) == [ALICE.encode()] * 2
    assert f"{ALICE} claim_tellings.told_sealed" in str(rows)
    assert "gAAAA" not in str(rows)


async def test_drafts_and_loose_papers_go_and_what_was_decided_by_stays(claims: ClaimsDatabase) -> None:
    alice, bob = await fill_everything(claims, ALICE), await fill_everything(claims, BOB)
    numbers = await erase_member(claims, alice, NOW)
    assert len(numbers) == 1
    rows, _ = await export_member(claims, alice)
    assert all(rows[name] == [] for name in ERASED)
    assert [row["claim_id"] is None for row in rows["papers"]] == [False]
    assert all(found for name, found in rows.items() if name not in ERASED)
    assert all((await export_member(claims, bob))[0].values())


async def test_a_member_is_found_by_either_number(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, PERSON.key)
    assert member
    spaced = f" {PERSON.id_number[:6]} {PERSON.id_number[6:]}"
    for typed in (str(member), PERSON.id_number, PERSON.id_number.lower(), spaced):
        assert await find_member_id(claims, typed) == member
    for typed in ("", "0", "999999999", "110000199001019999", "9" * 40, "王芳", "²"):
        assert await find_member_id(claims, typed) is None
