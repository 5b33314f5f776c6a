"""On one PostgreSQL only one bot serves without Redis, and its place is free as soon as it is gone."""

import asyncio

import pytest

from bot.machine.alone import NotAlone, look_for_another, stay_alone
from testing.processes import find_free_port


@pytest.mark.postgres
async def test_a_second_bot_is_noticed_at_its_start_and_while_it_runs(postgres_url: str) -> None:
    await look_for_another(postgres_url)
    slept = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        slept.set()
        await asyncio.sleep(0.01)

    first = asyncio.create_task(stay_alone(postgres_url, sleep))
    await slept.wait()
    with pytest.raises(NotAlone):
        await look_for_another(postgres_url)
    with pytest.raises(NotAlone):
        await stay_alone(postgres_url, sleep)
    assert not first.done()
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await look_for_another(postgres_url)
    await look_for_another(postgres_url)


async def test_a_database_that_is_away_forbids_nobody_to_start() -> None:
    await look_for_another(f"postgresql+psycopg://huzhu@127.0.0.1:{find_free_port()}/huzhu")
