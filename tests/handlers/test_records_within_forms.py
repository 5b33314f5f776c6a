"""While a form is open one looks at one's own claims: by their place in the list, by pointing back; and one leaves it for a person."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk
from vocabulary.tickets import TicketReason

PLACE = "在哪家医院"


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody with five claims who files a sixth, was shown the five, and is asked for the place."""
    member = await find_demo_member(claims, "feng_xue")
    assert member
    talk = ActionTalk(claims, member)
    asked = await talk.say("上周五切菜切到手，缝了五针，给我报一下", "file_claim")
    assert PLACE in asked
    shown = await talk.say(
        "我另外那几笔到哪了", "check_claim", move="ask", aspects=["overview"], about="claim"
    )
    assert "您有 5 笔" in shown
    return talk


@pytest.mark.parametrize(
    ("words", "known"), [("第二笔呢", "还差：病理报告"), ("最后那个", "142.35"), ("倒数第二个呢", "968.20")]
)
async def test_one_of_the_list_is_shown_and_no_answer_to_the_form(
    talk: ActionTalk, words: str, known: str
) -> None:
    said = await talk.say(words, "inform", move="give", about="claim")
    assert known in said
    assert PLACE in said
    assert "花了多少" in await talk.say("海淀医院", "inform", move="give")


async def test_what_is_asked_next_is_of_the_one_that_was_shown(talk: ActionTalk) -> None:
    await talk.say("第二笔呢", "inform", move="give", about="claim")
    said = await talk.say("那笔多久能到账", "ask_payout_time", move="ask", aspects=["when"], about="payment")
    assert "病理报告" in said
    assert "意外险" not in said
    assert PLACE in said


async def test_whoever_stops_and_wants_a_person_gets_both(talk: ActionTalk) -> None:
    message = {"text": "不填了，我找人", "intent": {"name": "cancel"}, "intents": ["cancel", "request_human"]}
    said = await talk.send({**message, "move_ranking": [{"name": "stop", "confidence": 0.9}]})
    assert "转人工" in said
    assert "删" not in said
    assert [one["reason"] for one in talk.people] == [TicketReason.REQUESTED]
