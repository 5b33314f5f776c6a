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

from bench.outreach.campaign import join_bench, make_followers, show_crowd
from bench.outreach.judgement import CampaignJudgement, judge_campaign
from bench.outreach.sending_servers import SendingServers
from bot.kernel.outreach.campaigns import CampaignState
from bot.records.database import Database
from bot.records.outreach.campaigns import find_campaign
from testing.databases import create_database, run_postgres

_WARM = 50
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
        judgement = run(Path(name), options.recipients, options.kills, options.per_second, seed)
    for figure, value in asdict(judgement).items():
        print(f"{figure:18s} {value}")
    return 0 if judgement.is_good else 1


def run(folder: Path, recipients: int, kills: int, per_second: float, seed: int) -> CampaignJudgement:
    """One campaign under fire, over a PostgreSQL of its own."""
    (folder / "postgres").mkdir()
    with run_postgres(folder / "postgres") as server:
        return send_under_fire(folder, create_database(server), recipients, kills, per_second, seed)


def send_under_fire(
    folder: Path, database_url: str, recipients: int, kills: int, per_second: float, seed: int
) -> CampaignJudgement:
    """One campaign under fire; `database_url` is of an empty database."""
    servers = SendingServers(folder, database_url, recipients, per_second)
    servers.prepare()
    with ExitStack() as stack:
        stack.callback(servers.end)
        return asyncio.run(_kill_at_random(servers, kills, random.Random(seed)))


async def _kill_at_random(servers: SendingServers, kills: int, chance: random.Random) -> CampaignJudgement:
    async with send_campaign(servers) as (database, campaign_id):
        for number in range(1, kills + 1):
            await asyncio.sleep(chance.uniform(*_BETWEEN_KILLS))
            process = chance.choice(servers.processes)
            process.kill()
            print(f"kill {number}: {process.name}, {servers.count_received()} received", flush=True)
            await asyncio.sleep(chance.uniform(0.0, 0.5))
            process.start()
        await wait_until_finished(database, campaign_id)
        servers.check()
        return await judge_campaign(database, campaign_id, servers.book)


@asynccontextmanager
async def send_campaign(servers: SendingServers) -> AsyncIterator[tuple[Database, int]]:
    """A campaign to the whole crowd, of which the first have arrived."""
    async with join_bench(servers.read_settings(), show_crowd(servers.followers)) as bench:
        await make_followers(bench.database, servers.followers)
        campaign_id = await bench.start_to_all()
        servers.start()
        await asyncio.to_thread(servers.wait_until_received, _WARM)
        yield bench.database, campaign_id


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


if __name__ == "__main__":
    sys.exit(main())
