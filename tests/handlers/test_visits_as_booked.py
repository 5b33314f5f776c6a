"""Visits that are booked: which of them are to come is a matter of the moment of the question."""

from datetime import timedelta

import pytest

from claims.access import access_appointments
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk
from tests.handlers.asking import NOBODY, ask, titles

LOOK = "我约的什么时候"


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """With somebody who has a visit on the 21st of March at ten, and two that are past."""
    member = await find_demo_member(claims, "yan_rui")
    assert member
    return ActionTalk(claims, member)


async def states(talk: ActionTalk) -> list[str]:
    """How the member's visits stand, the latest first."""
    booked = sorted(await access_appointments(talk.claims, talk.member), key=lambda one: one.starts_at)
    return [one.state for one in reversed(booked)]


async def test_the_one_to_come_is_shown_with_its_number(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "yan_rui", LOOK, "book_appointment")
    assert "3月21日（周六）上午" in answer.text
    assert "2月6日" not in answer.text
    assert titles(answer) == ["取消预约", "改时间"]


async def test_once_it_has_begun_it_is_none_to_come(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "yan_rui", LOOK, "book_appointment", now=NOW + timedelta(days=4))
    assert "没有约好的预约" in answer.text
    assert titles(answer) == ["预约"]


async def test_it_is_cancelled_after_a_yes_alone(talk: ActionTalk) -> None:
    before = await states(talk)
    assert "要取消3月21日" in await talk.say("取消预约", "book_appointment")
    assert await states(talk) == before
    assert "预约取消了" in await talk.say("对", "affirm")
    assert await states(talk) == ["cancelled", *before[1:]]


async def test_whoever_keeps_it_keeps_it(talk: ActionTalk) -> None:
    before = await states(talk)
    await talk.say("取消预约", "book_appointment")
    assert "给您留着" in await talk.say("不取消，留着", "deny")
    assert await states(talk) == before


async def test_a_visit_that_is_gone_by_the_time_of_the_yes_is_said_to_be(talk: ActionTalk) -> None:
    await talk.say("取消预约", "book_appointment")
    talk.now = NOW + timedelta(days=4)
    assert "已经不在了" in await talk.say("对", "affirm")


async def test_a_stranger_proves_who_they_are_first(claims: ClaimsDatabase) -> None:
    assert (await ask(claims, NOBODY, "我要预约", "book_appointment")).needs == ("identity",)
