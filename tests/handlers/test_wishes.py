"""What a desk sees to: the wish for what was explained is taken down as that, and a question takes nothing down."""

import pytest

from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

EXPLAINED = {
    "further_assistance": ("二次帮扶是啥", "二次帮扶"),
    "startup_loan": ("小额贷款咋办", "小额贷款"),
    "hardship_registration": ("困难建档怎么弄", "困难职工建档"),
    "direct_enrolment": ("直投怎么参保", "直投"),
}
WISHES = ["登记", "帮我登记一下", "那就给我登记吧", "想办", "帮我登记，请同事联系我", "行那你帮我登个记呗"]


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody with no claim."""
    member = await find_demo_member(claims, "zheng_hao")
    assert member
    return ActionTalk(claims, member)


@pytest.mark.parametrize("code", EXPLAINED)
@pytest.mark.parametrize("words", WISHES)
async def test_the_wish_after_an_explanation_is_for_what_was_explained(
    talk: ActionTalk, code: str, words: str
) -> None:
    asked, name = EXPLAINED[code]
    await talk.say(asked, "ask_process", programme=code)
    assert f"记下了：您想办{name}" in await talk.say(words, "file_claim")
    assert talk.talk.task is None


@pytest.mark.parametrize("words", ["二次帮扶怎么登记", "登记要多久", "怎么帮我登记啊", "登记了能给多少钱"])
async def test_a_question_after_an_explanation_takes_nothing_down(talk: ActionTalk, words: str) -> None:
    await talk.say("二次帮扶是啥", "ask_overview", programme="further_assistance")
    assert "记下了" not in await talk.say(words, "ask_process")


async def test_the_wish_after_something_else_is_a_claim(talk: ActionTalk) -> None:
    await talk.say("二次帮扶是啥", "ask_overview", programme="further_assistance")
    await talk.say("意外险管什么", "ask_scope", programme="accident")
    await talk.say("帮我登记一下", "file_claim")
    assert talk.talk.task
    assert talk.talk.task.values["kind"] == "accident"


@pytest.mark.parametrize("words", ["帮我登记", "那给我报上吧", "行我要报这个"])
async def test_a_claim_after_an_explanation_is_of_the_kind_explained(talk: ActionTalk, words: str) -> None:
    await talk.say("疗休养受伤算不算", "ask_scope", programme="tailored_recuperation")
    assert "哪一类" not in await talk.say(words, "file_claim")
    assert talk.talk.task
    assert talk.talk.task.values["kind"] == "accident"


@pytest.mark.parametrize("words", ["和应急救助能一起弄不", "跟那个应急救助同时办行吗"])
async def test_whether_two_go_together_is_asked_of_the_one_spoken_of(talk: ActionTalk, words: str) -> None:
    await talk.say("困难建档怎么弄", "ask_process", programme="hardship_registration")
    said = await talk.say(words, "ask_difference", programme="relief_fund")
    assert "建档是长期的登记和帮扶" in said


@pytest.mark.parametrize(
    "words", ["登记好了吗", "办到哪一步了", "登上了没", "多久有信儿", "你记的啥", "我那个帮扶登记上了吗"]
)
async def test_whoever_asks_after_it_hears_that_it_is_there(talk: ActionTalk, words: str) -> None:
    await talk.say("我想申请二次帮扶，帮我登记", "file_claim", programme="further_assistance")
    assert "记着呢：您想办的是二次帮扶" in await talk.say(words, "check_claim")


async def test_what_is_told_afterwards_is_for_the_desk(talk: ActionTalk) -> None:
    await talk.say("我想申请小额贷款，帮我登记", "file_claim", programme="startup_loan")
    assert "同事都看得到" in await talk.say("我做面包的，在海淀，有 8 个人", "inform")


async def test_a_service_with_no_record_here_is_not_looked_up_as_a_claim(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "jiang_tao")
    assert member
    assert await access_claims(claims, member)
    talk = ActionTalk(claims, member)
    said = await talk.say("我的二次帮扶申请办到哪了", "check_claim", programme="further_assistance")
    assert "LP" not in said
    assert "看不到" in said


@pytest.mark.parametrize(
    "words",
    [
        "想让我们单位给大家上综合险",
        "让单位给我上个综合保障A类，帮我登记一下",
        "跟我们单位说说给我们参加综合的呗",
    ],
)
async def test_the_wish_that_the_unit_join_a_plan_goes_to_the_desk_of_enrolment(
    talk: ActionTalk, words: str
) -> None:
    assert "记下了：您想让单位参加综合险" in await talk.say(words, "file_claim", programme="comprehensive")


async def test_who_asks_whether_the_unit_may_join_hears_how(talk: ActionTalk) -> None:
    said = await talk.say("怎么让单位给我们上综合险", "ask_enrolment", programme="comprehensive")
    assert "记下了" not in said


@pytest.mark.parametrize("words", ["我想让工会来看看我，帮我登记", "帮我记一下，想让工会来慰问慰问"])
async def test_a_wish_for_a_visit_is_taken_down(talk: ActionTalk, words: str) -> None:
    assert "记下了：您想办送温暖" in await talk.say(words, "out_of_scope")
