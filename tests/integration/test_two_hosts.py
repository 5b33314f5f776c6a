"""Two hosts on one PostgreSQL: they start at once, and meet a member for the first time at once."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.conversation.handoff import Handoffs
from bot.conversation.reception import Reception
from bot.kernel.conversation.messages import Inbound
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.signing import Signer
from bot.records.conversation import notices, tickets
from bot.records.database import Database, open_database
from bot.records.migrations import migrate
from bot.records.outreach import sending_days
from bot.wiring.channels import CHANNELS
from testing.databases import create_database, run_postgres
from vocabulary.tickets import TicketReason

pytestmark = pytest.mark.postgres
OPENID = "oNobodyMayReadThisInTheLog0001"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

SIGNER = Signer(b"one key for all hosts")


def say(number: int, member: int, words: str = "在吗") -> Inbound:
    """One message of one of many members."""
    return Inbound(
        "wechat", f"{OPENID}{member}", f"msg:{OPENID}{member}:{number}", "text", words, NOW, "gh_1"
    )


@pytest.fixture
async def hosts(postgres_url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes' views of one database that was just made."""
    first, second = open_database(postgres_url, CHANNELS), open_database(postgres_url, CHANNELS)
    await migrate(first)
    yield first, second
    await first.close()
    await second.close()


async def test_two_hosts_that_start_at_once_migrate_once(postgres_url: str) -> None:
    several = [open_database(postgres_url, CHANNELS) for _ in range(4)]
    await asyncio.gather(*(migrate(one) for one in several))
    async with several[0].begin() as session:
        assert len((await session.execute(text("SELECT * FROM huzhu_schema"))).all()) == 1
    for one in several:
        await one.close()


async def test_two_processes_on_one_file_migrate_once(tmp_path: Path) -> None:
    several = [open_database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", CHANNELS) for _ in range(3)]
    await asyncio.gather(*(migrate(one) for one in several))
    async with several[0].begin() as session:
        assert len((await session.execute(text("SELECT * FROM huzhu_schema"))).all()) == 1
    for one in several:
        await one.close()


async def test_the_first_messages_of_members_are_all_taken_whoever_takes_them(
    hosts: tuple[Database, Database],
) -> None:
    receptions = [Reception(one, SIGNER, lambda: NOW, Handoffs(one, lambda: NOW)) for one in hosts]
    deliveries = [
        receptions[(number + delivery) % 2].accept(say(number, member))
        for member in range(12)
        for number in range(3)
        for delivery in range(2)
    ]
    accepted = await asyncio.gather(*deliveries)
    assert sum(not one.repeated for one in accepted) == 36
    async with hosts[0].begin() as session:
        assert len((await session.execute(text("SELECT id FROM conversations"))).all()) == 12
        assert len((await session.execute(text("SELECT id FROM inbound"))).all()) == 36


async def test_danger_said_on_two_hosts_at_once_makes_one_ticket(hosts: tuple[Database, Database]) -> None:
    receptions = [Reception(one, SIGNER, lambda: NOW, Handoffs(one, lambda: NOW)) for one in hosts]
    await asyncio.gather(*(receptions[n % 2].accept(say(n, 1, "我不想活了")) for n in range(8)))
    async with hosts[0].begin() as session:
        assert (await session.execute(text("SELECT reason, urgency FROM tickets"))).all() == [("crisis", 0)]
        open_questions = text("SELECT id FROM inbound WHERE answered_at IS NULL")
        assert (await session.execute(open_questions)).all() == []


async def test_a_ticket_that_is_opened_twice_at_once_is_one_with_the_graver_reason(
    hosts: tuple[Database, Database],
) -> None:
    reception = Reception(hosts[0], SIGNER, lambda: NOW, Handoffs(hosts[0], lambda: NOW))
    conversation = (await reception.accept(say(1, 1))).conversation

    async def open_it(database: Database, reason: TicketReason) -> None:
        async with database.begin() as session:
            await tickets.open_ticket(session, conversation.id, Handoff(reason), NOW)

    reasons = [TicketReason.OUTAGE, TicketReason.REQUESTED, TicketReason.CRISIS, TicketReason.UNCLEAR]
    await asyncio.gather(*(open_it(hosts[n % 2], reason) for n, reason in enumerate(reasons * 3)))
    async with hosts[0].begin() as session:
        assert (await session.execute(text("SELECT reason FROM tickets"))).scalars().all() == ["crisis"]


async def test_what_may_be_done_once_is_done_by_one_of_two(hosts: tuple[Database, Database]) -> None:
    reception = Reception(hosts[0], SIGNER, lambda: NOW, Handoffs(hosts[0], lambda: NOW))
    conversation = (await reception.accept(say(1, 1))).conversation

    async def do_all(database: Database) -> bool:
        async with database.begin() as session:
            await notices.record_notice_choice(session, conversation.id, NoticeKind.NEWS, False, NOW)
            await sending_days.reserve_of_day(session, NOW.date(), 1, 100)
            return await notices.record_notice_once(session, conversation.id, "visit:1", NOW)

    assert sum(await asyncio.gather(*(do_all(hosts[n % 2]) for n in range(8)))) == 1
    async with hosts[0].begin() as session:
        assert (await sending_days.find_day(session, NOW.date())).used == 8


async def test_no_openid_is_written_into_postgresqls_log(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    with run_postgres(folder) as server:
        database = open_database(create_database(server), CHANNELS)
        await migrate(database)
        reception = Reception(database, SIGNER, lambda: NOW, Handoffs(database, lambda: NOW))
        await asyncio.gather(*(reception.accept(say(n, n % 3)) for n in [*range(6)] * 4))
        await database.close()
        log = (folder / "postgres.log").read_text(encoding="utf-8", errors="replace")
    assert "ready to accept connections" in log
    assert not re.search(f"{OPENID}|duplicate key", log)
