"""After linking the conversation goes on by itself, and before it nothing is pressed on anybody."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody unknown yet."""
    member = await find_demo_member(claims, "wang_fang")
    assert member
    return ActionTalk(claims, member, is_linked=False)


async def test_where_nothing_waited_one_sentence_opens(talk: ActionTalk) -> None:
    said = await talk.link()
    assert said.startswith("王芳您好")
    assert len(said) < 60


async def test_a_question_that_got_a_general_answer_is_answered_from_the_record(talk: ActionTalk) -> None:
    await talk.say("批了咋还不打钱", "ask_payout_time", aspects=["why_slow"], about="payment")
    assert talk.needs == ["identity"]
    assert "正在初审" in await talk.link()


@pytest.mark.parametrize(
    ("words", "intent", "move"),
    [("为啥要核对", "ask_privacy", "why"), ("烦死了", "complain", ""), ("不想填", "deny", "refuse")],
)
async def test_the_question_waits_through_what_is_said_on_the_way(
    talk: ActionTalk, words: str, intent: str, move: str
) -> None:
    await talk.say("我那个审到哪了", "check_claim", aspects=["state"], about="claim")
    await talk.say(words, intent, move=move)
    assert "LP2026-0031187" in await talk.link()


async def test_who_would_not_link_gets_general_answers_and_is_not_pressed_again(talk: ActionTalk) -> None:
    await talk.say("我那个审到哪了", "check_claim", aspects=["state"], about="claim")
    await talk.say("不给身份证", "deny", move="refuse")
    await talk.say("那一般多久到", "ask_payout_time", aspects=["when"], about="programme")
    assert talk.needs == []


async def test_less_than_the_page_is_not_enough_and_other_ways_are_named(talk: ActionTalk) -> None:
    await talk.say("我那个审到哪了", "check_claim", aspects=["state"], about="claim")
    said = await talk.say(
        "我姓王 海淀的 够了吧", "inform", move="give", aspects=["substitute"], about="identity"
    )
    assert "不够" in said
    assert "单位工会" in said


async def test_the_question_which_notices_stop_comes_again(talk: ActionTalk) -> None:
    asked = await talk.say("老给我发 烦", "manage_notifications")
    assert "对不起" in asked
    assert "要停掉活动、宣传这类消息吗" in await talk.link()
    await talk.say("全停", "manage_notifications", move="stop")
    assert set(talk.needs) == {"stop_news", "stop_service"}


async def test_what_stopping_means_is_told_by_the_state_and_the_choice_is_taken_back(
    talk: ActionTalk,
) -> None:
    talk.is_linked = True
    await talk.say("别发了", "manage_notifications")
    said = await talk.say("那理赔的信儿还发不", "manage_notifications", aspects=["effect"], about="notices")
    assert "tell_notices" in talk.needs
    assert said.endswith("那还停吗？")
    await talk.say("都停", "manage_notifications", move="choose_all")
    assert set(talk.needs) == {"stop_news", "stop_service"}
    await talk.say("还是发吧", "manage_notifications", aspects=["undo"], about="notices")
    assert set(talk.needs) == {"want_news", "want_service"}


async def test_a_question_before_unlinking_is_answered_and_the_yes_asked_again(talk: ActionTalk) -> None:
    talk.is_linked = True
    await talk.say("解绑", "unbind_identity")
    said = await talk.say("解了我保险还在不", "unbind_identity", aspects=["effect"], about="identity")
    assert "保障、理赔、打款都不受影响" in said
    assert said.endswith("那还解除绑定吗？")
    assert talk.needs == []
    assert "没有解除" in await talk.say("哦那先留着", "deny", move="refuse")
    assert talk.needs == []


async def test_one_who_only_spoke_of_the_page_is_greeted_once_linked(talk: ActionTalk) -> None:
    await talk.say("怎么绑", "bind_identity")
    talk.is_linked = True
    assert (await talk.say("怎么绑", "bind_identity")).startswith("王芳您好")


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("只关活动的", {"stop_news"}),
        ("全停", {"stop_news", "stop_service"}),
        ("活动的先别停", set()),
        ("算了 不停了", set()),
    ],
)
async def test_asked_which_the_named_kind_is_the_choice(
    talk: ActionTalk, words: str, needs: set[str]
) -> None:
    talk.is_linked = True
    await talk.say("别发了", "manage_notifications")
    await talk.say(words, "manage_notifications")
    assert set(talk.needs) & {"stop_news", "stop_service"} == needs


async def test_the_question_that_comes_again_is_read_as_it_was(talk: ActionTalk) -> None:
    await talk.say("审到哪了", "check_claim", aspects=["state"], about="claim")
    talk.is_linked = True
    assert "正在初审" in await talk.say("审到哪了", "ask_process", aspects=["how"], about="programme")
