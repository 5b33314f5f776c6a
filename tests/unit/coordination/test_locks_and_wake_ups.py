"""One suite over every memory: in this process, and shared by two."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import psycopg
import pytest

from bot.coordination.in_process import InProcessLocks, InProcessWakeUps
from bot.coordination.postgres_locks import PostgresLocks
from bot.coordination.redis_client import open_redis
from bot.coordination.redis_wake_ups import RedisWakeUps

Locks = InProcessLocks | PostgresLocks
WakeUps = InProcessWakeUps | RedisWakeUps


@pytest.fixture(params=["in_process", pytest.param("postgres", marks=pytest.mark.postgres)])
async def locks(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Locks, Locks]]:
    """The locks of two processes; in this process both are one."""
    if request.param == "in_process":
        alone = InProcessLocks()
        yield alone, alone
        return
    url = request.getfixturevalue("postgres_url")
    both = PostgresLocks(url), PostgresLocks(url)
    yield both
    for one in both:
        await one.close()


@pytest.fixture(params=["in_process", pytest.param("redis", marks=pytest.mark.redis)])
async def wake_ups(request: pytest.FixtureRequest) -> AsyncIterator[tuple[WakeUps, WakeUps]]:
    """The wake_ups of two processes; in this process both are one."""
    if request.param == "in_process":
        alone = InProcessWakeUps()
        yield alone, alone
        return
    clients = [open_redis(request.getfixturevalue("redis_url")) for _ in range(2)]
    both = RedisWakeUps(clients[0], request.node.name), RedisWakeUps(clients[1], request.node.name)
    async with both[0].watch(0) as first, both[1].watch(0) as second:
        listening = [asyncio.create_task(one.run()) for one in both]
        async with asyncio.timeout(5):
            await first.wait()  # Who begins to listen wakes everybody once.
            await second.wait()
    yield both
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    for client in clients:
        await client.aclose()


async def test_a_conversation_is_held_by_one_at_a_time_in_all_processes(locks: tuple[Locks, Locks]) -> None:
    inside, most = 0, 0

    async def enter(number: int) -> None:
        nonlocal inside, most
        async with locks[number % 2].hold(1):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    async with asyncio.timeout(20):
        await asyncio.gather(*(enter(number) for number in range(10)))
    assert most == 1


async def test_other_conversations_do_not_wait(locks: tuple[Locks, Locks]) -> None:
    async with locks[0].hold(1), asyncio.timeout(5), locks[0].hold(2), locks[1].hold(3):
        pass


async def test_who_gave_up_waiting_leaves_no_lock_behind(locks: tuple[Locks, Locks]) -> None:
    async def enter(one: Locks) -> None:
        async with one.hold(1):
            pass

    async with locks[0].hold(1):
        waiting = [asyncio.create_task(enter(one)) for one in locks for _ in range(3)]
        for _ in range(20):
            await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(one, asyncio.CancelledError) for one in ended)
    async with asyncio.timeout(5):
        await asyncio.gather(*(enter(one) for one in locks))


@pytest.mark.postgres
async def test_locks_that_the_database_cut_off_are_free_and_had_again(postgres_url: str) -> None:
    one, other = PostgresLocks(postgres_url), PostgresLocks(postgres_url)
    async with one.hold(1):
        cut_connections(postgres_url)
        async with asyncio.timeout(5), other.hold(1):
            pass
        async with asyncio.timeout(5), one.hold(2):
            pass
    async with asyncio.timeout(5), one.hold(1):
        pass
    await one.close()
    await other.close()


@pytest.mark.postgres
async def test_who_waits_costs_no_connection(postgres_url: str) -> None:
    locks = PostgresLocks(postgres_url)

    async def enter(conversation: int) -> None:
        async with locks.hold(conversation):
            pass

    async with AsyncExitStack() as held:
        for number in range(30):
            await held.enter_async_context(locks.hold(number))
        waiting = [asyncio.create_task(enter(number)) for number in range(30)]
        await asyncio.sleep(0)
        assert count_connections(postgres_url) == 1
    await asyncio.gather(*waiting)
    await locks.close()


def count_connections(url: str) -> int:
    """How many others are connected to this database."""
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0


def cut_connections(url: str) -> None:
    """Ends everybody's connections, as a restart does."""
    query = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(query)


async def test_a_watcher_hears_its_own_conversation_and_no_other(wake_ups: tuple[WakeUps, WakeUps]) -> None:
    async with wake_ups[0].watch(1) as mine, wake_ups[1].watch(1) as elsewhere, wake_ups[1].watch(2) as other:
        await wake_ups[0].announce(1)
        async with asyncio.timeout(5):
            await mine.wait()
            await elsewhere.wait()
        assert not other.is_set()
