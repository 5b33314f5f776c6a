"""While a person is awaited: the truth of it, what is added, the wish taken back, and plain answers all the same."""

from datetime import timedelta

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk
from vocabulary.awaited import AwaitedPerson
from vocabulary.expects import Move
from vocabulary.tickets import TicketReason

SINCE = NOW - timedelta(minutes=5)
REQUESTED = TicketReason.REQUESTED


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """A member who asked for a person five minutes ago."""
    member = await find_demo_member(claims, "feng_xue")
    assert member
    return ActionTalk(claims, member, waiting=AwaitedPerson(SINCE, REQUESTED, ahead=2))


@pytest.mark.parametrize(
    ("words", "intent", "move"),
    [
        ("不用转了", "cancel", None),
        ("算了 不用人工了", "deny", None),
        ("嗨 找着单子了 没事了", "cancel", Move.WITHDRAW),
        ("不等了 我明天自己跑一趟", "cancel", Move.WITHDRAW),
    ],
)
async def test_the_wish_is_taken_back_and_that_is_said(
    talk: ActionTalk, words: str, intent: str, move: Move | None
) -> None:
    assert "撤回了" in await talk.say(words, intent, move=move or "")
    assert talk.needs == ["withdraw_person"]


@pytest.mark.parametrize("reason", [TicketReason.RELIEF_URGENT, TicketReason.IDENTITY_LOCKED])
async def test_need_of_today_stays_with_staff(talk: ActionTalk, reason: TicketReason) -> None:
    talk.waiting = AwaitedPerson(SINCE, reason)
    assert "没有撤" in await talk.say("不用转了", "cancel")
    assert talk.needs == []


async def test_in_danger_nothing_of_it_is_said(talk: ActionTalk) -> None:
    talk.waiting = AwaitedPerson(SINCE, TicketReason.CRISIS)
    await talk.say("不用转了", "cancel")
    assert talk.needs == []


async def test_with_nobody_awaited_nothing_is_taken_back(talk: ActionTalk) -> None:
    talk.waiting = None
    await talk.say("不用转了", "cancel")
    assert talk.needs == []


@pytest.mark.parametrize(
    "words",
    [
        "明天几点能回我",
        "多久能回我",
        "人呢",
        "前面还有几个人",
        "来了没",
        "几点上班",
        "还得等多久",
        "现在就没人啊",
    ],
)
async def test_out_of_hours_it_is_said_when_the_desk_opens_and_that_words_may_be_left(
    talk: ActionTalk, words: str
) -> None:
    talk.waiting = AwaitedPerson(SINCE, REQUESTED, is_open=False, opening="明天（周四）9:00")
    said = await talk.say(words, "ask_contact")
    assert "没有同事在班上" in said
    assert "明天（周四）9:00" in said
    assert "留下" in said


async def test_the_hours_are_said_where_they_are_asked_and_known(talk: ActionTalk) -> None:
    week = "周一到周五 09:00到17:30"
    talk.waiting = AwaitedPerson(SINCE, REQUESTED, is_open=False, opening="明天（周四）9:00", hours=week)
    assert week in await talk.say("你们几点上班", "ask_contact")


@pytest.mark.parametrize(
    ("waiting", "truth", "untruth"),
    [
        (AwaitedPerson(SINCE, REQUESTED, is_being_read=True), "已经打开", "没有人打开"),
        (AwaitedPerson(SINCE, REQUESTED, is_somebody_there=True), "在班上", "已经打开"),
        (AwaitedPerson(SINCE, REQUESTED), "还没有人打开", "在班上"),
        (AwaitedPerson(SINCE, REQUESTED, is_open=False), "没有写", "9:00"),
    ],
)
async def test_only_what_is_true_at_that_moment_is_said(
    talk: ActionTalk, waiting: AwaitedPerson, truth: str, untruth: str
) -> None:
    talk.waiting = waiting
    said = await talk.say("多久能回我", "ask_contact")
    assert truth in said
    assert untruth not in said


async def test_who_asks_for_a_person_again_hears_how_it_stands_never_in_the_same_words(
    talk: ActionTalk,
) -> None:
    said = [await talk.say("转人工", "request_human") for _ in range(3)]
    assert len(set(said)) == 3
    assert all("前面还有 2 位" in one for one in said)
    assert talk.people == []


async def test_a_review_that_waits_is_no_person_asked_for(talk: ActionTalk) -> None:
    talk.waiting = AwaitedPerson(SINCE, TicketReason.DISPUTE, "理赔 LP2026-0031343")
    await talk.say("转人工", "request_human")
    assert [one["reason"] for one in talk.people] == ["requested"]


@pytest.mark.parametrize(
    ("words", "move"),
    [
        ("再补充一句 发票是复印件", Move.FOR_PERSON),
        ("我是做面包的，在海淀，8个人，想贷二十万", None),
        ("我的号码13800001111", None),
    ],
)
async def test_what_is_added_is_taken_for_the_colleague(
    talk: ActionTalk, words: str, move: Move | None
) -> None:
    assert "给同事记下了" in await talk.say(words, "inform", move=move or "")
    again = await talk.say(words, "inform", move=move or "")
    assert "记下了" in again
    assert "还有要补充的" not in again


async def test_a_plain_question_is_answered_as_ever(talk: ActionTalk) -> None:
    assert "理赔" in await talk.say("我的理赔到哪一步了", "check_claim")
    assert "记下了" not in await talk.say("重大疾病给多少", "ask_benefit", programme="critical_illness")


async def test_whoever_asks_whether_the_wish_was_taken_down_hears_that_it_was(talk: ActionTalk) -> None:
    talk.waiting = AwaitedPerson(SINCE, TicketReason.INTEREST, "想办创业小额贷款")
    assert "登记上了" in await talk.say("登记好了吗", "nlu_fallback")


async def test_anger_while_waiting_opens_nothing_more_and_is_answered_in_new_words(talk: ActionTalk) -> None:
    said = [await talk.say("什么破玩意", "complain") for _ in range(3)]
    assert len(set(said)) == 3
    assert talk.people == []


async def test_within_a_form_only_the_wish_for_a_person_ends(talk: ActionTalk) -> None:
    await talk.say("我要报案，前天骑车摔了，脚踝骨折", "file_claim", event="accident")
    assert talk.talk.task
    said = await talk.say("不用转了", "cancel")
    assert "撤回了" in said
    assert talk.needs == ["withdraw_person"]
    assert talk.talk.task


async def test_the_wait_of_a_record_that_is_spoken_of_is_the_records(talk: ActionTalk) -> None:
    talk.waiting = AwaitedPerson(SINCE, TicketReason.INTEREST, "想办创业小额贷款")
    await talk.say("这个呢", "check_claim", claim_number="LP2026-0031343")
    assert "排在最前面" not in await talk.say("能催一下不", "nlu_fallback")


async def test_what_is_told_right_after_asking_is_read_back_and_begins_nothing(talk: ActionTalk) -> None:
    talk.waiting = None
    await talk.say("转人工", "request_human")
    talk.waiting = AwaitedPerson(SINCE, REQUESTED)
    said = await talk.say("我手机尾号2210 下午再打", "inform", move=Move.GIVE)
    assert "记下了：“我手机尾号2210 下午再打”" in said
    assert talk.needs == []


async def test_what_is_told_beside_a_question_is_noted_before_its_answer(talk: ActionTalk) -> None:
    said = await talk.say(
        "尾号2210 晚上打 问女工特疾等待期", "ask_enrolment", programme="womens_specified_disease"
    )
    assert said.startswith("给同事记下了：“尾号2210 晚上打")
    assert "等待期" in said.splitlines()[1]


async def test_a_complaint_is_told_once_and_no_days_are_promised(talk: ActionTalk) -> None:
    talk.waiting = None
    await talk.say("我要投诉 打电话的骂人", "complain")
    talk.waiting = AwaitedPerson(SINCE, TicketReason.COMPLAINT)
    said = await talk.say("前天下午打的 没说姓啥", "inform", move=Move.ASK, date="前天下午")
    assert "记下了：“前天下午打的 没说姓啥”" in said
    assert "哪天" not in said
    said = await talk.say("写上我要他道歉 几天给答复", "ask_contact")
    assert said.count("记下了") == 1
    assert "没有定好的天数" in said
