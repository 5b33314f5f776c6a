"""As a member goes: what still waits for them is said once, and that nothing was done where something was turned down."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def become(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """One of the invented members by key, with their claim just shown."""
    member = await find_demo_member(claims, key)
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("我的理赔到哪了", "check_claim", aspects=["state"], about="claim")
    return talk


@pytest.mark.parametrize("intent", ["thank", "goodbye"])
async def test_papers_that_are_missing_are_named_once_more(claims: ClaimsDatabase, intent: str) -> None:
    said = await (await become(claims, "li_qiang")).say("行 谢了啊", intent, move="courtesy")
    assert "诊断证明、单位事故证明还差着" in said


async def test_a_card_that_has_to_be_changed_is_named(claims: ClaimsDatabase) -> None:
    said = await (await become(claims, "liu_yang")).say("好嘞谢谢", "thank", move="courtesy")
    assert "换收款卡" in said


async def test_where_nothing_waits_for_them_nothing_is_added(claims: ClaimsDatabase) -> None:
    said = await (await become(claims, "wang_fang")).say("谢谢您", "thank", move="courtesy")
    assert said == "不客气，能帮上您就好。您多保重，有事随时来。"


async def test_leaving_papers_for_later_says_that_nothing_was_sent(claims: ClaimsDatabase) -> None:
    said = await (await become(claims, "li_qiang")).say("改天再弄", "cancel", move="put_off")
    assert "还没交什么" in said
    assert "诊断证明、单位事故证明" in said
