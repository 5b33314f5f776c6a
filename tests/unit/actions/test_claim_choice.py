"""Which of several claims is meant: a place, a number, what it was; what fits several is asked again among those."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.unit.actions.action_talk import ActionTalk

PIPE, CANCER, CASH, INPATIENT = "LP2026-0031356", "LP2026-0031343", "LP2026-0031330", "LP2026-0031317"
"""Those of 冯雪 that are not closed, as they are listed."""


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """A member of several claims who asked after them."""
    member = await find_demo_member(claims, "feng_xue")
    assert member
    talk = ActionTalk(claims, member)
    asked = await talk.say("我的理赔到哪一步了", "check_claim")
    assert "您有 4 笔理赔，想看哪一笔？" in asked
    return talk


async def test_all_that_are_open_are_offered_with_their_stage(talk: ActionTalk) -> None:
    assert talk.choices == [PIPE, CANCER, CASH, INPATIENT]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("第二个", CANCER),
        ("2", CANCER),
        ("看第三笔吧", CASH),
        ("最后那个", INPATIENT),
        ("最近的", PIPE),
        ("水管那个", PIPE),
        ("大病那笔", CANCER),
        ("住院津贴", CASH),
        ("1317", INPATIENT),
    ],
)
async def test_words_that_choose_one_show_it_alone(talk: ActionTalk, said: str, number: str) -> None:
    shown = await talk.say(said)
    assert [one for one in (PIPE, CANCER, CASH, INPATIENT) if one in shown] == [number]
    assert talk.talk.asked is None


async def test_a_number_in_full_is_shown(talk: ActionTalk) -> None:
    assert CASH in await talk.say(CASH, claim_number=CASH)


async def test_words_that_fit_several_are_asked_about_among_those(talk: ActionTalk) -> None:
    assert "您有 3 笔理赔" in await talk.say("甲状腺")
    assert talk.choices == [CANCER, CASH, INPATIENT]
    assert CASH in await talk.say("第二个")


@pytest.mark.parametrize("said", ["第六个", "那个红的", "嗯"])
async def test_words_that_choose_none_are_asked_again(talk: ActionTalk, said: str) -> None:
    assert "您有 4 笔理赔" in await talk.say(said)
    assert talk.choices == [PIPE, CANCER, CASH, INPATIENT]


async def test_somebody_elses_number_shows_nothing(talk: ActionTalk) -> None:
    shown = await talk.say("LP2026-0031187", claim_number="LP2026-0031187")
    assert "您名下没有找到 LP2026-0031187" in shown
    assert talk.talk.asked is None
