"""Nothing of one person is forgotten when their data is handed out or erased, in whatever table it stands."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import CursorResult, insert, select

from bot.records.database import Database
from bot.records.members.personal_data import HELD, STAYS, erase_person, export_person, find_person
from bot.records.tables import BotTable
from testing.filling import NOW, make_row
from testing.migrated import open_migrated

NOBODYS = {
    "api_keys": "systems",
    "audiences": "who was found is in audience_members",
    "audit_head": "the end of the chain",
    "automatic_notices": "settings",
    "automatic_proposals": "settings",
    "campaigns": "what staff wrote for everybody",
    "canned_replies": "settings",
    "proof_tries": "keyed hashes alone, a day long",
    "sending_days": "counts",
    "staff": "staff",
    "staff_openings": "who of the staff opened what lately, by numbers alone, for a day",
    "staff_recovery_codes": "staff",
    "staff_second_steps": "staff",
    "staff_sessions": "staff",
    "staff_tries": "staff",
    "working_hours": "settings",
}
PERSONAL = {"conversation_id", "member_id", "inbound_id", "ticket_id", "utterance_id", "address", "openid"}
KEPT_CODES = {
    "audit": {"actor", "act", "details", "words_digest", "hash"},
    "conversations": {"channel"},
    "corrections": {"text", "intents", "programmes", "state", "proposed_name", "decided_name"},
    "inbound": {"kind"},
    "recipients": {"state", "skip_reason", "refusal"},
    "service_messages": {"purpose", "outcome", "refusal"},
    "ticket_changes": {"kind"},
    "ticket_tellings": {"key", "reason", "desk"},
    "tickets": {"reason", "state", "taken_by", "desk", "outcome", "rating"},
}
"""Columns of what stays that hold closed lists, hashes, or what staff are called; not a word of the person."""
ALICE, BOB = "ALICE", "BOB"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty one of each kind."""
    is_postgres = request.param == "postgres"
    url = (
        request.getfixturevalue("postgres_url")
        if is_postgres
        else f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    )
    opened = await open_migrated(url)
    yield opened
    await opened.close()


def test_every_table_is_somebodys_or_named_as_nobodys() -> None:
    held = {table.__tablename__ for table in HELD}
    assert held | set(NOBODYS) == set(BotTable.metadata.tables)
    assert not held & set(NOBODYS)
    for name, table in BotTable.metadata.tables.items():
        if PERSONAL & {column.name for column in table.columns}:
            assert name in held, name


def test_what_stays_is_told_with_its_reason() -> None:
    assert {table.__tablename__ for table in STAYS} == set(KEPT_CODES)
    assert set(STAYS) <= set(HELD)


async def fill_everything(database: Database, mark: str, member_id: int) -> None:
    """One row of the person's in every table that may hold one."""
    ids: dict[str, Any] = {
        "member_id": member_id,
        "service_message_id": None,
        "target_id": None,
    }
    columns = {"campaigns": "campaign_id", "audiences": "audience_id", "conversations": "conversation_id"}
    columns |= {"inbound": "inbound_id", "tickets": "ticket_id"}
    held = {table.__tablename__ for table in HELD} | set(columns)
    tables = [table for table in BotTable.metadata.sorted_tables if table.name in held]
    async with database.begin() as session:
        for table in sorted(tables, key=lambda table: table.name not in columns):
            row = make_row(table, mark, ids)
            made = cast("CursorResult[Any]", await session.execute(insert(table).values(row)))
            if table.name in columns and made.inserted_primary_key:
                ids[columns[table.name]] = made.inserted_primary_key[0]


async def read_everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    async with database.begin() as session:
        return {
            table.name: [dict(row._mapping) for row in await session.execute(select(table))]
            for table in BotTable.metadata.sorted_tables
        }


def of(mark: str, found: dict[str, list[dict[str, Any]]]) -> str:
    """The rows that hold a mark."""
    return str({name: [row for row in rows if mark in str(row)] for name, rows in found.items()})


async def test_everything_of_one_person_is_handed_out_and_nothing_of_another(database: Database) -> None:
    await fill_everything(database, ALICE, 7)
    await fill_everything(database, BOB, 8)
    async with database.begin() as session:
        rows = await export_person(session, await find_person(session, 7))
    assert all(len(found) == 1 for found in rows.values()), rows
    told = json.dumps(rows, default=str)
    assert ALICE in told
    assert BOB not in told


async def test_after_erasing_no_word_of_the_person_is_left_and_all_of_the_other_is(
    database: Database,
) -> None:
    await fill_everything(database, ALICE, 7)
    await fill_everything(database, BOB, 8)
    before = of(BOB, await read_everything(database))
    async with database.begin() as session:
        await erase_person(session, await find_person(session, 7), (), NOW)
    after = await read_everything(database)
    assert of(BOB, after) == before
    personal = {table.__tablename__ for table in HELD}
    left = {
        (name, column)
        for name, rows in after.items()
        for row in rows
        for column, value in row.items()
        if name in personal and ALICE in str(value) and column not in KEPT_CODES.get(name, ())
    }
    assert left == set()
    gone = personal - {table.__tablename__ for table in STAYS}
    assert {name: len(after[name]) for name in gone} == dict.fromkeys(gone, 1)
    assert 7 not in [row["member_id"] for row in after["recipients"]]


async def test_what_is_erased_is_gone_from_the_file_too(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    said = b"utterances.text"
    database = await open_migrated(f"sqlite+aiosqlite:///{file}")
    for member_id in range(100, 140):
        await fill_everything(database, f"{member_id} {ALICE}", member_id)
    await database.close()
    assert said in file.read_bytes()
    for member_id in range(100, 140):
        async with database.begin() as session:
            await erase_person(session, await find_person(session, member_id), (), NOW)
    await database.close()
    assert said not in file.read_bytes()


async def test_erasing_twice_and_erasing_nobody_change_nothing_more(database: Database) -> None:
    await fill_everything(database, ALICE, 7)
    for member_id in (7, 7, 99):
        async with database.begin() as session:
            await erase_person(session, await find_person(session, member_id), ("JZ1",), NOW)
    assert len((await read_everything(database))["recipients"]) == 1
