"""Somebody alone is kept company, fear of dying is met before any record, and danger that is over calls nobody."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def _talk(claims: ClaimsDatabase) -> ActionTalk:
    member = await find_demo_member(claims, "hou_jun")
    assert member is not None
    return ActionTalk(claims, member)


def _hear(text: str, moves: dict[str, float], **chances: float) -> dict[str, object]:
    first = max(chances, key=lambda one: chances[one])
    return {
        "text": text,
        "intent": {"name": first},
        "intents": [first],
        "intent_ranking": [{"name": name, "confidence": sure} for name, sure in chances.items()],
        "move_ranking": [{"name": name, "confidence": sure} for name, sure in moves.items()],
        "about_ranking": [{"name": "claim", "confidence": 0.9}],
        "entities": [],
    }


async def test_fear_of_dying_reads_out_no_record(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    moves = {"carry": 0.8, "feeling": 0.7}
    answer = await talk.send(_hear("怕是看不到审完那天", moves, inform=0.9, check_coverage=0.8, crisis=0.45))
    assert "120" in answer
    assert "12356" in answer
    assert "在保" not in answer
    assert not talk.people


async def test_who_longs_for_a_talk_gets_one_and_no_ticket(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    answer = await talk.send(_hear("就想有个伴唠几句", {"feeling": 0.8}, request_human=0.9, inform=0.8))
    assert "自动答话" in answer
    assert not talk.people
    assert "爱听" in await talk.send(_hear("从前我们班组可亲了", {"give": 0.6}, inform=0.9))
    await talk.say("转人工", "request_human", "ask")
    assert talk.people


async def test_a_colleague_who_is_called_in_so_many_words_is_called(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims)
    await talk.send(_hear("心里烦，给我找个人", {"feeling": 0.8}, request_human=0.9))
    assert talk.people


@pytest.mark.parametrize(("words", "is_now"), [("大前天骑车让车碰了", False), ("骑车让车碰了", True)])
async def test_danger_of_a_day_before_today_calls_nobody(
    claims: ClaimsDatabase, words: str, is_now: bool
) -> None:
    talk = await _talk(claims)
    answer = await talk.say(words, "inform", "give", faq="now_hit_by_vehicle")
    assert "122" in answer
    assert bool(talk.people) is is_now
