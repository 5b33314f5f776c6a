"""Visits by chat: nothing is booked, moved or cancelled without a yes, and the newest words count."""

from datetime import date, timedelta

import pytest

from claims.changes import find_free_slots
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk
from tests.handlers.booking_talk import YES, book, booked, days, days_booked, spell, talk
from vocabulary.working_days import is_working_day

__all__ = ["days", "talk"]


def first(days: list[date], *, working: bool) -> date:
    return next(day for day in days if is_working_day(day) is working)


async def test_a_visit_is_read_back_and_booked_only_after_a_yes(talk: ActionTalk, days: list[date]) -> None:
    asked = await talk.say(f"预约{spell(days[1])}上午去大兴", "book_appointment", district="大兴")
    assert f"{days[1].month}月{days[1].day}日" in asked
    assert "上午，大兴区窗口，对吗" in asked
    assert await booked(talk) == []
    assert "约好了" in await talk.say(*YES)
    assert [one.starts_at.date() for one in await booked(talk)] == [days[1]]


@pytest.mark.parametrize("said", ["先不约了", "算了"])
async def test_without_the_yes_nothing_is_booked(talk: ActionTalk, days: list[date], said: str) -> None:
    await talk.say(f"预约{spell(days[1])}上午去大兴", "book_appointment", district="大兴")
    assert "这次没约" in await talk.say(said, "cancel")
    assert await booked(talk) == []


async def test_the_newest_words_win(talk: ActionTalk, days: list[date]) -> None:
    await talk.say("我要预约", "book_appointment")
    await talk.say("改到下午")
    asked = await talk.say(f"约{spell(days[1])}上午去大兴窗口", "book_appointment", district="大兴")
    assert "上午，大兴区窗口，对吗" in asked
    assert "下午，大兴区窗口，对吗" in await talk.say("还是下午吧")
    assert f"{days[2].month}月{days[2].day}日" in await talk.say(f"改到{spell(days[2])}")
    await talk.say(*YES)
    (one,) = await booked(talk)
    assert (one.starts_at.date(), one.starts_at.hour) == (days[2], 13)


@pytest.mark.parametrize("words", ["对", "取消", "对，取消", "是的", "好，取消吧"])
async def test_cancelling_needs_a_yes(talk: ActionTalk, days: list[date], words: str) -> None:
    old = await book(talk, days[1])
    asked = await talk.say("取消预约", "cancel")
    assert "要取消" in asked
    assert old.place in asked
    assert len(await booked(talk)) == 1
    assert "取消了" in await talk.say(words, "cancel" if "取消" in words else "affirm")
    assert await booked(talk) == []


async def test_the_button_for_yes_cancels_later_too(talk: ActionTalk, days: list[date]) -> None:
    await book(talk, days[1])
    await talk.say("取消预约", "book_appointment")
    tapped = talk.choices[0]
    await talk.say("你好", "greet")
    assert "取消了" in await talk.say(tapped, "cancel")
    assert await booked(talk) == []
    assert "没有约好" in await talk.say(tapped, "cancel")


@pytest.mark.parametrize(
    ("words", "intent"), [("不取消，留着", "deny"), ("不", "deny"), ("别取消", "cancel")]
)
async def test_a_no_keeps_the_visit(talk: ActionTalk, days: list[date], words: str, intent: str) -> None:
    await book(talk, days[1])
    await talk.say("取消预约", "book_appointment")
    assert "留着" in await talk.say(words, intent)
    assert len(await booked(talk)) == 1


async def test_a_yes_to_something_else_cancels_nothing(talk: ActionTalk, days: list[date]) -> None:
    await book(talk, days[1])
    await talk.say("取消预约", "book_appointment")
    await talk.say("你好", "greet")
    await talk.say(*YES)
    assert len(await booked(talk)) == 1


@pytest.mark.parametrize("form", ["visit", "filing"])
async def test_cancelling_inside_a_form_is_about_the_visit(
    talk: ActionTalk, days: list[date], form: str
) -> None:
    await book(talk, days[1])
    if form == "visit":
        await talk.say("我要预约", "book_appointment")
    else:
        await talk.say("我要报案", "file_claim")
    assert "要取消" in await talk.say("取消预约", "cancel")
    assert len(await booked(talk)) == 1
    assert "取消了" in await talk.say(*YES)
    assert await booked(talk) == []


@pytest.mark.parametrize("words", ["我的预约", "我还有预约吗", "查一下预约", "我约的是哪天", "有没有预约"])
async def test_the_visit_is_shown_in_the_middle_of_a_form_which_goes_on(
    talk: ActionTalk, days: list[date], words: str
) -> None:
    old = await book(talk, days[1])
    await talk.say("我要报案", "file_claim")
    shown = await talk.say(words, "check_claim")
    assert old.number in shown
    assert "您要报的是哪一类" in shown


@pytest.mark.parametrize(
    "words", ["我还有预约吗", "我的预约", "改期", "预约改到周四", "取消预约", "我想改约"]
)
@pytest.mark.parametrize("intent", ["book_appointment", "update_profile", "nlu_fallback"])
async def test_without_a_visit_it_is_said_and_one_is_offered_and_nothing_begins(
    talk: ActionTalk, words: str, intent: str
) -> None:
    answer = await talk.say(words, intent)
    assert "没有约好" in answer
    assert talk.choices == ["我要预约"]
    assert talk.talk.task is None


async def test_why_a_day_cannot_be_had_is_said_truly_and_others_are_offered(talk: ActionTalk) -> None:
    ahead = [NOW.date() + timedelta(days=step) for step in range(1, 40)]
    closed, far = first(ahead, working=False), first(ahead[20:], working=True)
    await talk.say("我要预约", "book_appointment")
    await talk.say("大兴", "inform", district="大兴")
    refused = await talk.say(spell(closed))
    assert "窗口不开" in refused
    assert "约满" not in refused
    assert "只能约往后 14 天" in await talk.say(spell(far))
    assert len(talk.choices) == 5
    assert "对吗" in await talk.say(talk.choices[1], "book_appointment", district="大兴")
    assert "约好了" in await talk.say(*YES)


async def test_a_half_day_that_is_full_is_said_to_be_full(talk: ActionTalk) -> None:
    slots = [slot for slot in await find_free_slots(talk.claims, NOW.date()) if slot.district == "通州"]
    wanted = slots[0]
    for key in (
        "wang_fang",
        "li_qiang",
        "zhang_wei",
        "chen_jing",
        "zhao_lei",
        "liu_yang",
        "sun_li",
        "feng_xue",
    ):
        member = await find_demo_member(talk.claims, key)
        if member:
            other = ActionTalk(talk.claims, member)
            half = "上午" if wanted.half == "morning" else "下午"
            asked = await other.say(
                f"预约{spell(wanted.day)}{half}去通州", "book_appointment", district="通州"
            )
            if "约满" not in asked:
                await other.say(*YES)
    asked = await talk.say(f"预约{spell(wanted.day)}{half}去通州", "book_appointment", district="通州")
    assert "约满" in asked
    assert "对吗" in asked
    assert await booked(talk) == []
    assert "约好了" in await talk.say("好", "affirm")
    (one,) = await booked(talk)
    assert (one.starts_at.date(), one.starts_at.hour < 12) != (wanted.day, wanted.half == "morning")


@pytest.mark.parametrize("said", ["好", "行"])
async def test_a_yes_to_an_open_question_is_not_called_unreadable(talk: ActionTalk, said: str) -> None:
    await talk.say("我要预约", "book_appointment")
    await talk.say("大兴", "inform", district="大兴")
    again = await talk.say(said, "affirm")
    assert "没看明白" not in again
    assert "哪天" in again


async def test_a_district_without_a_window_is_said_to_have_none(talk: ActionTalk) -> None:
    said = await talk.say("我要预约东城", "book_appointment", district="东城")
    assert "没有东城区的窗口" in said
    assert "西城" in said
    asked = await talk.say("那就市里那个 越早越好", "inform")
    assert "西城区窗口，对吗" in asked
    assert "约好了" in await talk.say("好", "affirm")
    assert [one.place for one in await booked(talk)] == ["市职工互助保障服务窗口（演示）"]


async def test_what_the_visit_is_for_is_kept_and_any_time_is_proposed(talk: ActionTalk) -> None:
    await talk.say("我要预约", "book_appointment")
    await talk.say("大兴", "inform", district="大兴")
    asked = await talk.say("就打听打听重疾的钱 哪天都行", "inform", move="give")
    assert "来意“就打听打听重疾的钱”" in asked
    assert "对吗" in asked
    await talk.say(*YES)
    assert [one.service for one in await booked(talk)] == ["就打听打听重疾的钱"]


async def test_a_span_is_asked_about(talk: ActionTalk, days: list[date]) -> None:
    await talk.say("我要预约", "book_appointment")
    await talk.say("大兴", "inform", district="大兴")
    assert "哪一天去" in await talk.say("下周")


@pytest.mark.parametrize(
    "said",
    ["我不去了", "来不了了", "我临时有事去不了", "取消", "那天没空去", "不能去了", "取消吧，去不成了"],
)
async def test_what_was_just_booked_is_given_up_in_plain_words_after_a_yes(
    talk: ActionTalk, days: list[date], said: str
) -> None:
    await book(talk, days[1])
    assert "要取消" in await talk.say(said, "cancel")
    assert len(await booked(talk)) == 1
    assert "取消了" in await talk.say(*YES)
    assert await booked(talk) == []


@pytest.mark.parametrize("said", ["不用了，谢谢", "不取消", "好，不要了别的"])
async def test_wanting_nothing_more_gives_up_no_visit(talk: ActionTalk, days: list[date], said: str) -> None:
    await book(talk, days[1])
    assert "要取消" not in await talk.say(said, "deny")
    assert len(await booked(talk)) == 1


@pytest.mark.parametrize("wish", ["取消{}的", "取消{}的预约", "{}那次我去不了了"])
async def test_one_of_several_visits_is_named_by_its_day(
    talk: ActionTalk, days: list[date], wish: str
) -> None:
    await book(talk, days[1])
    await book(talk, days[2], "下午")
    await talk.say("我的预约", "book_appointment")
    assert "要取消" in await talk.say(wish.format(spell(days[1])), "cancel")
    await talk.say(*YES)
    assert await days_booked(talk) == [days[2]]


async def test_which_of_several_is_answered_by_its_day(talk: ActionTalk, days: list[date]) -> None:
    await book(talk, days[1])
    await book(talk, days[2], "下午")
    assert "取消哪一次" in await talk.say("取消预约", "cancel")
    assert "要取消" in await talk.say(f"{spell(days[1])}的", "inform")
    await talk.say(*YES)
    assert await days_booked(talk) == [days[2]]


async def test_one_of_several_visits_is_named_by_its_place(talk: ActionTalk, days: list[date]) -> None:
    await book(talk, days[1])
    await talk.say(f"预约{spell(days[2])}上午去通州", "book_appointment", district="通州")
    await talk.say(*YES)
    assert "要取消" in await talk.say("取消大兴的预约", "cancel", district="大兴")
    await talk.say(*YES)
    assert await days_booked(talk) == [days[2]]


@pytest.mark.parametrize(
    "said", ["出院日期9月3号写错了，改成9月5号", "把9月3号改成9月5号", "住院9月3号换成9月5号"]
)
async def test_a_day_of_ones_papers_is_no_visits(talk: ActionTalk, said: str) -> None:
    assert "预约" not in await talk.say(said, "check_claim")


@pytest.mark.parametrize("said", ["离单位近的就行", "就近吧"])
async def test_the_nearest_window_is_that_of_the_units_district(talk: ActionTalk, said: str) -> None:
    await talk.say("我要预约西城的", "book_appointment", district="西城")
    await talk.say(said)
    assert "大兴区窗口，对吗" in await talk.say("哪天都行")


async def test_the_units_district_is_not_asked_for(talk: ActionTalk) -> None:
    asked = await talk.say("想去当面问问", "book_appointment")
    assert "您单位所在的大兴区窗口" in asked
    assert "哪天去" in asked
    assert "西城区窗口，对吗" in await talk.say("去西城 哪天都行", district="西城")


async def test_what_to_bring_is_told_before_the_yes(talk: ActionTalk, days: list[date]) -> None:
    await talk.say(f"预约{spell(days[1])}上午去大兴", "book_appointment", district="大兴")
    said = await talk.say("去要带啥", "ask_documents", aspects=["missing"], about="programme")
    assert "身份证和京卡" in said
    assert "对吗" in said


async def test_day_and_half_alone_are_enough_and_a_yes_with_the_place_books(
    talk: ActionTalk, days: list[date]
) -> None:
    asked = await talk.say(f"{spell(days[1])}后半天想去当面问", "book_appointment")
    assert "下午，大兴区窗口，对吗" in asked
    assert "就约上" in asked
    assert "约好了" in await talk.say("对 大兴的", "affirm", move="give", district="大兴")
    assert [one.starts_at.date() for one in await booked(talk)] == [days[1]]


async def test_after_one_that_was_not_booked_there_is_nothing_to_cancel(
    talk: ActionTalk, days: list[date]
) -> None:
    await talk.say(f"{spell(days[1])}上午去", "book_appointment")
    assert "没约" in await talk.say("算了 不去了", "cancel", move="stop")
    said = await talk.say("取消吧", "cancel", move="carry", aspects=["undo"])
    assert "没有约" in said
    assert "不用取消" in said
