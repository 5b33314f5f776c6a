"""A bare wish after something was told opens the form for it; as an answer, or with nothing told, it is none."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def begin(claims: ClaimsDatabase, key: str = "li_qiang") -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


@pytest.mark.parametrize("words", ["登记吧", "那就报吧", "行 登记", "帮我申请一下"])
@pytest.mark.parametrize("intent", ["inform", "out_of_scope", "dispute_claim", "file_claim"])
async def test_after_a_story_it_files_the_claim_with_what_was_told(
    claims: ClaimsDatabase, words: str, intent: str
) -> None:
    talk = await begin(claims)
    told = "上周六送孩子路上一躲狗摔了，右手腕骨折，在积水潭医院看的，这能报不"
    await talk.say(told, "out_of_scope", event="fall", illness="骨折")
    await talk.say(words, intent)
    assert talk.talk.task is not None
    assert talk.talk.task.task == "filing"
    assert talk.talk.task.values["place"] == "积水潭医院"


async def test_after_the_fund_was_explained_it_begins_the_application(claims: ClaimsDatabase) -> None:
    talk = await begin(claims)
    await talk.say("大兴那个救命钱咋申请", "ask_process", programme="relief_fund")
    await talk.say("申请 我得了尿毒症 自己掏了七万六", "dispute_claim", illness="尿毒症")
    assert talk.talk.task is not None
    assert talk.talk.task.task == "relief"
    assert talk.talk.task.values["self_paid"] == 76000


@pytest.mark.parametrize("words", ["登记吧", "申请复核", "报了没有", "登记好了吗", "申请到哪一步了"])
async def test_with_nothing_told_or_something_else_meant_no_form_begins(
    claims: ClaimsDatabase, words: str
) -> None:
    talk = await begin(claims)
    await talk.say(words, "inform")
    assert talk.talk.task is None
