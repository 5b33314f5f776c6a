"""`python -m bench.outreach.kill`: kills random processes at random moments while a campaign goes out, and judges."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from bench.outreach.crew import Crew
from bench.outreach.ground import approve_campaign, make_followers, start_campaign
from bench.outreach.verdict import Verdict, judge_campaign
from bot.kernel.outreach.campaigns import CampaignState
from bot.records.database import Database, open_database
from bot.records.outreach.campaigns import find_campaign
from bot.wiring.channels import CHANNELS
from testing.databases import create_database, run_postgres

_WARM, _WARMING_ROUNDS = 50, 300
_BETWEEN_KILLS = (1.0, 6.0)


def main() -> int:
    """Runs it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--per-second", type=float, default=90, help="slow enough to outlast the kills")
    parser.add_argument("--seed", type=int, default=0, help="0: a new one")
    options = parser.parse_args()
    seed = options.seed or random.SystemRandom().randrange(1, 10**6)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        verdict = run(Path(name), options.recipients, options.kills, options.per_second, seed)
    for figure, value in asdict(verdict).items():
        print(f"{figure:18s} {value}")
    return 0 if verdict.is_good else 1


def run(folder: Path, recipients: int, kills: int, per_second: float, seed: int) -> Verdict:
    """One campaign under fire, over a PostgreSQL of its own."""
    (folder / "postgres").mkdir()
    with run_postgres(folder / "postgres") as server:
        return fire(folder, create_database(server), recipients, kills, per_second, seed)


def fire(
    folder: Path, database_url: str, recipients: int, kills: int, per_second: float, seed: int
) -> Verdict:
    """One campaign under fire; `database_url` is of an empty database."""
    crew = Crew(folder, database_url, recipients, per_second)
    crew.prepare()
    with ExitStack() as stack:
        stack.callback(crew.end)
        return asyncio.run(_send_under_fire(crew, kills, random.Random(seed)))


async def _send_under_fire(crew: Crew, kills: int, chance: random.Random) -> Verdict:
    async with send_campaign(crew) as (database, campaign_id):
        for number in range(1, kills + 1):
            await asyncio.sleep(chance.uniform(*_BETWEEN_KILLS))
            hand = chance.choice(crew.hands)
            hand.kill()
            print(f"kill {number}: {hand.name}, {count_received(crew)} received", flush=True)
            await asyncio.sleep(chance.uniform(0.0, 0.5))
            hand.start()
        await wait_until_finished(database, campaign_id)
        crew.check()
        return await judge_campaign(database, campaign_id, crew.book)


@asynccontextmanager
async def send_campaign(crew: Crew) -> AsyncIterator[tuple[Database, int]]:
    """A campaign to the crew's whole crowd, of which the first have arrived."""
    database = open_database(crew.database_url, CHANNELS)
    await make_followers(database, crew.followers)
    campaign_id = await approve_campaign(database, crew.followers)
    await start_campaign(database, campaign_id)
    crew.start()
    for _ in range(_WARMING_ROUNDS):
        if count_received(crew) >= _WARM:
            break
        await asyncio.sleep(0.2)
    yield database, campaign_id
    await database.close()


async def wait_until_finished(database: Database, campaign_id: int, patience: float = 900) -> None:
    """Returns when nothing is left to send, or says that it took too long."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        async with database.begin() as session:
            campaign = await find_campaign(session, campaign_id)
        if campaign and campaign.state is not CampaignState.RUNNING:
            print(f"campaign {campaign.state}: {campaign.pause_words}", flush=True)
            return
        await asyncio.sleep(0.5)
    print("campaign not finished in time", flush=True)


def count_received(crew: Crew) -> int:
    """How many lines the stand-in's book has."""
    return crew.book.read_bytes().count(b"\n") if crew.book.exists() else 0


if __name__ == "__main__":
    sys.exit(main())
