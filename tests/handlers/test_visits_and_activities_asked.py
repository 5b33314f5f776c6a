"""What is asked of one's visits and activities, by what was understood: the record answers, and the gaps are said."""

import pytest

from claims.access import access_activity_sign_ups, access_appointments
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def meet(claims: ClaimsDatabase, key: str, *, is_linked: bool = True) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member, is_linked=is_linked)


@pytest.fixture
async def visitor(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody with a visit in three days, at ten, at a place whose seats are not booked here."""
    return await meet(claims, "yan_rui")


@pytest.fixture
async def missed(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody who missed a visit, is in one activity and has left another."""
    return await meet(claims, "lei_dan")


async def booked(talk: ActionTalk) -> list[tuple[str, int]]:
    found = await access_appointments(talk.claims, talk.member)
    return [(one.place, one.starts_at.hour) for one in found if one.state == "booked"]


@pytest.mark.parametrize("aspect", ["time", "state", "where"])
async def test_the_visit_to_come_is_told_with_hour_place_and_matter(visitor: ActionTalk, aspect: str) -> None:
    said = await visitor.say("那次啥情况", "book_appointment", aspects=[aspect], about="visit")
    for words in ("3月21日（周六）上午10:00", "黄村镇工会服务站", "理赔材料交件"):
        assert words in said


async def test_what_to_bring_is_told_for_the_visit(visitor: ActionTalk) -> None:
    said = await visitor.say("去要拿啥", "ask_documents", aspects=["missing"], about="visit")
    assert "身份证和京卡" in said
    assert "3月21日" in said


async def test_a_visit_elsewhere_is_moved_to_the_own_districts_window_with_one_yes(
    visitor: ActionTalk,
) -> None:
    before = await booked(visitor)
    asked = await visitor.say("下周一后半天行吗", "book_appointment", aspects=["change"], about="visit")
    assert "把3月21日（周六）上午10:00的预约改到3月23日（周一）下午" in asked
    assert "黄村镇工会服务站的号我这里改不了" in asked
    assert await booked(visitor) == before
    assert "改好了" in await visitor.say("行", "affirm")
    assert await booked(visitor) == [("大兴区职工服务窗口（演示）", 13)]


async def test_a_move_turns_into_a_cancelling_that_is_asked_about(visitor: ActionTalk) -> None:
    await visitor.say("下周一下午行吗", "book_appointment", aspects=["change"], about="visit")
    before = await booked(visitor)
    assert "要取消3月21日" in await visitor.say("唉 那天去不了 取消吧", "cancel", move="stop")
    kept = await visitor.say("别取消了 叫我爱人去", "deny", move="refuse")
    assert "没有取消" in kept
    assert "3月21日（周六）上午10:00，黄村镇工会服务站" in kept
    assert await booked(visitor) == before


async def test_a_question_while_the_yes_is_open_is_answered_and_the_yes_asked_again(
    visitor: ActionTalk,
) -> None:
    await visitor.say("取消预约", "book_appointment")
    said = await visitor.say("那天几点来着", "book_appointment", aspects=["time"], about="visit")
    assert "10:00" in said
    assert said.endswith("那这次预约还取消吗？")
    assert "预约取消了" in await visitor.say("对", "affirm")


async def test_who_missed_one_hears_that_no_rule_is_known(missed: ActionTalk) -> None:
    said = await missed.say("上礼拜没去 拉黑不", "book_appointment", aspects=["effect"], about="visit")
    assert "下午3:00、中关村街道工会服务站那次（理赔咨询）没去" in said
    assert "没看到" in said
    assert "可以再约" in said


async def test_none_to_come_tells_what_became_of_the_last(missed: ActionTalk) -> None:
    said = await missed.say("我约的哪天", "book_appointment", aspects=["time"], about="visit")
    assert "没有约好的预约" in said
    assert "那次没去" in said


@pytest.mark.parametrize(
    ("district", "words"),
    [("东城", "没有东城区的窗口"), ("海淀", "海淀区职工服务窗口"), ("", "市职工互助保障服务窗口")],
)
async def test_windows_are_told_to_anybody(claims: ClaimsDatabase, district: str, words: str) -> None:
    talk = await meet(claims, "wu_min", is_linked=False)
    named = {"district": district} if district else {}
    said = await talk.say("哪儿能当面问", "ask_contact", aspects=["where"], about="visit", **named)
    assert words in said
    assert "没有准的" in said
    assert talk.needs == []


async def test_an_activity_that_is_full_is_told_before_it_is_known_who_asks(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "lei_dan", is_linked=False)
    said = await talk.say("孩子做实验的还能报吗", "join_activity", aspects=["state"], about="activity")
    assert "2 个名额都报满了" in said
    assert talk.needs == ["identity"]
    talk.is_linked = True
    assert "您已经报上了" in await talk.say("好了", "bind_identity")


async def test_what_nobody_wrote_down_is_said_to_be_so(missed: ActionTalk) -> None:
    said = await missed.say("科学那个几岁能去", "join_activity", aspects=["who_may"], about="activity")
    assert "没有写" in said
    assert "单位工会" in said


async def test_a_yes_after_signing_up_does_nothing_twice(missed: ActionTalk) -> None:
    asked = await missed.say("读书会还能加进去不", "join_activity", aspects=["state"], about="activity")
    assert "还能报" in asked
    assert "截止" in asked
    assert "报上名了" in await missed.say("嗯报", "affirm", move="agree")
    again = await missed.say("嗯报", "affirm", move="agree")
    assert "不用再报" in again
    signed = await access_activity_sign_ups(missed.claims, missed.member)
    assert sorted(one.title for one in signed if one.state == "signed_up") == [
        "职工子女科学小实验",
        "读书分享会",
    ]


async def test_one_that_is_over_is_said_to_be(visitor: ActionTalk) -> None:
    said = await visitor.say("健步走那个还能去不", "join_activity", aspects=["state"], about="activity")
    assert "“秋季健步走”2月26日已经办过了，您去了" in said
    assert "周末徒步" in said


async def test_an_activity_named_in_a_rules_question_is_found_by_its_title(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "lei_dan", is_linked=False)
    said = await talk.say("那个做实验的还能报吗", "ask_eligibility", aspects=["who_may"], about="programme")
    assert "都报满了" in said
    said = await talk.say("职工都能报吗", "ask_eligibility", aspects=["who_may"], about="programme")
    assert "实验" not in said


async def test_where_to_ask_in_person_is_told_without_a_programme(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "lei_dan", is_linked=False)
    said = await talk.say("去哪儿当面问 几点开", "ask_contact", aspects=["where"], about="programme")
    assert "单位工会的经办人" in said
    assert "海淀" in said
    assert "12351" in said


async def test_given_up_and_wanted_again_is_one_and_the_same(missed: ActionTalk) -> None:
    await missed.say("科学那个我不去了", "join_activity", aspects=["undo"], about="activity")
    asked = await missed.say("等等 退了还能再报不", "join_activity", aspects=["effect"], about="activity")
    assert "想去还能再报" in asked
    assert asked.endswith("报名，还取消吗？")
    assert "给您取消了" in await missed.say("对", "affirm", move="agree")
    again = await missed.say("还能报回来不", "join_activity", about="activity")
    assert "“职工子女科学小实验”还能报" in again
    assert "报上名了" in await missed.say("报", "affirm", move="agree")


async def test_an_activity_that_sounds_like_a_visit_is_found_by_its_title(visitor: ActionTalk) -> None:
    await visitor.say("我约的哪天", "book_appointment", aspects=["time"], about="visit")
    said = await visitor.say("徒步我不去了", "join_activity", aspects=["undo"], about="visit")
    assert "要取消“周末徒步”的报名吗" in said


@pytest.mark.parametrize("said", ["我要预约 去市里那个窗口", "预约西城区窗口"])
async def test_a_wish_to_book_at_a_window_books(missed: ActionTalk, said: str) -> None:
    await missed.say(said, "book_appointment", aspects=["where"], about="visit")
    assert missed.talk.task
    assert missed.talk.task.task == "visit"


async def test_all_of_ones_own_are_told_after_one_of_them(missed: ActionTalk) -> None:
    await missed.say("读书会还有位子没", "join_activity", aspects=["more"], about="activity")
    said = await missed.say("我都报了啥", "join_activity", aspects=["overview"], about="activity")
    assert "您报了 1 个活动" in said


async def test_one_that_was_given_up_is_told_so(missed: ActionTalk) -> None:
    asked = await missed.say("读书会我报上没", "join_activity", aspects=["state"], about="activity")
    assert "您报过，后来取消了" in asked


@pytest.mark.parametrize("said", ["报名职工子女科学小实验", "我要报名职工子女科学小实验"])
async def test_a_title_that_names_who_it_is_for_asks_nothing(claims: ClaimsDatabase, said: str) -> None:
    talk = await meet(claims, "jin_xin")
    assert "排上队" in await talk.say(said, "join_activity", aspects=["who_may"], about="activity")


async def test_whether_a_child_may_come_signs_nobody_up(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "jin_xin")
    said = "孩子7岁能报名职工子女科学小实验吗"
    assert "没有写" in await talk.say(said, "join_activity", aspects=["who_may"], about="activity")
    signed = await access_activity_sign_ups(talk.claims, talk.member)
    assert not any(one.title == "职工子女科学小实验" for one in signed if one.state != "cancelled")


@pytest.mark.parametrize("aspects", [[], ["how"]])
async def test_who_asks_how_to_sign_up_is_told_to_tap_one(visitor: ActionTalk, aspects: list[str]) -> None:
    said = await visitor.say("活动怎么报名", "join_activity", "ask", aspects=aspects)
    assert "想去哪个就点一下" in said
    assert any(one.startswith("报名") for one in visitor.choices)


async def test_an_activity_that_is_given_up_in_the_same_breath_is_told_and_asked_for(
    visitor: ActionTalk,
) -> None:
    said = await visitor.say("徒步是几号 我不去了 取消", "join_activity", aspects=["time"], about="activity")
    assert "某森林公园南门" in said
    assert "要取消“周末徒步”的报名吗" in said
    assert "给您取消了" in await visitor.say("对", "affirm", move="agree")
