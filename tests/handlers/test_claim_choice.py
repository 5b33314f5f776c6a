"""Which of several claims is meant: a place, a number, what it was; what fits several is asked again among those."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

PIPE, CANCER, CASH, INPATIENT = "LP2026-0031356", "LP2026-0031343", "LP2026-0031330", "LP2026-0031317"
QUARTER = "LP2025-0031304"
ALL = [PIPE, CANCER, CASH, INPATIENT, QUARTER]
"""Those of 冯雪, as they are listed: what is closed comes last."""


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """A member of several claims who asked after them."""
    member = await find_demo_member(claims, "feng_xue")
    assert member
    talk = ActionTalk(claims, member)
    asked = await talk.say("我的理赔到哪一步了", "check_claim")
    assert "您有 5 笔理赔，3 笔在办，想看哪一笔？" in asked
    return talk


async def test_all_are_offered_with_their_stage_and_counted_truly(talk: ActionTalk) -> None:
    assert talk.choices == ALL


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("第二个", CANCER),
        ("2", CANCER),
        ("②", CANCER),
        ("看第三笔吧", CASH),
        ("三", CASH),
        ("最后那个", QUARTER),
        ("倒数第二个", INPATIENT),
        ("最上面那个", PIPE),
        ("最近的", PIPE),
        ("早的那个", QUARTER),
        ("水管那个", PIPE),
        ("地板泡了的那笔", PIPE),
        ("大病那笔", CANCER),
        ("癌症确诊那个", CANCER),
        ("1317", INPATIENT),
        ("尾号330的", CASH),
        ("末四位是 1343", CANCER),
        ("200块那个", CASH),
        ("九百六十八那个", INPATIENT),
        ("要补材料的那个", CANCER),
        ("打了款的", INPATIENT),
        ("批了还没打的那笔", CASH),
        ("3月交的那个", PIPE),
        ("去年的", QUARTER),
        ("二次报销", QUARTER),
        ("癌的那个", CANCER),
        ("一千不到那个", INPATIENT),
    ],
)
async def test_words_that_choose_one_show_it_alone(talk: ActionTalk, said: str, number: str) -> None:
    shown = await talk.say(said)
    assert [one for one in ALL if one in shown] == [number]
    assert talk.talk.asked is None


async def test_a_plan_that_is_named_chooses(talk: ActionTalk) -> None:
    assert CASH in await talk.say("住院津贴", programme="hospital_cash")


async def test_a_number_in_full_is_shown(talk: ActionTalk) -> None:
    assert CASH in await talk.say(CASH, claim_number=CASH)


async def test_words_that_fit_several_are_asked_about_among_those(talk: ActionTalk) -> None:
    assert "对得上的有 3 笔" in await talk.say("甲状腺")
    assert talk.choices == [CANCER, CASH, INPATIENT]
    assert CASH in await talk.say("第二个")


@pytest.mark.parametrize("said", ["第六个", "⑨", "尾号999的", "第8笔"])
async def test_what_is_not_in_the_list_is_said_with_the_list(talk: ActionTalk, said: str) -> None:
    again = await talk.say(said)
    assert "只有 5 笔" in again
    assert talk.choices == ALL


@pytest.mark.parametrize("said", ["那个红的", "嗯"])
async def test_words_that_choose_none_are_asked_again_in_other_words(talk: ActionTalk, said: str) -> None:
    again = await talk.say(said)
    assert "没对上是哪一笔" in again
    assert "您有 5 笔" not in again
    assert talk.choices == ALL


@pytest.mark.parametrize("said", ["都说说吧", "全部列出来", "挨个讲讲", "都看看", "每个都说一下"])
async def test_all_are_said_in_a_short_line_each(talk: ActionTalk, said: str) -> None:
    listed = await talk.say(said)
    assert [place for place in range(1, 6) if f"\n{place}. " in listed] == [1, 2, 3, 4, 5]
    assert "在等您补病理报告" in listed
    assert talk.talk.asked is None


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("第二个呢", CANCER),
        ("③", CASH),
        ("尾号317的呢", INPATIENT),
        ("那水管那个呢", PIPE),
        ("再说说打了款的那笔", INPATIENT),
    ],
)
async def test_the_list_stays_on_offer_after_one_was_shown(talk: ActionTalk, said: str, number: str) -> None:
    await talk.say("最后那个")
    await talk.say("谢谢", "thank")
    assert number in await talk.say(said, "nlu_fallback")


async def test_what_is_left_is_what_was_not_spoken_of(talk: ActionTalk) -> None:
    for place in ("第一个", "第二个", "第三个", "最后一个"):
        await talk.say(place)
    assert INPATIENT in await talk.say("剩下那个呢")


async def test_more_than_one_that_is_left_is_asked_about(talk: ActionTalk) -> None:
    await talk.say("第一个")
    await talk.say("第二个")
    assert "对得上的有 3 笔" in await talk.say("剩下的呢")
    assert talk.choices == [CASH, INPATIENT, QUARTER]


async def test_a_wish_for_something_else_is_no_choice(talk: ActionTalk) -> None:
    answer = await talk.say("我要报案，摔跤那个", "file_claim", event="fall")
    assert not any(one in answer for one in ALL)


async def test_who_would_rather_not_choose_is_left_in_peace(talk: ActionTalk) -> None:
    assert "先不看了" in await talk.say("算了不看了", "cancel")
    assert talk.talk.asked is None


async def test_somebody_elses_number_shows_nothing(talk: ActionTalk) -> None:
    shown = await talk.say("LP2026-0031187", claim_number="LP2026-0031187")
    assert "您名下没有找到 LP2026-0031187" in shown
    assert talk.talk.asked is None


async def test_which_was_not_looked_at_is_asked_in_other_words_too(talk: ActionTalk) -> None:
    await talk.say("第一个")
    assert "对得上的有 4 笔" in await talk.say("还剩哪个没看", "check_claim")
    assert talk.choices == ALL[1:]
