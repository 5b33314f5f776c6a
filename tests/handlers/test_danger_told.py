"""Danger that is told in any words is met by what to do first: at once, in a form too, once, and not where it is over."""

import pytest

from actions.faq import load_faq
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk
from vocabulary.tickets import TicketReason

FIRE, BURN = "now_fire", "now_burn"


async def _talk(claims: ClaimsDatabase) -> ActionTalk:
    member = await find_demo_member(claims, "li_qiang")
    assert member is not None
    return ActionTalk(claims, member)


@pytest.mark.parametrize("intent", ["crisis", "apply_relief", "inform", "out_of_scope"])
async def test_whatever_else_it_was_taken_for_the_first_steps_come_and_a_person_is_called(
    claims: ClaimsDatabase, intent: str
) -> None:
    talk = await _talk(claims)
    answer = await talk.say("隔壁铺子烧着呢，烟往屋里灌", intent, "give", faq=FIRE)
    assert load_faq()[FIRE].statement.text in answer
    assert [person["reason"] for person in talk.people] == [TicketReason.CRISIS]
    assert talk.talk.task is None


async def test_in_the_middle_of_a_form_it_comes_before_the_form_which_is_kept(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    await talk.say("我要申请理赔", "file_claim")
    await talk.say("上个月摔断了胳膊", "inform", "give", event="fall")
    answer = await talk.say("哎呀锅烧着了满屋烟", "inform", "give", faq=FIRE)
    assert answer.strip() == load_faq()[FIRE].statement.text
    assert talk.talk.task is None
    assert talk.talk.left


async def test_what_hurts_no_life_calls_nobody(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    assert load_faq()[BURN].statement.text in await talk.say("热汤浇脚上了", "inform", "give", faq=BURN)
    assert not talk.people


@pytest.mark.parametrize(
    "words", ["去年隔壁着火熏了我家", "着火的那个理赔到哪了", "要是着火了给赔吗", "家里着火能报吗"]
)
async def test_what_is_over_asked_or_supposed_is_no_danger(claims: ClaimsDatabase, words: str) -> None:
    talk = await _talk(claims)
    answer = await talk.say(words, "ask_scope", "ask", faq=FIRE)
    assert load_faq()[FIRE].statement.text not in answer


async def test_the_first_steps_are_not_read_out_twice(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    await talk.say("隔壁铺子烧着呢", "crisis", "give", faq=FIRE)
    answer = await talk.say("火还没灭，烧到我家了", "inform", "give", faq=FIRE)
    assert load_faq()[FIRE].statement.text not in answer
