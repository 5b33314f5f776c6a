"""`python -m bench.outreach`: the figures of bulk outreach against the stand-in, everything on this machine."""

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert, select, text

from bench.outreach.bare import measure_bare
from bench.outreach.campaign import (
    CONTENT,
    FIRST,
    OutreachBench,
    join_bench,
    make_followers,
    now,
    show_crowd,
)
from bench.outreach.judgement import count_most_in_a_second
from bench.outreach.membership import ENDING_SOON, fill_membership
from bench.outreach.sending_servers import SendingServers
from bot.records.database import Database
from bot.records.tables import DeliveryReportRow, RecipientRow
from testing.databases import create_database, run_postgres
from wechat_sim.book import read_book

_UNLIMITED = 20_000.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs it; prints each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=30, help="of each measurement of speed")
    parser.add_argument("--warm", type=float, default=6, help="seconds before each of them")
    parser.add_argument("--rate", type=float, default=200, help="the rate that must never be exceeded")
    parser.add_argument("--rate-seconds", type=float, default=600)
    options = parser.parse_args(arguments)
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
    servers = SendingServers(folder, create_database(server), options.recipients, _UNLIMITED, workers=2)
    servers.prepare()
    settings = servers.read_settings().model_copy(update={"claims_database_url": create_database(server)})
    async with join_bench(settings) as bench:
        await make_followers(bench.database, options.recipients)
        await fill_membership(bench.claims, settings.claims_database, FIRST, options.recipients)
        figures: dict[str, float] = {}
        campaign_id = await _freeze(bench, figures)
        size = await _find_size(bench.database)
        figures["bytes of the database for each, frozen"] = size / options.recipients
        try:
            await _measure_speed(servers, bench, campaign_id, options, figures)
        finally:
            servers.end()
        figures["reports folded in per second"] = await _measure_reports(bench)
    figures |= await _measure_rate(folder, server, options)
    return figures


async def _measure_speed(
    servers: SendingServers,
    bench: OutreachBench,
    campaign_id: int,
    options: argparse.Namespace,
    figures: dict[str, float],
) -> None:
    """Bare loops first, then one worker and two, each beside what it is held against."""
    servers.find("stand-in").start()
    servers.find("redis").start()
    await asyncio.to_thread(servers.wait_until_open)
    await asyncio.sleep(options.warm)
    bare = await measure_bare(servers.wechat_base, servers.followers, options.seconds)
    figures["bare loop, sends per second"] = bare
    ceiling = await _measure_two_bare(servers.wechat_base, servers.followers, options.seconds)
    figures["two bare loops, sends per second"] = ceiling
    await bench.start(campaign_id)
    one = await _measure_workers(servers, ["worker-1", "bot"], options)
    figures["one worker, sends per second"] = one
    figures["one worker / bare loop"] = one / bare
    figures["memory of that worker, MiB"] = _memory(servers, "worker-1")
    both = await _measure_workers(servers, ["worker-2"], options)
    figures["two workers, sends per second"] = both
    figures["two workers / one"] = both / one if one else 0.0
    figures["two workers / two bare loops"] = both / ceiling


async def _freeze(bench: OutreachBench, figures: dict[str, float]) -> int:
    """From the filter to the frozen recipients, as staff do it in three steps."""
    before = _own_memory()
    content = replace(CONTENT, fields={**CONTENT.fields, "time3": "{到期日} 18:00"})
    began = time.monotonic()
    campaign_id = await bench.choose(ENDING_SOON, content)
    found = time.monotonic()
    await bench.submit(campaign_id)
    checked = time.monotonic()
    await bench.approve(campaign_id)
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


async def _measure_workers(servers: SendingServers, started: list[str], options: argparse.Namespace) -> float:
    """Sends per second by the book, once those that were started besides are at work."""
    received = servers.count_received()
    for name in started:
        servers.find(name).start()
    await asyncio.to_thread(servers.wait_until_received, received + 1)
    await asyncio.sleep(options.warm)
    began = time.time()
    await asyncio.sleep(options.seconds)
    ended = time.time()
    servers.check()
    entries = [entry for entry in read_book(servers.book) if began <= entry.at < ended]
    return len(entries) / (ended - began)


async def _measure_reports(bench: OutreachBench, count: int = 20_000) -> float:
    async with bench.database.begin() as session:
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
    while more := await bench.outreach.reports.fold():
        folded += more
    return folded / (time.monotonic() - began)


async def _measure_rate(folder: Path, server: str, options: argparse.Namespace) -> dict[str, float]:
    """The most sends in any window of a second, two workers, over a while."""
    folder = folder / "rate"
    folder.mkdir()
    count = int(options.rate * options.rate_seconds)
    servers = SendingServers(folder, create_database(server), count, options.rate, workers=2)
    servers.prepare()
    async with join_bench(servers.read_settings(), show_crowd(count)) as bench:
        await make_followers(bench.database, count)
        await bench.start_to_all()
        try:
            servers.start()
            await asyncio.to_thread(servers.wait_until_received, 1)
            await asyncio.sleep(options.rate_seconds)
            servers.check()
        finally:
            servers.end()
        size = await _find_size(bench.database) / count
    moments = [entry.at for entry in read_book(servers.book)]
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


def _memory(servers: SendingServers, name: str) -> float:
    process = servers.find(name).process
    assert process
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
