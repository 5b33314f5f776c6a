"""In a form a thing is changed by its name, a number that is registered is taken, and others' money is others'."""

import pytest

from claims.access import access_relief_applications
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def _talk(claims: ClaimsDatabase, name: str) -> ActionTalk:
    member = await find_demo_member(claims, name)
    assert member is not None
    return ActionTalk(claims, member)


@pytest.mark.parametrize("called", ["医院写错了", "地方不对"])
async def test_a_place_called_by_its_name_is_changed_as_a_whole(claims: ClaimsDatabase, called: str) -> None:
    talk = await _talk(claims, "zheng_hao")
    await talk.say("我要报案", "file_claim")
    await talk.say("昨天跑步崴了脚，踝骨骨裂", "inform", "give", event="fall", date="昨天")
    await talk.say("朝阳医院", "inform", "give")
    answer = await talk.say(f"{called}，是潞河医院", "deny", "correct")
    assert "医院或地点：潞河医院" in answer
    assert "朝阳" not in answer
    assert "给您记上" not in answer


async def _apply(claims: ClaimsDatabase) -> ActionTalk:
    talk = await _talk(claims, "cao_yu")
    await talk.say("我要申请应急救助", "apply_relief")
    await talk.say("我得了脑出血，住院抢救", "inform", "give", illness="脑出血")
    return talk


async def test_the_registered_number_is_taken_and_asked_for_no_more(claims: ClaimsDatabase) -> None:
    talk = await _apply(claims)
    answer = await talk.say("电话就用登记的那个", "inform", "give")
    assert "记下了：系统里登记的手机号。" in answer
    assert "给您记上" not in answer
    for words in ("我本人", "上个月", "四万二", "没有"):
        answer = await talk.say(words, "inform", "give")
    assert "联系电话：系统里登记的手机号" in answer
    await talk.say("对", "affirm", "agree")
    assert talk.member is not None
    newest = max(await access_relief_applications(claims, talk.member), key=lambda one: one.number)
    assert newest.number


async def test_what_the_fund_gave_before_is_others_money_and_no_dispute(claims: ClaimsDatabase) -> None:
    talk = await _apply(claims)
    answer = await talk.say("津贴给过我1120，这算补偿吗", "dispute_claim", "ask", ["reckoning"], "claim")
    assert "别处给的钱 1,120 元" in answer
    assert "委员会" in answer
    assert "复核" not in answer
    assert "4,120" in await talk.say("还有同事捐了三千", "inform", "give")
