"""`python -m bench.outbox.kill`: kills bots and receiver at random while members change things, and judges by the receiver's book."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bench.outbox.delivering_servers import DeliveringServers
from claims.changes import change_phone
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.tables import OutboxRow
from claims.values import MemberId
from testing.databases import create_database, run_postgres
from testing.receiver import read_changes

_PATIENCE_SECONDS = 600.0
_LONGEST_SILENCE_SECONDS = 60.0


@dataclass(frozen=True)
class DeliveryJudgement:
    """`missing`: recorded, and not in the book; `twice`: in it more than once; `disordered`: behind a later one of the member's."""

    changes: int
    received: int
    missing: int
    twice: int
    disordered: int
    waiting: int
    kills: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether every promise was kept."""
        return not (self.missing or self.twice or self.disordered or self.waiting)


def main() -> int:
    """Runs it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0, help="0: a new one")
    options = parser.parse_args()
    seed = options.seed or random.SystemRandom().randrange(1, 10**6)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        (Path(name) / "postgres").mkdir()
        with run_postgres(Path(name) / "postgres") as server:
            judgement = deliver_under_fire(
                Path(name),
                create_database(server),
                create_database(server),
                options.changes,
                options.kills,
                seed,
            )
    for figure, value in asdict(judgement).items():
        print(f"{figure:12s} {value}")
    return 0 if judgement.is_good else 1


def deliver_under_fire(
    folder: Path, database_url: str, claims_url: str, changes: int, kills: int, seed: int
) -> DeliveryJudgement:
    """So many changes while so many processes are killed; both databases are empty."""
    servers = DeliveringServers(folder, database_url, claims_url)
    servers.prepare()
    with ExitStack() as stack:
        stack.callback(servers.end)
        servers.start()
        return asyncio.run(_deliver(servers, changes, kills, random.Random(seed)))


async def _deliver(
    servers: DeliveringServers, changes: int, kills: int, chance: random.Random
) -> DeliveryJudgement:
    claims, began = servers.open_claims(), time.monotonic()
    try:
        await asyncio.to_thread(servers.wait_until_delivering)
        members = await _find_members(claims)
        for number in range(1, kills + 1):
            first, following = changes * (number - 1) // kills, changes * number // kills
            changing = asyncio.create_task(_change(claims, members, range(first, following)))
            await _kill_while_delivering(servers, number, chance)
            await changing
        await _wait_until_delivered(claims, servers)
        servers.check()
        return await _judge(claims, servers.book, kills, time.monotonic() - began)
    finally:
        await claims.close()


async def _find_members(claims: ClaimsDatabase) -> list[MemberId]:
    found = [await find_demo_member(claims, person.key) for person in demo_people()]
    return [one for one in found if one is not None]


async def _change(claims: ClaimsDatabase, members: Sequence[MemberId], numbers: range) -> None:
    """One phone after another; no two of a member are alike."""
    for number in numbers:
        member = members[number % len(members)]
        await change_phone(claims, member, f"139{number:08}", datetime.now(UTC))


async def _kill_while_delivering(servers: DeliveringServers, number: int, chance: random.Random) -> None:
    """Kills one once something more arrived, or where nothing does for long because the last one is not back yet."""
    await asyncio.to_thread(servers.wait_for_more, _LONGEST_SILENCE_SECONDS)
    await asyncio.sleep(chance.uniform(0.0, 0.3))
    process = chance.choice(servers.processes_to_kill)
    process.kill()
    print(f"kill {number}: {process.name}, {servers.count_received()} received", flush=True)
    await asyncio.sleep(chance.uniform(0.0, 0.5))
    process.start()


async def _wait_until_delivered(claims: ClaimsDatabase, servers: DeliveringServers) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while await _count(claims, is_waiting=True) and time.monotonic() < deadline:
        servers.check()
        await asyncio.sleep(0.5)


async def _judge(claims: ClaimsDatabase, book: Path, kills: int, seconds: float) -> DeliveryJudgement:
    entries = read_changes(book)
    keys = [entry["key"] for entry in entries]
    async with claims.begin() as session:
        recorded = set(await session.scalars(select(OutboxRow.key)))
    return DeliveryJudgement(
        changes=len(recorded),
        received=len(entries),
        missing=len(recorded - set(keys)),
        twice=len(keys) - len(set(keys)),
        disordered=count_disordered(
            [(one["member"]["id_number"], one["member"]["sequence"]) for one in entries]
        ),
        waiting=await _count(claims, is_waiting=True),
        kills=kills,
        seconds=round(seconds, 1),
    )


def count_disordered(arrived: Sequence[tuple[str, int]]) -> int:
    """How many did not come right behind the one before of the same member."""
    last: dict[str, int] = {}
    disordered = 0
    for member, sequence in arrived:
        disordered += sequence != last.get(member, 0) + 1
        last[member] = sequence
    return disordered


async def _count(claims: ClaimsDatabase, *, is_waiting: bool) -> int:
    query = select(func.count()).select_from(OutboxRow)
    if is_waiting:
        query = query.where(OutboxRow.delivered_at.is_(None))
    async with claims.begin() as session:
        return int(await session.scalar(query) or 0)


if __name__ == "__main__":
    sys.exit(main())
