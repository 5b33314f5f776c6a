"""A claim filed by chat: stored after the yes and not before, as it was told, at the moment of the yes."""

from datetime import date

import pytest

from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.states import ClaimState
from tests.unit.actions.action_talk import NOW, ActionTalk

YES = ("对", "affirm")


async def begin(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """A talk up to the question whether all is right."""
    member = await find_demo_member(claims, key)
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("我要报案，骑车摔了，脚踝骨折", "file_claim", event="fall", illness="骨折")
    await talk.say("3月15号")
    await talk.say("朝阳医院")
    assert "对吗" in await talk.say("花了1200块")
    return talk


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """With somebody who is covered and has no claim."""
    return await begin(claims, "zheng_hao")


async def test_before_the_yes_nothing_is_stored(talk: ActionTalk) -> None:
    assert list(await access_claims(talk.claims, talk.member)) == []


async def test_with_the_yes_it_is_stored_as_it_was_told(talk: ActionTalk) -> None:
    said = await talk.say(*YES)
    (claim,) = await access_claims(talk.claims, talk.member)
    assert f"登记好了，编号 {claim.number}" in said
    assert (claim.plan_code, claim.kind, claim.state) == ("accident", "accident", ClaimState.REGISTERED)
    assert claim.filed_on == NOW.date()
    assert [one.label for one in claim.missing_documents]
    assert all(one.label in said for one in claim.missing_documents)
    assert talk.needs == ["papers"]


async def test_a_mended_answer_is_what_is_stored(talk: ActionTalk) -> None:
    await talk.say("不对，是3月14号", "deny")
    await talk.say(*YES)
    (claim,) = await access_claims(talk.claims, talk.member)
    assert claim.date_of_loss == date(2026, 3, 14)


async def test_who_is_not_covered_that_day_hears_so_and_is_filed_all_the_same(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "lu_ting")
    assert "没有查到那天有效的意外受伤保障" in await talk.say(*YES)
    assert len(await access_claims(claims, talk.member)) == 1


async def test_what_is_put_aside_is_gone_on_with_within_the_day(talk: ActionTalk) -> None:
    assert "先放下" in await talk.say("先不弄了", "cancel")
    assert list(await access_claims(talk.claims, talk.member)) == []
    assert "对吗" in await talk.say("继续")
    await talk.say(*YES)
    assert len(await access_claims(talk.claims, talk.member)) == 1
