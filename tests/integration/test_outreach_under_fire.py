"""Workers, the bot, Redis, PostgreSQL and the stand-in as they really run, killed and cut while a campaign goes out.

The whole of it, 20,000 recipients and 100 kills, is `make kill-outreach`.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bench.outreach.judgement import judge_campaign
from bench.outreach.kill import send_campaign, send_under_fire, wait_until_finished
from bench.outreach.sending_servers import SendingServers

pytestmark = [pytest.mark.postgres, pytest.mark.redis]
RECIPIENTS = 1200


@pytest.fixture
def servers(tmp_path: Path, postgres_url: str) -> Iterator[SendingServers]:
    """Two workers and the bot, over a PostgreSQL and a Redis of their own."""
    made = SendingServers(tmp_path, postgres_url, RECIPIENTS, per_second=100)
    made.prepare()
    yield made
    made.end()


def cut_connections(url: str) -> int:
    """Ends every connection to the database but this one; how many those were."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cut = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return len(cut.fetchall())


def test_killed_at_random_nobody_gets_it_twice_and_nobody_is_lost(tmp_path: Path, postgres_url: str) -> None:
    seed = random.SystemRandom().randrange(1, 10**6)
    judgement = send_under_fire(tmp_path, postgres_url, RECIPIENTS, kills=8, per_second=100, seed=seed)
    assert judgement.is_good, f"seed {seed}: {judgement}"
    assert judgement.received + judgement.unknown >= RECIPIENTS, f"seed {seed}: {judgement}"


async def test_with_redis_restarted_and_connections_cut_the_count_is_the_same(
    servers: SendingServers,
) -> None:
    async with send_campaign(servers) as (database, campaign_id):
        redis = servers.find("redis")
        redis.kill()
        redis.start()
        assert cut_connections(servers.database_url) > 1
        await wait_until_finished(database, campaign_id)
        servers.check()
        judgement = await judge_campaign(database, campaign_id, servers.book)
    assert judgement.is_good, judgement
    assert (judgement.received, judgement.unknown) == (RECIPIENTS, 0)
