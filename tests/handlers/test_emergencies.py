"""A fire or a flood: people first, once; then each turn is answered for what it says, and what was told begins the form."""

from datetime import timedelta

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk
from vocabulary.awaited import AwaitedPerson
from vocabulary.tickets import TicketReason

CALLS = ("119", "打 120")


async def open_talk(claims: ClaimsDatabase, key: str, is_linked: bool = False) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member, is_linked=is_linked)


def alarm(words: str, danger: str = "fire") -> AwaitedPerson:
    """The numbers to call were given a minute ago."""
    return AwaitedPerson(NOW - timedelta(minutes=1), TicketReason.CRISIS, danger=danger, words=words)


async def test_who_is_out_and_helped_is_not_told_to_call_again_and_asked_who_is_hurt(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "wang_fang")
    talk.waiting = alarm("我家着火了快来人")
    said = await talk.say("人跑出来了 救火车到了", move="give")
    assert "受伤" in said
    assert not [one for one in CALLS if one in said]
    assert talk.needs == ["stands_by"]
    more = await talk.say("都没受伤", move="give")
    assert "人没事就好" in more
    assert "家财险" in more
    assert "5000—10000" in more


async def test_each_turn_of_a_fire_is_answered_for_what_it_says(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang")
    talk.waiting = alarm("厨房着火了怎么办")
    said = [
        await talk.say("灭了 我胳膊烫了一片", move="give", illness="胳膊烫了"),
        await talk.say("物业的单子一时半会儿拿不到", "ask_documents", "carry"),
        await talk.say("屋里没法住人了 孩子才三岁", move="give", relation="child"),
        await talk.say("我在大兴的厂里上班 找谁", "ask_contact", "carry", district="大兴"),
    ]
    for words, answer in zip(("凉水", "可以后补", "住处", "单位工会"), said, strict=True):
        assert words in answer
    assert len(set(said)) == len(said)
    assert "何况还带着孩子" in said[2]
    assert not [one for one in said if any(call in one for call in CALLS)]


async def test_the_wish_to_apply_begins_with_all_that_was_told(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "yan_rui")
    talk.waiting = alarm("我们家着火了")
    await talk.say("人出来了", move="give")
    await talk.say("家具烧没了 我在大兴上班", move="give", district="大兴")
    said = await talk.say("那申请吧", "affirm", "agree")
    assert "着火" in said
    assert "家具烧没了" in said
    assert "identity" in talk.needs
    assert talk.talk.task is None
    begun = await talk.link()
    assert talk.talk.task
    assert talk.talk.task.task == "relief"
    assert "发生了什么" not in begun


async def test_a_question_about_a_fire_asks_after_the_people_and_calls_nobody(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang")
    said = await talk.say(
        "我们家着火了 能申请啥不", "ask_eligibility", "ask", ["who_may"], "programme", event="fire"
    )
    assert said.startswith("人都平安吧")
    assert "家财险" in said
    assert talk.people == []
    assert talk.talk.task is None


async def test_what_a_disaster_brings_in_general_is_no_cry(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "shen_yue", is_linked=True)
    said = await talk.say(
        "大兴不是着火给五千吗 我能拿不",
        "ask_eligibility",
        "carry",
        ["who_may"],
        "claim",
        event="fire",
        district="大兴",
    )
    assert "不在范围里" in said
    assert "平安" not in said
    assert talk.people == []


async def test_no_roof_calls_a_person_once_and_promises_none(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang")
    await talk.say("昨晚家里着火了", move="give", event="fire")
    said = await talk.say("今晚没地方住", move="give")
    assert "不敢替谁答应" in said
    assert [one["reason"] for one in talk.people] == ["relief_urgent"]


async def test_it_is_over_two_days_later(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang", is_linked=True)
    talk.waiting = alarm("家里着火了")
    await talk.say("人出来了", move="give")
    talk.waiting, talk.now = None, NOW + timedelta(days=2)
    assert "初审" in await talk.say("我的理赔到哪了", "check_claim", "ask", ["state"], "claim")
    assert "stands_by" not in talk.needs


async def test_records_are_looked_up_beside_an_emergency(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang", is_linked=True)
    talk.waiting = alarm("家里着火了")
    await talk.say("人出来了", move="give")
    assert "初审" in await talk.say("我住院那个到哪了", "check_claim", "ask", ["state"], "claim")


async def test_who_is_with_the_doctors_is_not_told_to_call_them(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang")
    talk.waiting = alarm("救命 我爱人晕倒了", "illness")
    said = await talk.say("救护车来了 到医院了", move="give")
    assert "听大夫的" in said
    assert not [one for one in CALLS if one in said]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("我家那口子能跟我一块上不", {"relation": "spouse"}),
        ("我妈能不能也加进来", {"relation": "parent"}),
    ],
)
async def test_who_asks_whether_somebody_may_join_is_not_condoled(
    claims: ClaimsDatabase, words: str, named: dict[str, str]
) -> None:
    talk = await open_talk(claims, "jiang_yan", is_linked=True)
    said = await talk.say(words, "ask_eligibility", "carry", ["who_may"], "cover", **named)
    assert "自己的单位" in said
    assert "不容易" not in said
    assert "12393" not in said


async def test_of_a_scalded_mother_in_law_nothing_is_written_and_so_nothing_refused(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "shen_yue", is_linked=True)
    said = await talk.say(
        "婆婆让开水烫了脚 也算吗",
        "ask_scope",
        "ask",
        ["covered"],
        "programme",
        relation="other",
        circumstance="kin",
    )
    assert "婆婆" in said
    assert "没写" in said
    assert "不在里头" not in said


async def test_one_of_the_family_asks_on_the_members_own_telephone(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "ren_hong", is_linked=True)
    said = await talk.say(
        "我姑娘那个救助批了没 拿她手机问的", "check_relief", "ask", ["state"], "relief", relation="child"
    )
    assert "评审委员会" in said
    assert "refusal" not in talk.needs
