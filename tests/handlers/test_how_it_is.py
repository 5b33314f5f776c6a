"""How it is with somebody is told: it is heard in words that fit, before an answer too, and nothing is begun by it."""

from datetime import timedelta

import pytest

from actions.faq import load_faq
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk
from vocabulary.awaited import AwaitedPerson
from vocabulary.tickets import TicketReason

PAIN, JOY, JOKE, BOSS = "mood_sleepless_pain", "mood_joy_money", "mood_joke", "mood_fear_of_boss"
CHILD, THANKS = "after_danger_child", "after_danger_thanks"


async def _talk(claims: ClaimsDatabase, key: str = "li_qiang", *, in_danger: bool = False) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member is not None
    talk = ActionTalk(claims, member)
    if in_danger:
        talk.waiting = AwaitedPerson(NOW - timedelta(minutes=3), TicketReason.CRISIS, danger="despair")
    return talk


@pytest.mark.parametrize(
    ("mood", "intent", "move"),
    [
        (PAIN, "inform", "feeling"),
        (JOY, "thank", "courtesy"),
        (JOKE, "out_of_scope", "ask"),
        (BOSS, "complain", "give"),
    ],
)
async def test_it_is_heard_in_its_own_words_and_nothing_is_begun(
    claims: ClaimsDatabase, mood: str, intent: str, move: str
) -> None:
    talk = await _talk(claims)
    said = await talk.say("后背又抽着疼了一夜", intent, move, faq=mood)
    assert said.startswith(load_faq()[mood].statement.text)
    assert talk.talk.task is None
    assert not talk.people
    assert await talk.say("还是那样", intent, move, faq=mood) != said


async def test_beside_a_question_one_sentence_comes_before_the_answer(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    said = await talk.say("夜里疼得睡不着，我那个审到哪了", "check_claim", "ask", ["state"], "claim", PAIN)
    first = load_faq()[PAIN].first
    assert said.startswith(first)
    assert len(said) > len(first) + 20


async def test_in_a_form_it_is_heard_before_the_form_goes_on(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    await talk.say("我要申请理赔", "file_claim")
    said = await talk.say("摔断了胳膊，夜里疼得睡不着", "inform", "give", faq=PAIN, event="fall")
    assert said.startswith(load_faq()[PAIN].first)
    assert talk.talk.task is not None


async def test_it_is_not_written_down_for_a_colleague(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    talk.waiting = AwaitedPerson(NOW - timedelta(minutes=3), TicketReason.REQUESTED)
    said = await talk.say("外头风刮得人站不住", "inform", "give", faq="mood_weather")
    assert "记下" not in said
    assert said.startswith(load_faq()["mood_weather"].statement.text)


async def test_after_danger_it_is_answered_by_what_is_told(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, in_danger=True)
    assert load_faq()[CHILD].statement.text in await talk.say("娃在我怀里", "inform", "feeling", faq=CHILD)
    assert "stands_by" in talk.needs
    assert load_faq()[THANKS].statement.text in await talk.say("谢谢你", "thank", "courtesy")


async def test_without_danger_before_those_words_are_not_said(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    said = await talk.say("娃在我怀里睡着了", "inform", "feeling", faq=CHILD)
    assert load_faq()[CHILD].statement.text not in said


async def test_after_danger_a_question_is_answered_warmly_and_with_a_road_on(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "ren_hong", in_danger=True)
    said = await talk.say("要是不批可咋办", "check_relief", "carry", ["certain"], "relief")
    assert "委员会" in said
    assert "12351" in said
    assert "排在" not in said


async def test_a_worry_about_who_sees_is_answered_without_reading_the_record_out(
    claims: ClaimsDatabase,
) -> None:
    talk = await _talk(claims, "wu_min")
    said = await talk._send(
        {
            "text": "我报过的那个别人看得见不",
            "intent": {"name": "check_claim"},
            "intents": ["check_claim", "ask_privacy"],
            "aspect_ranking": [{"name": "state", "confidence": 0.9}],
            "about_ranking": [{"name": "claim", "confidence": 0.9}],
            "entities": [],
        }
    )
    assert "15,000" not in said
    assert "癌" not in said
    assert "本人" in said


async def test_what_we_are_for_is_said_by_what_they_have(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "chen_jing")
    await talk.say("我那个到哪了", "check_claim", "ask", ["state"], "claim")
    said = await talk.say("那你到底能管我点啥", "ask_help", "ask")
    assert "女工特疾" in said
    assert "已经受理" in said
    assert "我能帮您查理赔到哪一步" not in said


async def test_a_number_that_was_tried_is_not_given_once_more(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    said = await talk.say("12333 一直打不进去", "out_of_scope", "give", office="human_resources")
    assert "打不通" in said
    assert "12345" in said


async def test_somebody_in_danger_who_refuses_to_call_is_not_left_with_a_plain_no(
    claims: ClaimsDatabase,
) -> None:
    talk = await _talk(claims, in_danger=True)
    said = await talk.say("不用打电话", "deny", "refuse")
    assert load_faq()["after_danger_refuses"].statement.text in said


async def test_a_living_person_is_not_condoled_with(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    said = await talk.say("我退休了，京卡里还剩点钱咋取", "ask_member_card", "ask", faq="card_of_the_dead")
    assert "节哀" not in said
    assert "死亡证明" not in said
    asked = await talk.say("丧葬费归你们管吗", "ask_scope", "ask", faq="funeral_survivor_benefit")
    assert "12333" in asked


async def test_after_a_death_good_news_is_no_cause_of_it(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    await talk.say("我爸上个月走了", "inform", "give", event="death", relation="parent")
    said = await talk.say("我自己查了，是个囊肿，没事", "inform", "give", faq="mood_relieved", illness="囊肿")
    assert "走了" not in said
    assert load_faq()["mood_relieved"].statement.text in said
