"""A visit is moved in any words, to the day that is wanted; what is no move stays as it is."""

from datetime import date

import pytest

from tests.handlers.action_talk import ActionTalk
from tests.handlers.booking_talk import YES, book, booked, days, days_booked, spell, talk

__all__ = ["days", "talk"]


@pytest.mark.parametrize("intent", ["inform", "nlu_fallback", "update_profile", "deny"])
async def test_straight_after_booking_other_words_move_it(
    talk: ActionTalk, days: list[date], intent: str
) -> None:
    old = await book(talk, days[1])
    asked = await talk.say("改到下午", intent)
    assert "改到" in asked
    assert "下午，大兴区窗口，对吗" in asked
    assert [one.number for one in await booked(talk)] == [old.number]
    assert "改好了" in await talk.say(*YES)
    (one,) = await booked(talk)
    assert (one.starts_at.date(), one.starts_at.hour) == (days[1], 13)


async def test_a_visit_moved_to_another_day_keeps_its_half_and_its_window(
    talk: ActionTalk, days: list[date]
) -> None:
    await book(talk, days[1], "下午")
    await talk.say(f"改到{spell(days[3])}")
    await talk.say(*YES)
    (one,) = await booked(talk)
    assert (one.starts_at.date(), one.starts_at.hour) == (days[3], 13)


async def test_a_move_that_is_given_up_leaves_the_visit_and_says_so(
    talk: ActionTalk, days: list[date]
) -> None:
    old = await book(talk, days[1])
    await talk.say("改到下午")
    assert "没有改，还是" in await talk.say("算了", "cancel")
    assert [one.number for one in await booked(talk)] == [old.number]


async def test_moving_by_another_name_is_about_the_visit_and_not_about_the_telephone(
    talk: ActionTalk, days: list[date]
) -> None:
    await book(talk, days[1])
    answer = await talk.say("改期", "update_profile")
    assert "哪天去" in answer
    assert "手机号" not in answer


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("我要改手机号", "update_profile"),
        ("取消报名周末徒步", "join_activity"),
        ("办理赔要预约吗", "ask_process"),
    ],
)
async def test_other_changes_are_no_matter_of_visits(talk: ActionTalk, words: str, intent: str) -> None:
    assert "没有约好的预约" not in await talk.say(words, intent)


@pytest.mark.parametrize("said", ["把{}的预约改到{}上午", "{}的预约换成{}上午", "{}去不了，改到{}上午"])
async def test_a_visit_is_moved_from_its_day_to_the_other(
    talk: ActionTalk, days: list[date], said: str
) -> None:
    await book(talk, days[1])
    await book(talk, days[2], "下午")
    asked = await talk.say(said.format(spell(days[1]), spell(days[3])), "book_appointment")
    assert f"把{days[1].month}月{days[1].day}日" in asked
    assert "改好了" in await talk.say(*YES)
    assert await days_booked(talk) == [days[2], days[3]]


@pytest.mark.parametrize("said", ["把{}的改到{}上午", "{}我有事，换成{}上午"])
async def test_one_day_put_for_another_is_about_a_visit_whatever_was_said_before(
    talk: ActionTalk, days: list[date], said: str
) -> None:
    await book(talk, days[1])
    await talk.say("谢谢", "thank")
    await talk.say("我有哪些保障", "check_coverage")
    asked = await talk.say(said.format(spell(days[1]), spell(days[3])), "inform")
    assert f"把{days[1].month}月{days[1].day}日" in asked


@pytest.mark.parametrize(
    "words",
    [
        "唉{old}我值班 改{new}下午",
        "{old}家长会去不成 {new}下午吧",
        "换{new}下午 {old}上午开会",
        "{old}孩子打疫苗 {new}下午行不",
        "把{old}的改到{new}下午",
    ],
)
@pytest.mark.parametrize("is_booked", [False, True])
async def test_the_day_that_does_not_do_is_not_the_one_wanted(
    talk: ActionTalk, days: list[date], words: str, is_booked: bool
) -> None:
    old, new = days[1], days[2]
    if is_booked:
        await book(talk, old)
    else:
        await talk.say(f"{spell(old)}上午去", "book_appointment")
    said = words.format(old=spell(old), new=spell(new))
    asked = await talk.say(said, "book_appointment", move="correct", aspects=["change"], about="visit")
    assert f"{new.month}月{new.day}日" in asked.replace("把", "").partition("改到")[2] or not is_booked
    assert "下午，大兴区窗口" in asked
    await talk.say(*YES)
    assert [(one.starts_at.date(), one.starts_at.hour) for one in await booked(talk)] == [(new, 13)]


async def test_an_hour_that_cannot_be_booked_is_said_and_another_half_takes_its_place(
    talk: ActionTalk, days: list[date]
) -> None:
    asked = await talk.say(f"{spell(days[2])}下午三点去大兴窗口补病历", "book_appointment", district="大兴")
    assert "“三点”定不了" in asked
    assert "来意“补病历”" in asked
    assert "定不了" not in await talk.say("上午吧", "inform")
    assert "来意：补病历" in await talk.say(*YES)
