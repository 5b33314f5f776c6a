"""Whoever lost somebody is helped on where they are no member, the unit does not help, or there is nothing to live on."""

import pytest

from claims.database import ClaimsDatabase
from claims.values import MemberId
from tests.handlers.action_talk import ActionTalk


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody nobody knows, who told that her husband died."""
    talk = ActionTalk(claims, MemberId(0), is_linked=False)
    told = await talk.say(
        "我爱人上个月走了，他是会员", "inform", move="give", relation="spouse", event="death"
    )
    assert "节哀" in told
    return talk


@pytest.mark.parametrize(
    ("words", "intent", "move"),
    [
        ("我不是会员", "deny", "refuse"),
        ("我自己没入会", "ask_enrolment", "ask"),
        ("可我没有入工会", "inform", "give"),
    ],
)
async def test_who_is_no_member_may_speak_for_the_dead(
    talk: ActionTalk, words: str, intent: str, move: str
) -> None:
    said = await talk.say(words, intent, move=move)
    assert "关系证明" in said
    assert "不弄这个" not in said


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("单位说不管，让我自己来", "ask_labour_rights"),
        ("公司推来推去的", "complain"),
        ("厂里不认这个", "inform"),
    ],
)
async def test_where_the_unit_does_not_help_there_are_others(
    talk: ActionTalk, words: str, intent: str
) -> None:
    said = await talk.say(words, intent, move="ask")
    assert "区总工会" in said
    assert "欠薪" not in said


async def test_who_has_nothing_to_live_on_hears_of_help(talk: ActionTalk) -> None:
    said = await talk.say("我一个人带孩子，饭都快吃不上了", "apply_relief", move="feeling")
    assert "建档" in said


async def test_condolence_is_said_once_and_answers_follow(talk: ActionTalk) -> None:
    for words, faq in (("多久之内要报", "death_deadline"), ("要带什么", "death_papers")):
        said = await talk.say(words, "ask_deadline", faq=faq)
        assert "证明" in said
        assert "节哀" not in said


async def test_where_a_record_is_asked_for_condolence_comes_first(claims: ClaimsDatabase) -> None:
    talk = ActionTalk(claims, MemberId(0), is_linked=False)
    said = await talk.say("我爱人上周没了 看看他有啥保障", "check_coverage", relation="spouse", event="death")
    assert said.startswith("请您节哀")
