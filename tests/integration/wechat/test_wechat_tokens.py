"""The access token: fetched once, shared, replaced when WeChat refuses it, and forced only where nothing else helps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.errors import TransportError
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.shared_state import RedisTokenStore
from bot.wechat.account.tokens import InMemoryTokenStore, TokenStore
from tests.integration.wechat.outgoing import PATIENT, Clock
from wechat_sim.account import LOCAL_APP_ID, LOCAL_OPENID, LOCAL_SECRET
from wechat_sim.api import OutgoingApi
from wechat_sim.serving import serve

FETCH = "/cgi-bin/stable_token"
A_DAY = timedelta(days=1)


@pytest.fixture(params=["in_memory", pytest.param("redis", marks=pytest.mark.redis)])
async def stores(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[list[TokenStore]]:
    """The stores of two processes; without Redis both are in one."""
    if request.param == "in_memory":
        yield [InMemoryTokenStore(clock)] * 2
        return
    async with Redis.from_url(request.getfixturevalue("redis_url")) as redis:
        await redis.flushdb()
        yield [RedisTokenStore(redis, clock) for _ in range(2)]


@pytest.fixture
async def processes(
    wechat: OutgoingApi, clock: Clock, stores: list[TokenStore]
) -> AsyncIterator[list[WeChatApi]]:
    """Two processes of one account."""
    async with AsyncExitStack() as stack:
        base = await stack.enter_async_context(serve(wechat.application()))
        apis = [
            WeChatApi(LOCAL_APP_ID, LOCAL_SECRET, api_base=base, store=store, timeout=PATIENT, clock=clock)
            for store in stores
        ]
        for api in apis:
            stack.push_async_callback(api.close)
        yield apis


async def test_all_processes_use_one_token(processes: list[WeChatApi], wechat: OutgoingApi) -> None:
    for api in processes:
        await api.send_text(LOCAL_OPENID, "一")
        await api.send_text(LOCAL_OPENID, "二")
    assert wechat.calls.count(FETCH) == 1


async def test_many_calls_at_once_fetch_one_token(processes: list[WeChatApi], wechat: OutgoingApi) -> None:
    await asyncio.gather(*(processes[0].send_text(LOCAL_OPENID, "一") for _ in range(5)))
    assert wechat.calls.count(FETCH) == 1


async def test_a_revoked_token_is_replaced_once_for_all(
    processes: list[WeChatApi], wechat: OutgoingApi
) -> None:
    await processes[0].send_text(LOCAL_OPENID, "一")
    wechat.tokens.revoke_all()
    await processes[0].send_text(LOCAL_OPENID, "二")
    await processes[1].send_text(LOCAL_OPENID, "三")
    assert wechat.errors == [40001]
    assert wechat.calls.count(FETCH) == 2


async def test_what_another_process_put_in_place_of_the_token_at_hand_may_be_refused_too(
    processes: list[WeChatApi], wechat: OutgoingApi
) -> None:
    for api in processes:
        await api.send_text(LOCAL_OPENID, "一")
    wechat.tokens.revoke_all()
    await processes[1].send_text(LOCAL_OPENID, "二")
    wechat.tokens.revoke_all()
    await processes[0].send_text(LOCAL_OPENID, "三")
    assert len(wechat.messages) == 4


async def test_a_token_that_wechat_refuses_and_still_gives_out_is_forced_once_for_all(
    processes: list[WeChatApi], wechat: OutgoingApi
) -> None:
    for api in processes:
        await api.send_text(LOCAL_OPENID, "一")
    wechat.tokens.spoil()
    await asyncio.gather(*(api.send_text(LOCAL_OPENID, "二") for api in processes))
    assert len(wechat.messages) == 4
    # One fetch at first, then one that gave the refused token again, then one by force.
    assert wechat.calls.count(FETCH) == 3


async def test_force_is_used_no_more_often_than_wechat_allows(
    processes: list[WeChatApi], wechat: OutgoingApi, clock: Clock
) -> None:
    api = processes[0]
    await api.send_text(LOCAL_OPENID, "一")
    wechat.tokens.spoil()
    await api.send_text(LOCAL_OPENID, "二")
    wechat.tokens.spoil()
    with pytest.raises(TransportError) as caught:
        await api.send_text(LOCAL_OPENID, "三")
    assert caught.value.errcode == 40001
    assert 45011 not in wechat.errors


async def test_a_forced_renewal_has_its_time_and_its_number(stores: list[TokenStore]) -> None:
    one, other = stores
    assert await one.take_forced_renewal("wx1", timedelta(seconds=30), 20)
    assert not await other.take_forced_renewal("wx1", timedelta(seconds=30), 20)
    assert not await one.take_forced_renewal("wx2", timedelta(seconds=30), 0)


async def test_the_token_is_fetched_again_before_it_ends(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock
) -> None:
    await api.send_text(LOCAL_OPENID, "一")
    clock.now += timedelta(seconds=6899)
    await api.send_text(LOCAL_OPENID, "二")
    assert wechat.calls.count(FETCH) == 1
    clock.now += timedelta(seconds=6)
    await api.send_text(LOCAL_OPENID, "三")
    assert wechat.calls.count(FETCH) == 2
    assert not wechat.errors


async def test_a_token_whose_end_we_did_not_see_is_replaced(wechat: OutgoingApi, clock: Clock) -> None:
    store = InMemoryTokenStore(clock)
    async with serve(wechat.application()) as base:
        api = WeChatApi(LOCAL_APP_ID, LOCAL_SECRET, api_base=base, store=store, clock=clock)
        token = await api.find_token()
        clock.now += timedelta(hours=3)
        await store.record(LOCAL_APP_ID, token, clock.now + A_DAY)
        await api.send_text(LOCAL_OPENID, "一")
        await api.close()
    assert wechat.errors == [42001]
    assert len(wechat.messages) == 1


async def test_each_store_forgets_a_token_in_time(stores: list[TokenStore], clock: Clock) -> None:
    await stores[0].record("wx1", "old", clock.now + timedelta(hours=1))
    assert await stores[1].find("wx1") == "old"
    await stores[0].record("wx1", "new", clock.now + timedelta(hours=1))
    assert await stores[1].find("wx1") == "new"
    await stores[0].record("wx1", "dead", clock.now)
    assert await stores[1].find("wx1") is None


async def test_without_redis_each_process_goes_on_with_its_own_copy(
    wechat: OutgoingApi, clock: Clock
) -> None:
    gone = Redis.from_url("redis://127.0.0.1:1/0")
    async with serve(wechat.application()) as base:
        store = RedisTokenStore(gone, clock)
        api = WeChatApi(LOCAL_APP_ID, LOCAL_SECRET, api_base=base, store=store, clock=clock)
        await api.send_text(LOCAL_OPENID, "一")
        await api.send_text(LOCAL_OPENID, "二")
        wechat.tokens.revoke_all()
        await api.send_text(LOCAL_OPENID, "三")
        await api.close()
    await gone.aclose()
    assert len(wechat.messages) == 3
    assert wechat.calls.count(FETCH) == 2
