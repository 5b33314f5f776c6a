"""`python -m bench.outreach`: the figures of bulk outreach against the stand-in, everything on this machine."""

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert, select, text

from bench.outreach.bare import measure_bare
from bench.outreach.crew import Crew
from bench.outreach.ground import (
    CONTENT,
    FIRST,
    Writing,
    approve_campaign,
    make_followers,
    now,
    start_campaign,
)
from bench.outreach.membership import ENDING_SOON, open_membership
from bench.outreach.verdict import count_most_in_a_second
from bot.members.audience import ClaimsAudience
from bot.outreach.doors import MemberSource
from bot.outreach.sending.reports import Reports
from bot.records.database import Database, open_database
from bot.records.tables import DeliveryReportRow, RecipientRow
from bot.wiring.channels import CHANNELS
from testing.databases import create_database, run_postgres
from vocabulary.beijing import today
from wechat_sim.book import read_book

_UNLIMITED = 20_000.0
_WARM_SECONDS = 6.0


def main() -> int:
    """Runs it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=30, help="of each measurement of speed")
    parser.add_argument("--rate", type=float, default=200, help="the rate that must never be exceeded")
    parser.add_argument("--rate-seconds", type=float, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "postgres").mkdir()
        with run_postgres(folder / "postgres") as server:
            figures = asyncio.run(_measure(folder, server, options))
    for figure, value in figures.items():
        print(f"{figure:38s} {value:,.2f}")
    return 0


async def _measure(folder: Path, server: str, options: argparse.Namespace) -> dict[str, float]:
    crew = Crew(folder, create_database(server), options.recipients, _UNLIMITED, workers=2)
    crew.prepare()
    database = open_database(crew.database_url, CHANNELS)
    figures: dict[str, float] = {}
    await make_followers(database, options.recipients)
    async with open_membership(create_database(server), FIRST, options.recipients) as claims:
        campaign_id = await _freeze(database, ClaimsAudience(claims, today), figures)
    figures["bytes of the database for each, frozen"] = await _find_size(database) / options.recipients
    try:
        crew.find("stand-in").start()
        crew.find("redis").start()
        await asyncio.sleep(_WARM_SECONDS)
        bare = await measure_bare(crew.wechat_base, options.recipients, options.seconds)
        figures["bare loop, sends per second"] = bare
        ceiling = await _measure_two_bare(crew.wechat_base, options.recipients, options.seconds)
        figures["two bare loops, sends per second"] = ceiling
        await start_campaign(database, campaign_id)
        one = await _measure_workers(crew, ["worker-1", "bot"], options.seconds)
        figures["one worker, sends per second"] = one
        figures["one worker / bare loop"] = one / bare
        figures["memory of that worker, MiB"] = _memory(crew, "worker-1")
        both = await _measure_workers(crew, ["worker-2"], options.seconds)
        figures["two workers, sends per second"] = both
        figures["two workers / one"] = both / one
        figures["two workers / two bare loops"] = both / ceiling
    finally:
        crew.end()
    figures["reports folded in per second"] = await _measure_reports(database)
    await database.close()
    figures |= await _measure_rate(folder, server, options)
    return figures


async def _freeze(database: Database, source: MemberSource, figures: dict[str, float]) -> int:
    """From the filter to the frozen recipients, as staff do it in three steps."""
    writing, before = Writing(database, source), _own_memory()
    content = replace(CONTENT, fields={**CONTENT.fields, "time3": "{到期日} 18:00"})
    began = time.monotonic()
    campaign_id = await writing.choose(ENDING_SOON, content)
    found = time.monotonic()
    await writing.submit(campaign_id)
    checked = time.monotonic()
    await writing.approve(campaign_id)
    frozen = time.monotonic()
    figures["members found by a filter, seconds"] = found - began
    figures["every member's values checked, seconds"] = checked - found
    figures["recipients frozen, seconds"] = frozen - checked
    figures["all three, seconds"] = frozen - began
    figures["memory that it took, MiB"] = _own_memory() - before
    return campaign_id


async def _measure_two_bare(base: str, followers: int, seconds: float) -> float:
    """What two processes get out of this machine and the stand-in with no ledger at all."""
    command = [sys.executable, "-m", "bench.outreach.bare", base, str(followers), str(seconds)]
    loops = [
        await asyncio.create_subprocess_exec(*command, name, stdout=asyncio.subprocess.PIPE)
        for name in ("first", "second")
    ]
    told = await asyncio.gather(*(loop.communicate() for loop in loops))
    return sum(float(output) for output, _ in told)


async def _measure_workers(crew: Crew, started: list[str], seconds: float) -> float:
    """Sends per second by the book, once those that were started besides are at work."""
    for name in started:
        crew.find(name).start()
    await asyncio.sleep(_WARM_SECONDS)
    began = time.time()
    await asyncio.sleep(seconds)
    ended = time.time()
    crew.check()
    entries = [entry for entry in read_book(crew.book) if began <= entry.at < ended]
    return len(entries) / (ended - began)


async def _measure_reports(database: Database, count: int = 20_000) -> float:
    async with database.begin() as session:
        query = select(RecipientRow.message_id, RecipientRow.conversation_id)
        sent = (await session.execute(query.where(RecipientRow.message_id != "").limit(count))).all()
        await session.execute(
            insert(DeliveryReportRow),
            [
                {
                    "conversation_id": row.conversation_id or FIRST,
                    "message_id": row.message_id,
                    "status": "success",
                    "received_at": now(),
                }
                for row in sent
            ],
        )
    began, folded = time.monotonic(), 0
    while more := await Reports(database, now).fold():
        folded += more
    return folded / (time.monotonic() - began)


async def _measure_rate(folder: Path, server: str, options: argparse.Namespace) -> dict[str, float]:
    """The most sends in any window of a second, two workers, over a while."""
    folder = folder / "rate"
    folder.mkdir()
    count = int(options.rate * options.rate_seconds)
    crew = Crew(folder, create_database(server), count, options.rate, workers=2)
    crew.prepare()
    database = open_database(crew.database_url, CHANNELS)
    await make_followers(database, count)
    await start_campaign(database, await approve_campaign(database, count))
    crew.start()
    await asyncio.sleep(options.rate_seconds)
    crew.check()
    crew.end()
    size = await _find_size(database) / count
    await database.close()
    moments = [entry.at for entry in read_book(crew.book)]
    return {
        "configured rate, per second": options.rate,
        "most in any window of a second": count_most_in_a_second(moments),
        "sent on average per second": len(moments) / max(1.0, moments[-1] - moments[0]),
        "bytes of the database for each, most sent": size,
    }


async def _find_size(database: Database) -> float:
    """Bytes of the ledger and of what it says to each member, with their indices."""
    query = text("SELECT pg_total_relation_size('recipients') + pg_total_relation_size('audience_members')")
    async with database.begin() as session:
        return float((await session.execute(query)).scalar_one())


def _own_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _memory(crew: Crew, name: str) -> float:
    process = crew.find(name).process
    assert process
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
