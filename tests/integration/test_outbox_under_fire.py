"""Two bots and a receiver as they really run, killed at random while members change things: none missing, none twice.

The whole of it, 2,000 changes and 30 kills, is `make kill-outbox`.
"""

import random
from pathlib import Path

import pytest

from bench.outbox.kill import count_disordered, deliver_under_fire
from testing.databases import create_database

CHANGES = 200


@pytest.mark.postgres
@pytest.mark.redis
def test_killed_at_random_every_change_arrives_once_and_in_order(
    tmp_path: Path, postgres_server: str
) -> None:
    seed = random.SystemRandom().randrange(1, 10**6)
    databases = create_database(postgres_server), create_database(postgres_server)
    judgement = deliver_under_fire(tmp_path, *databases, CHANGES, kills=3, seed=seed)
    assert judgement.is_good, f"seed {seed}: {judgement}"
    assert judgement.changes == judgement.received == CHANGES


@pytest.mark.parametrize(
    ("arrived", "disordered"),
    [
        ([("a", 1), ("b", 1), ("a", 2), ("b", 2)], 0),
        ([("a", 1), ("a", 3)], 1),
        ([("a", 2)], 1),
        ([("a", 1), ("a", 3), ("a", 2)], 2),
        ([("a", 1), ("a", 1)], 1),
    ],
)
def test_disorder_is_noticed(arrived: list[tuple[str, int]], disordered: int) -> None:
    assert count_disordered(arrived) == disordered
