"""A word that belongs to an activity acts on no visit that is being arranged, nor the other way round."""

import pytest

from claims.access import access_activity_sign_ups, access_appointments
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

OF_ACTIVITY = {"about": "activity"}


async def meet(claims: ClaimsDatabase, key: str, *, is_linked: bool = True) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member, is_linked=is_linked)


async def booked(talk: ActionTalk) -> list[str]:
    found = await access_appointments(talk.claims, talk.member)
    return [f"{one.starts_at:%m-%d %H}" for one in found if one.state == "booked"]


async def joined(talk: ActionTalk) -> set[str]:
    found = await access_activity_sign_ups(talk.claims, talk.member)
    return {one.title for one in found if one.state in ("signed_up", "waiting") and one.starts_at > talk.now}


async def test_one_given_up_while_a_visit_is_moved_leaves_the_visit_alone(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "yan_rui")
    before = await booked(talk)
    await talk.say("下周一后半天行吗", "book_appointment", aspects=["change"], about="visit")
    asked = await talk.say("徒步的我去不了了", "join_activity", **OF_ACTIVITY)
    assert "要取消“周末徒步”的报名吗" in asked
    assert "预约" not in asked
    said = await talk.say("对", "affirm", move="agree")
    assert "“周末徒步”给您取消了" in said
    assert said.endswith("对吗？回“对”才改。")
    assert await joined(talk) == {"职工子女科学小实验"}
    assert await booked(talk) == before
    assert "改好了" in await talk.say("对", "affirm", move="agree")


@pytest.mark.parametrize("words", ["报", "给我报上", "登记吧", "那就报名"])
async def test_a_wish_for_an_activity_books_no_visit(claims: ClaimsDatabase, words: str) -> None:
    talk = await meet(claims, "lei_dan")
    await talk.say("下周一上午去窗口", "book_appointment")
    asked = await talk.say("读书会我退过 还进得去不", "join_activity", aspects=["effect"])
    assert "还能报" in asked
    assert "要给您报名吗" in asked
    said = await talk.say(words, "affirm", move="agree")
    assert "“读书分享会”报上名了" in said
    assert "上午，海淀区窗口，对吗" in said
    assert await booked(talk) == []
    assert "读书分享会" in await joined(talk)


async def test_after_an_activity_was_only_asked_about_a_bare_wish_is_its(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "lei_dan")
    await talk.say("下周一上午去窗口", "book_appointment")
    said = await talk.say("读书会几点来着", "join_activity", aspects=["time"], about="activity")
    assert "19:00" in said
    assert "对吗" in said
    assert "报上名了" in await talk.say("报", "affirm", move="agree")
    assert await booked(talk) == []


async def test_no_leaves_the_activity_and_the_visit_goes_on(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "yan_rui")
    await talk.say("下周一后半天行吗", "book_appointment", aspects=["change"], about="visit")
    await talk.say("徒步的我去不了了", "join_activity", **OF_ACTIVITY)
    said = await talk.say("算了 还是去吧", "deny", move="refuse")
    assert "没有取消" in said
    assert "对吗" in said
    assert "周末徒步" in await joined(talk)


@pytest.mark.parametrize(
    ("words", "intent"), [("给我报上", "file_claim"), ("登记一下", "affirm"), ("报名", "join_activity")]
)
async def test_somebody_unknown_hears_for_which_and_is_put_down_once_known(
    claims: ClaimsDatabase, words: str, intent: str
) -> None:
    talk = await meet(claims, "wu_min", is_linked=False)
    await talk.say("实验那个哪天", "join_activity", aspects=["when"], about="activity")
    said = await talk.say(words, intent, move="agree", about="claim")
    assert "“职工子女科学小实验”" in said
    assert "名额满了" in said
    assert talk.needs == ["identity"]
    talk.is_linked = True
    assert "排第" in await talk.say("弄好了", "bind_identity")
    assert await joined(talk) == {"职工子女科学小实验"}


async def test_a_bare_word_gives_up_the_activity_that_is_spoken_of(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "yan_rui")
    before = await booked(talk)
    await talk.say("实验那个哪天", "join_activity", aspects=["when"], about="activity")
    assert "要取消“职工子女科学小实验”的报名吗" in await talk.say("取消吧", "cancel")
    await talk.say("对", "affirm", move="agree")
    assert await joined(talk) == {"周末徒步"}
    assert await booked(talk) == before


async def test_a_seat_is_taken_where_it_was_wished_for_on_condition(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "yan_rui")
    said = await talk.say("读书会有空位吗 有就给我报上", "join_activity", aspects=["more"], about="activity")
    assert "报上名了" in said
    assert "读书分享会" in await joined(talk)


async def test_a_colleagues_seat_is_theirs_to_take(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "lei_dan")
    said = await talk.say(
        "班上大姐也想带娃去实验那个 还有名额吗", "join_activity", aspects=["more"], about="activity"
    )
    assert "名额满了" in said
    assert "自己的微信" in said
    assert "您自己的报上了" in said


async def test_how_to_sign_up_is_told_with_what_nobody_wrote_down(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "wu_min", is_linked=False)
    said = await talk.say("读书那个咋报 花钱不", "ask_process", aspects=["how", "amount"], about="programme")
    for words in ("还能报", "要不要钱", "说“报名读书分享会”", "核对一下身份"):
        assert words in said


async def test_ones_own_are_shown_with_those_that_are_over(claims: ClaimsDatabase) -> None:
    talk = await meet(claims, "yan_rui")
    said = await talk.say("我都报了啥活动", "join_activity", aspects=["overview"], about="activity")
    for words in ("周末徒步", "职工子女科学小实验", "以前参加过：秋季健步走"):
        assert words in said


@pytest.mark.parametrize("words", ["算了不跑了 有电话没", "先不约了 电话是多少"])
async def test_what_is_asked_beside_the_stop_is_answered(claims: ClaimsDatabase, words: str) -> None:
    talk = await meet(claims, "wang_fang")
    await talk.say("下周一上午去窗口", "book_appointment")
    said = await talk.say(words, "ask_contact", aspects=["who"])
    assert "这次没约" in said
    assert "12351" in said
    assert await booked(talk) == []


async def test_an_activity_named_beside_a_visit_is_the_one_given_up(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "yan_rui")
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("周四的预约还在吧", "book_appointment", move="ask", aspects=["state"], about="visit")
    heard = {
        "text": "我徒步是哪天来着 天冷不去了 取消",
        "intent": {"name": "book_appointment"},
        "intents": ["join_activity", "book_appointment"],
        "aspect_ranking": [{"name": "time", "confidence": 0.9}, {"name": "undo", "confidence": 0.85}],
        "about_ranking": [{"name": "visit", "confidence": 0.98}],
        "move_ranking": [{"name": "carry", "confidence": 0.88}],
        "parts": [],
    }
    said = await talk.send(heard)
    assert "周末徒步" in said
    assert "照旧" not in said
    await talk.say("对", "affirm", move="agree")
    booked = [one for one in await access_appointments(claims, member) if one.state == "booked"]
    assert booked
