"""Patterns that need what was said before: the programme that was asked for, numbers on the way to the page, anger, kindness."""

import pytest

from claims.access import access_activity_sign_ups
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def open_talk(claims: ClaimsDatabase, key: str, is_linked: bool = True) -> ActionTalk:
    """One of the invented members."""
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member, is_linked=is_linked)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("就那个水管爆了的", {"event": "pipe_burst"}),
        ("家财险", {"programme": "non_work_accident_property"}),
        ("跑水那样的", {"event": "pipe_burst"}),
    ],
)
async def test_what_was_asked_is_answered_once_it_is_said_of_what(
    claims: ClaimsDatabase, words: str, named: dict[str, str]
) -> None:
    talk = await open_talk(claims, "jin_xin", is_linked=False)
    assert "出了什么事" in await talk.say("那材料呢", "ask_documents")
    said = await talk.say(words, "inform", **named)
    assert "是出了什么事" not in said
    assert "物业" in said


async def test_another_question_is_not_taken_for_the_programme(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang", is_linked=False)
    await talk.say("那材料呢", "ask_documents")
    assert "核对" in await talk.say("我的理赔呢", "check_claim")


@pytest.mark.parametrize("words", ["王小满 尾号1234", "我叫李四 12345X", "身份证号：你看下"])
async def test_numbers_on_the_way_to_the_page_are_sent_to_the_page(
    claims: ClaimsDatabase, words: str
) -> None:
    talk = await open_talk(claims, "wang_fang", is_linked=False)
    await talk.say("我的理赔呢", "check_claim")
    said = await talk.say(words, "inform")
    assert "别发在聊天里" in said
    assert "1234" not in said
    assert talk.needs == ["identity"]


@pytest.mark.parametrize("words", ["我输的没错 你再看看", "核对不上", "填的都对啊"])
async def test_who_typed_rightly_hears_why_it_may_not_fit(claims: ClaimsDatabase, words: str) -> None:
    talk = await open_talk(claims, "wang_fang", is_linked=False)
    await talk.say("我的理赔呢", "check_claim")
    said = await talk.say(words, "deny")
    assert "换过单位" in said
    assert "转人工" in said


async def test_anger_alone_is_asked_what_went_wrong_and_calls_nobody(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang")
    said = [await talk.say("你们这帮人真行", "complain") for _ in range(3)]
    assert len(set(said)) == 3
    assert talk.people == []
    await talk.say("我跑了三回都没人理", "complain")
    assert [one["reason"] for one in talk.people] == ["complaint"]


@pytest.mark.parametrize("event", ["fire", "disaster"])
async def test_where_there_is_danger_peoples_safety_is_asked_first(
    claims: ClaimsDatabase, event: str
) -> None:
    talk = await open_talk(claims, "bai_yang")
    said = await talk.say("家里刚着火了，墙也塌了，求你们帮帮", "apply_relief", event=event)
    assert "人都平安吗" in said
    assert said.index("人都平安吗") < said.index("已经叫同事")


async def test_the_ill_hear_a_kind_word_before_the_form(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "bai_yang")
    said = await talk.say("我得了尿毒症想申请救助", "apply_relief", illness="尿毒症")
    assert "受累了" in said


async def test_how_known_sums_belong_together_changes_neither(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "bai_yang")
    await talk.say("我得了尿毒症想申请救助", "apply_relief", illness="尿毒症")
    await talk.say("今年年初查出来的 自己掏了八万", "inform", amount="80000")
    await talk.say("医疗救助给过五千", "inform", amount="5000")
    await talk.say("刚才那个八万是没扣这五千的", "deny", move="correct")
    draft = talk.talk.task
    assert draft is not None
    assert (draft.values["self_paid"], draft.values["compensation"]) == (80000, 5000)


async def test_whoever_left_and_wants_back_is_signed_up_and_nothing_else_is_left(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "lei_dan")
    before = {
        one.title for one in await access_activity_sign_ups(claims, talk.member) if one.state == "signed_up"
    }
    said = await talk.say("读书会我之前退了 想再报上", "join_activity")
    assert "取消" not in said.split("。")[0]
    after = {
        one.title for one in await access_activity_sign_ups(claims, talk.member) if one.state == "signed_up"
    }
    assert before <= after


@pytest.mark.parametrize("words", ["我俩一个户口本上的 你给看看咋了", "她是我媳妇 她同意的", "凭啥不行"])
async def test_who_insists_on_anothers_records_hears_the_reason_and_another_way(
    claims: ClaimsDatabase, words: str
) -> None:
    talk = await open_talk(claims, "wang_fang")
    first = await talk.say("查我媳妇的理赔", "check_claim", relation="spouse")
    second = await talk.say(words, "complain")
    assert first != second
    assert "只给本人看" in second
    assert "窗口" in second
    third = await talk.say(words, "complain")
    assert third not in (first, second)
    assert "LP2026-0031187" in await talk.say("那看我自己的总行了吧", "check_claim")


async def test_whether_a_picture_came_is_answered_from_the_papers(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang")
    for words in ("收着了没啊", "收到了吗", "传上去没有"):
        said = await talk.say(words, "affirm")
        assert "收到" in said or "还差" in said or "材料" in said, words
