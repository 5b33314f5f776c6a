"""Forms under strain: very long messages, endless corrections, a yes said twice, a day that turns, a stack that would grow."""

from datetime import date, datetime

import pytest

from actions.talk.writing import MOST_BYTES
from actions.tasks.notes import find_notes
from claims.access import access_claims, access_relief_applications
from claims.changes import access_drafts
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk
from vocabulary.beijing import BEIJING

YES = ("对", "affirm")


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """At the question for the hospital."""
    member = await find_demo_member(claims, "zheng_hao")
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("我要报案，昨天骑车摔了，脚踝骨折", "file_claim", event="fall", illness="骨折")
    return talk


async def test_five_thousand_characters_leave_a_form_that_goes_on(talk: ActionTalk) -> None:
    said = await talk.say("医生说脚踝里面有块碎骨头得慢慢养" * 320)
    assert "500 个字" in said
    assert "哪家医院" in said
    for number in range(40):
        await talk.say(f"我再补充第{number}点情况，" + "邻居家的大姐也看见我摔倒了" * 300)
    assert len(talk.memory.encode()) <= MOST_BYTES
    assert talk.talk.task
    assert talk.talk.task.asked == "place"
    assert "备注写不下了" in await talk.say("还有邻居家的大爷也看见我摔倒在楼下了")
    assert "对吗" in [await talk.say("积水潭医院"), await talk.say("三千二")][1]
    assert "登记好了" in await talk.say(*YES)


async def test_forty_corrections_in_a_row_end_with_the_last(talk: ActionTalk) -> None:
    await talk.say("积水潭医院")
    await talk.say("3200")
    for number in range(1, 41):
        said = await talk.say(f"不对，是{3200 + number}", "deny")
        assert f"{3200 + number:,} 元" in said
    task = talk.talk.task
    assert task
    assert (task.values["amount"], find_notes(task.values), task.asked) == (3240, [], "confirm")
    assert task.values["date_of_loss"] == "2026-03-17"


async def test_a_yes_said_again_files_nothing_more(talk: ActionTalk) -> None:
    await talk.say("积水潭医院")
    await talk.say("3200")
    memory = talk.memory
    await talk.say(*YES)
    filed = await access_claims(talk.claims, talk.member)
    assert filed
    for words in ("对", "对对对", "提交", "是的"):
        assert "登记好了" not in await talk.say(words, "affirm")
    talk.memory = memory  # The same turn once more, as after a crash.
    await talk.say(*YES)
    assert len(await access_claims(talk.claims, talk.member)) == len(filed)


async def test_an_application_is_sent_once_though_the_yes_comes_twice(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "jin_xin")
    assert member
    before = len(await access_relief_applications(claims, member))
    talk = ActionTalk(claims, member)
    await talk.say("我要申请应急救助，家里昨天着火了", "apply_relief", event="fire", district="大兴")
    assert "对吗" in await talk.say("自己掏了三万，别处没给 电话13800000004")
    memory = talk.memory
    assert "编号 JZ" in await talk.say(*YES)
    await talk.say(*YES)
    talk.memory = memory
    await talk.say(*YES)
    assert len(await access_relief_applications(claims, member)) == before + 1


async def test_a_day_that_was_said_before_midnight_stays_that_day(talk: ActionTalk) -> None:
    talk.now = datetime(2026, 3, 18, 23, 58, tzinfo=BEIJING)
    await talk.say("不对，是前天", "deny")
    talk.now = datetime(2026, 3, 19, 0, 2, tzinfo=BEIJING)
    await talk.say("积水潭医院")
    assert "2026年3月16日" in await talk.say("3200")
    await talk.say(*YES)
    days = {(one.date_of_loss, one.filed_on) for one in await access_claims(talk.claims, talk.member)}
    assert days == {(date(2026, 3, 16), date(2026, 3, 19))}


async def test_what_was_told_before_midnight_is_not_asked_after_it(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "zheng_hao")
    assert member
    talk = ActionTalk(claims, member, now=datetime(2026, 3, 18, 23, 58, tzinfo=BEIJING))
    await talk.say("昨天骑车摔了，脚踝骨折，能报吗", "ask_scope", event="fall", illness="骨折")
    talk.now = datetime(2026, 3, 19, 0, 2, tzinfo=BEIJING)
    assert "医院" in await talk.say("我要报案", "file_claim")
    task = talk.talk.task
    assert task
    assert task.values["date_of_loss"] == "2026-03-17"


async def test_however_many_forms_are_begun_few_are_kept(talk: ActionTalk) -> None:
    for _ in range(10):
        await talk.say("我要预约", "book_appointment")
        await talk.say("我要报案", "file_claim")
        await talk.say("接着填")
        await talk.say("我要申请应急救助，我妈住院了", "apply_relief", district="大兴", event="hospital_stay")
    kept = await access_drafts(talk.claims, talk.member, talk.now)
    assert len(kept) == len(set(kept)) <= 6
    assert "filing" in kept
    assert len(talk.memory.encode()) <= MOST_BYTES
