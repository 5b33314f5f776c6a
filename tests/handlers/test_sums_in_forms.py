"""What a form understands of a sum: how much, how surely, and whose money it was."""

from typing import Any

import pytest

from actions.tasks.fields import UNKNOWN
from actions.tasks.filing import TASK as FILING
from actions.tasks.sum_answers import lower_end
from actions.tasks.telling import say_what_is_loose
from tests.handlers.form_talk import FormTalk, at_the_money, at_the_sum


@pytest.mark.parametrize(
    ("said", "known", "shown"),
    [
        ("8500", 8500, "花费：8,500 元"),
        ("2千3", 2300, "花费：2,300 元"),
        ("壹万贰仟叁佰元整", 12300, "花费：12,300 元"),
        ("八千五百六十二块三毛", 8562.3, "花费：8,562.30 元"),
        ("两万左右", [20000, 20000], "花费：大约 20,000 元"),
        ("没少花，大概三四千", [3000, 4000], "花费：大约 3,000–4,000 元，先按 3,000 元记"),
        ("5000-6000", [5000, 6000], "花费：大约 5,000–6,000 元，先按 5,000 元记"),
        ("十来万", [100000, 100000], "花费：大约 100,000 元"),
        ("没花钱", 0, "花费：0 元"),
        ("零", 0, "花费：0 元"),
        ("不清楚", UNKNOWN, "花费：不清楚，先空着"),
        ("记不清了，还没结账", UNKNOWN, "花费：不清楚，先空着"),
        ("没算，大概五千", [5000, 5000], "花费：大约 5,000 元"),
    ],
)
def test_a_sum_is_kept_as_it_was_meant_and_said_back_so(said: str, known: Any, shown: str) -> None:
    talk = at_the_sum()
    assert shown in talk.say(said)
    assert talk.know("amount") == known


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("-500", "不能是负数"),
        ("负五百", "不能是负数"),
        ("几万", "“几万”有点宽"),
        ("一千万", "太大了"),
        ("12351", "没看明白"),
        ("没少花", "没看明白"),
        ("三楼", "没看明白"),
    ],
)
def test_a_sum_that_cannot_be_kept_is_asked_again(said: str, told: str) -> None:
    talk = at_the_sum()
    assert told in talk.say(said)
    assert talk.know("amount") is None


def test_a_hospital_is_no_sum() -> None:
    talk = at_the_sum()
    assert "改好了，医院或地点：海淀医院" in talk.say("海淀医院")
    assert talk.draft.asked == "amount"


@pytest.mark.parametrize(
    ("value", "lower"),
    [(8500, "8500"), (8562.3, "8562.3"), ([3000, 4000], "3000"), (0, "0"), (UNKNOWN, "None")],
)
def test_what_is_stored_of_a_sum(value: Any, lower: str) -> None:
    assert str(lower_end(value)) == lower


def test_whoever_reads_the_case_learns_what_was_only_said_about() -> None:
    values = {
        "date_of_loss": "2026-10-11/2026-10-20",
        "amount": [3000, 4000],
        "told": "摔了",
        "place": "家里",
    }
    said = say_what_is_loose(FILING.fields, values)
    assert "10月11日–10月20日之间" in said
    assert "3,000–4,000 元" in said
    assert say_what_is_loose(FILING.fields, {"date_of_loss": "2026-10-11", "amount": 3000}) == ""


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("没有", 0),
        ("一分都没给", 0),
        ("没人赔", 0),
        ("不清楚", UNKNOWN),
        ("保险给了三千", 3000),
        ("大概两三千", [2000, 3000]),
    ],
)
def test_what_others_gave(said: str, known: Any) -> None:
    talk = at_the_money()
    talk.say("十二万左右")
    assert talk.know("self_paid") == [120000, 120000]
    talk.say(said)
    assert talk.know("compensation") == known


def test_the_two_sums_of_one_message_keep_their_roles() -> None:
    talk = at_the_money()
    talk.say("自己花了3万，保险赔了8千")
    assert (talk.know("self_paid"), talk.know("compensation")) == (30000, 8000)


def test_a_deposit_that_is_still_to_be_paid_is_no_answer_to_what_was_paid() -> None:
    talk = at_the_money()
    talk.say("ICU 里一天要交八千押金")
    assert talk.know("self_paid") is None
    assert talk.draft.asked == "self_paid"


@pytest.mark.parametrize(
    ("said", "own", "given"),
    [
        ("医保报了三万，自己掏了两万", 20000, 30000),
        ("自己掏了两万，医保报了三万", 20000, 30000),
        ("一共花了五万，医保报了三万", 20000, 30000),
        ("总共八万，报了五万，剩三万自己出的", 30000, 50000),
        ("三万是医保报的，两万是自己的", 20000, 30000),
        ("自费部分一万二，统筹支付三万四", 12000, 34000),
        ("报完自费8千", 8000, None),
        ("花了三万，借了两万", 30000, None),
        ("自己花了三万，水滴筹筹了一万，医保还没报", 30000, 10000),
        ("医保报了三万", None, 30000),
        ("住院两万，门诊三千", None, None),
    ],
)
def test_what_others_paid_is_never_taken_for_ones_own(said: str, own: Any, given: Any) -> None:
    talk = FormTalk("relief")
    talk.open("我妈查出胃癌，住院了", "apply_relief", illness="胃癌", relation="parent")
    talk.say("10月9号")
    assert talk.draft.asked == "self_paid"
    talk.say(said)
    assert (talk.know("self_paid"), talk.know("compensation")) == (own, given)


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("医保报了三万，保险没赔", 30000),
        ("医保报了三万，单位给了五千", 35000),
        ("医保3万 保险2万", 50000),
        ("什么都没给", 0),
        ("暂时没有", 0),
        ("目前还没报销", 0),
        ("说不上来", UNKNOWN),
        ("没细算", UNKNOWN),
        ("不太清楚", UNKNOWN),
    ],
)
def test_what_several_others_gave_is_added_up(said: str, given: Any) -> None:
    talk = at_the_money()
    talk.say("自己掏了两万")
    talk.say(said)
    assert talk.know("compensation") == given


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("两万，不对，三万", 30000),
        ("不是两万，是三万", 30000),
        ("两万写错了，是三万", 30000),
        ("是三万，不是两万", 30000),
        ("三 万 五", 35000),
        ("3 万 5", 35000),
        ("8 000", 8000),
        ("30 000", 30000),
        ("3点5万", 35000),
        ("三点五", None),
        ("8000 - 10000", [8000, 10000]),
        ("一万多一点", [10000, 10000]),
        ("住院两万，门诊三千，一共两万三", 23000),
        ("医保报了三万，自己掏了两万", 50000),
        ("住院两万，门诊三千", None),
        ("先交五千后来又交三千", None),
        ("医保报了三万", None),
        ("—5000", None),
    ],
)
def test_of_several_sums_the_one_that_was_asked_for(said: str, amount: Any) -> None:
    talk = at_the_sum()
    talk.say(said)
    assert talk.know("amount") == amount


@pytest.mark.parametrize(
    ("told", "own", "given"),
    [
        ("我妈住院花了五万，医保报了三万，自己掏了两万，想申请救助", 20000, 30000),
        ("我妈住院一共花了五万医保报了三万", 20000, 30000),
        ("家里着火损失十二万，保险赔了三万", 120000, 30000),
        ("医保报完自己还花了六万", 60000, None),
    ],
)
def test_a_story_tells_ones_own_part_from_what_others_paid(told: str, own: int, given: int | None) -> None:
    talk = FormTalk("relief")
    talk.open(told, "apply_relief", illness="病", relation="parent")
    assert (talk.know("self_paid"), talk.know("compensation")) == (own, given)


@pytest.mark.parametrize("said", ["押金八万，已经交了两万", "五万押金，先交了一万", "押金要三万，垫了八千"])
def test_what_was_paid_of_a_deposit_is_no_cost(said: str) -> None:
    talk = at_the_sum()
    talk.say(said)
    assert talk.know("amount") in (None, UNKNOWN)


def test_what_was_paid_beside_a_deposit_is_the_cost() -> None:
    talk = at_the_sum()
    talk.say("押金一万，花了六千")
    assert talk.know("amount") == 6000
