"""The audit holds together: whatever is altered, dropped or added later shows, and words can be erased all the same."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.cli.audit import audit
from bot.desk.audit_trail import AuditTrail
from bot.records.audit import erase_audit_words, record_audit
from bot.records.database import Database, open_database
from bot.records.migrations import migrate
from bot.wiring.channels import CHANNELS
from testing.migrated import open_migrated

NOW = datetime(2026, 3, 18, 9, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    opened = await open_migrated(url)
    yield opened
    await opened.close()


async def write(database: Database, count: int = 4) -> None:
    for number in range(count):
        async with database.begin() as session:
            await record_audit(
                session,
                "staff:chen",
                "reveal",
                NOW,
                conversation_id=number,
                details={"ticket": number, "words": "中文 \x00 \ud800", "share": 0.1},
                words=f"回电核对到账 \0\ud800{number}",
            )


async def change(database: Database, statement: str) -> None:
    async with database.begin() as session:
        await session.execute(text(statement))


async def test_what_was_written_holds(database: Database) -> None:
    trail = AuditTrail(database)
    assert (await trail.verify({})).lines == 0
    await write(database)
    report = await trail.verify({})
    assert (report.lines, report.erased, report.fault) == (4, 0, None)
    assert report.head == await trail.read_head()


@pytest.mark.parametrize(
    ("statement", "fault", "broken_at"),
    [
        ("UPDATE audit SET actor = 'staff:li' WHERE id = 3", "altered", 3),
        ("UPDATE audit SET act = 'reply' WHERE id = 1", "altered", 1),
        ("UPDATE audit SET conversation_id = 9 WHERE id = 2", "altered", 2),
        ("UPDATE audit SET conversation_id = NULL WHERE id = 2", "altered", 2),
        ("UPDATE audit SET details = '{}' WHERE id = 4", "altered", 4),
        ("UPDATE audit SET at = '2026-03-18 10:30:00.123456+00:00' WHERE id = 2", "altered", 2),
        ("UPDATE audit SET words_digest = '' WHERE id = 2", "altered", 2),
        ("UPDATE audit SET words = '随便看看' WHERE id = 2", "words_altered", 2),
        ("UPDATE audit SET words_salt = '' WHERE id = 2", "words_altered", 2),
        ("DELETE FROM audit WHERE id = 1", "altered", 2),
        ("DELETE FROM audit WHERE id = 3", "altered", 4),
        ("DELETE FROM audit WHERE id = 4", "lines_missing", 3),
        ("DELETE FROM audit", "lines_missing", 0),
        ("UPDATE audit_head SET hash = 'x'", "head_differs", 4),
        ("DELETE FROM audit_head", "head_missing", 0),
        ("UPDATE audit_head SET lines = 9", "lines_missing", 4),
        ("UPDATE audit_head SET lines = 3", "head_differs", 3),
        (
            "INSERT INTO audit (id, at, actor, act, details, words_digest, hash) "
            "SELECT 5, at, actor, act, details, words_digest, hash FROM audit WHERE id = 4",
            "altered",
            5,
        ),
    ],
)
async def test_whoever_alters_a_line_is_found_out(
    database: Database, statement: str, fault: str, broken_at: int
) -> None:
    await write(database)
    await change(database, statement)
    report = await AuditTrail(database).verify({})
    assert (report.fault, report.broken_at) == (fault, broken_at)


async def test_a_line_that_cannot_be_read_is_a_broken_line(tmp_path: Path) -> None:
    database = await open_migrated(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await write(database)
    await change(database, "UPDATE audit SET details = '{' WHERE id = 2")
    assert (await AuditTrail(database).verify({})).fault == "unreadable"
    await database.close()


async def test_erased_words_leave_the_chain_whole(database: Database) -> None:
    await write(database)
    async with database.begin() as session:
        await record_audit(
            session, "staff:chen", "reveal", NOW, details={"number": "JZ1"}, words="入户前打电话"
        )
    async with database.begin() as session:
        await erase_audit_words(session, [0, 2], ["JZ1"])
    report = await AuditTrail(database).verify({})
    assert (report.fault, report.erased) == (None, 3)
    lines = await AuditTrail(database).read("", "", 0)
    assert [(line.said, line.is_erased) for line in reversed(lines)] == [
        (None, True),
        ("回电核对到账 ?1", False),
        (None, True),
        ("回电核对到账 ?3", False),
        (None, True),
    ]


async def test_a_chain_that_was_rewritten_whole_differs_from_the_head_that_was_noted(
    database: Database,
) -> None:
    trail = AuditTrail(database)
    await write(database, 3)
    noted = await trail.read_head()
    await write(database, 2)
    assert (await trail.verify({noted.lines: noted.hash})).fault is None
    assert (await trail.verify({noted.lines: "0" * 64})).broken_at == 3
    assert (await trail.verify({5: "0" * 64})).fault == "head_differs"
    assert (await trail.verify({99: noted.hash})).fault == "lines_missing"


async def test_what_is_taken_back_leaves_no_line(database: Database) -> None:
    async def change_ones_mind() -> None:
        async with database.begin() as session:
            await record_audit(session, "staff:chen", "reply", NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await change_ones_mind()
    assert (await AuditTrail(database).verify({})).lines == 0


async def test_lines_written_at_the_same_instant_make_one_chain(database: Database) -> None:
    async def write_one(number: int) -> None:
        async with database.begin() as session:
            await record_audit(session, "staff:chen", "reply", NOW, details={"ticket": number})
            await session.execute(text("SELECT 1"))
            await record_audit(session, "staff:chen", "close_ticket", NOW, details={"ticket": number})

    await asyncio.gather(*map(write_one, range(30)))
    report = await AuditTrail(database).verify({})
    assert (report.lines, report.fault) == (60, None)


async def test_what_stood_there_before_is_chained_with_its_reasons_apart(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    database = open_database(f"sqlite+aiosqlite:///{path}", CHANNELS)
    await migrate(database, "0015")
    old = (
        "INSERT INTO audit (at, actor, act, conversation_id, details) VALUES ('2026-03-01 08:00:00.000000', "
        """'staff:chen', 'reveal', 1, '{"ticket"\\: 1, "reason"\\: "回电"}')"""
    )
    for _ in range(3):
        await change(database, old)
    await migrate(database)
    await write(database, 1)
    assert (await AuditTrail(database).verify({})).fault is None
    lines = await AuditTrail(database).read("", "", 0)
    assert [(line.said, line.details) for line in lines[1:]] == [("回电", {"ticket": 1})] * 3
    await change(database, "UPDATE audit SET conversation_id = 7 WHERE id = 2")
    assert (await AuditTrail(database).verify({})).broken_at == 2
    await database.close()


@pytest.fixture
def at_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("CLAIMS_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'claims.db'}")
    monkeypatch.setenv("CLAIMS_ENCRYPTION_KEY", Fernet.generate_key().decode())
    monkeypatch.setenv("CLAIMS_HASH_KEY", "a secret of the tests alone")
    return url


def test_the_terminal_says_from_which_line_on_the_chain_is_broken(at_the_terminal: str) -> None:
    async def prepare(statement: str) -> None:
        database = await open_migrated(at_the_terminal)
        await write(database) if not statement else await change(database, statement)
        await database.close()

    def say(*arguments: str) -> Result:
        return CliRunner().invoke(audit, list(arguments))

    asyncio.run(prepare(""))
    head = say("head").stdout.strip()
    assert re.fullmatch("4:[0-9a-f]{64}", head)
    held = say("verify", "--head", head)
    assert (held.exit_code, "4 lines hold" in held.stdout) == (0, True)
    assert say("verify", "--head", "nonsense").exit_code == 2
    asyncio.run(prepare("UPDATE audit SET actor = 'staff:li' WHERE id = 2"))
    broken = say("verify")
    assert (broken.exit_code, "id 2" in broken.stderr) == (1, True)
