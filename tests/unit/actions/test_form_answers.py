"""What a form understands of an answer: days, sums, places and stories, and what it asks about instead."""

from datetime import date
from typing import Any

import pytest

from actions.tasks.filing import TASK as FILING
from actions.tasks.relief import TASK as RELIEF
from actions.tasks.sum_answers import UNKNOWN, lower_end
from actions.tasks.telling import say_what_is_loose
from tests.unit.actions.form_talk import FormTalk


def at_the_day() -> FormTalk:
    talk = FormTalk("filing")
    talk.open("我要报案，骑车摔了，脚踝骨折", event="fall", illness="骨折")
    assert talk.draft.asked == "date_of_loss"
    return talk


def at_the_place() -> FormTalk:
    talk = at_the_day()
    talk.say("10月9号")
    assert talk.draft.asked == "place"
    return talk


def at_the_sum() -> FormTalk:
    talk = at_the_place()
    talk.say("朝阳医院")
    assert talk.draft.asked == "amount"
    return talk


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("农历八月十五", "2026-09-25"),
        ("廿九号", "2026-11-29"),
        ("20261009", "2026-10-09"),
        ("10-9", "2026-10-09"),
        ("26.10.9", "2026-10-09"),
        ("31号", "2026-10-31"),
        ("15", "2026-11-15"),
        ("大前天", "2026-11-27"),
        ("国庆第二天摔的", "2026-10-02"),
        ("去年中秋", "2025-10-06"),
        ("周五晚上", "2026-11-27"),
        ("腊月廿三", "2026-02-10"),
        ("今年，10月9号那天", "2026-10-09"),
    ],
)
def test_a_day_is_taken(said: str, day: str) -> None:
    talk = at_the_day()
    talk.say(said)
    assert talk.know("date_of_loss") == day


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("10月份", "是10月的哪一天？记不清就说大概几号。"),
        ("去年三月", "是2025年3月的哪一天？记不清就说大概几号。"),
        ("上个月中旬", "是10月11日到10月20日之间的哪一天？"),
        ("上上周末", "是周六（11月21日）还是周日（11月22日）？"),
        ("一个半月前", "是10月5日到10月25日之间的哪一天？"),
        ("去年", "2025年1月1日到2025年12月31日之间，大概是几月几号？"),
        ("去年腊月", "是1月19日到2月16日之间的哪一天？"),
        ("前两天", "是11月27日到11月29日之间的哪一天？"),
        ("半年前", "大概是几月几号？"),
    ],
)
def test_a_span_is_asked_about_and_never_silently_its_first_day(said: str, asked: str) -> None:
    talk = at_the_day()
    assert asked in talk.say(said)
    assert talk.know("date_of_loss") is None


@pytest.mark.parametrize(
    "opening", ["我要报案，上个月骑车摔了，脚踝骨折", "我要报案，十月份骑车摔了，脚踝骨折"]
)
def test_a_span_that_was_told_at_first_is_not_asked_anew_as_a_whole(opening: str) -> None:
    talk = FormTalk("filing")
    assert "是10月的哪一天" in talk.open(opening, event="fall", illness="骨折")
    talk.say("15号")
    assert talk.know("date_of_loss") == "2026-10-15"


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        (["10月份", "15号"], "2026-10-15"),
        (["10月份", "大概20号吧"], "2026-10-20"),
        (["10月份", "中旬"], "2026-10-11/2026-10-20"),
        (["10月份", "记不清了"], "2026-10-01/2026-10-31"),
        (["记不清", "10月份", "记不清"], "2026-10-01/2026-10-31"),
        (["去年", "三月", "9号"], "2025-03-09"),
        (["去年", "三月", "不记得"], "2025-03-01/2025-03-31"),
        (["上上周末", "周六"], "2026-11-21"),
        (["10月份", "不对，是9月8号"], "2026-09-08"),
    ],
)
def test_step_by_step_to_the_day(answers: list[str], known: str) -> None:
    talk = at_the_day()
    for said in answers:
        talk.say(said)
    assert talk.know("date_of_loss") == known


def test_not_remembering_is_no_day_and_asks_for_the_month() -> None:
    talk = at_the_day()
    assert "大概是哪个月" in talk.say("记不清")
    assert talk.know("date_of_loss") is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2月30号", "2月没有30号"),
        ("6月31日", "6月没有31号"),
        ("明天", "还没到"),
        ("下周三", "还没到"),
        ("12月3日", "还没到"),
        ("2001年3月5日", "太早"),
        ("八月十五", "是公历8月15日，还是农历的（公历9月25日）"),
    ],
)
def test_a_day_that_cannot_be_is_named(said: str, told: str) -> None:
    talk = at_the_day()
    assert told in talk.say(said)
    assert talk.know("date_of_loss") is None


def test_a_corrected_day_that_is_a_span_is_asked_about() -> None:
    talk = at_the_sum()
    assert "是9月的哪一天" in talk.say("不对，是9月份")
    talk.say("8号")
    assert talk.know("date_of_loss") == "2026-09-08"


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
    ("said", "place"),
    [
        ("朝阳医院", "朝阳医院"),
        ("10月9号在朝阳医院住的", "朝阳医院"),
        ("前天送到积水潭医院的", "积水潭医院"),
        ("在家里", "家里"),
        ("11月23号在工地摔的", "工地"),
        ("就在单位门口", "单位门口"),
        ("花了三千，在村卫生室", "村卫生室"),
    ],
)
def test_a_place_is_kept_without_the_words_around_it(said: str, place: str) -> None:
    talk = at_the_place()
    talk.say(said)
    assert talk.know("place") == place


@pytest.mark.parametrize("said", ["11月23号住的", "11月23号", "花了三千二", "8500元", "-500"])
def test_a_day_or_a_sum_is_no_place(said: str) -> None:
    talk = at_the_place()
    talk.say(said)
    assert talk.know("place") is None
    assert talk.draft.asked == "place"


def test_what_answers_another_question_is_taken_for_that_one() -> None:
    talk = at_the_place()
    assert "记下了" in talk.say("花了三千二")
    assert talk.know("amount") == 3200
    assert "改好了，日期" in talk.say("11月23号住的")
    assert talk.know("date_of_loss") == "2026-11-23"


@pytest.mark.parametrize("said", ["脑梗", "骨折", "摔了", "下楼踩空，脚踝骨折"])
def test_two_signs_are_a_story(said: str) -> None:
    talk = FormTalk("filing")
    talk.open("我要报案", programme="accident")
    assert talk.draft.asked == "told"
    talk.say(said)
    assert talk.know("told") == said


@pytest.mark.parametrize("said", ["前天", "积水潭医院", "8500元", "没有", "好的", "嗯嗯", "10月9号"])
def test_a_day_a_hospital_or_a_nod_is_no_story(said: str) -> None:
    talk = FormTalk("filing")
    talk.open("我要报案", programme="accident")
    talk.say(said)
    assert talk.know("told") is None


def at_the_money() -> FormTalk:
    talk = FormTalk("relief")
    talk.open("家里昨天着火了，什么都没了", "apply_relief", event="fire")
    assert talk.draft.asked == "self_paid"
    return talk


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


def test_relief_does_not_make_the_first_of_the_month_of_not_remembering() -> None:
    talk = FormTalk("relief")
    talk.open("我得了肺癌，花了三万", "apply_relief", illness="肺癌")
    assert talk.draft.asked == "happened_on"
    assert "哪个月" in talk.say("记不清")
    assert "是10月的哪一天" in talk.say("上个月吧")
    talk.say("说不好")
    assert talk.know("happened_on") == "2026-10-01/2026-10-31"
    assert "10月1日–10月31日之间，具体哪天待核对" in next(
        one.say(talk.know("happened_on")) for one in RELIEF.fields if one.name == "happened_on"
    )


def test_a_form_kept_before_there_were_closer_questions_goes_on() -> None:
    from actions.tasks.fields import read_draft

    draft = read_draft({"task": "filing", "values": {"amount": 8500}, "asked": None, "misses": 0})
    assert draft
    assert draft.within("date_of_loss") is None


def test_a_day_to_come_in_december_may_lie_in_january() -> None:
    talk = FormTalk("visit", today=date(2026, 12, 24))
    talk.open("我要预约", "book_appointment")
    talk.say("大兴", district="大兴")
    talk.say("1月4号")
    assert talk.know("day") == "2027-01-04"


def test_a_deposit_that_is_still_to_be_paid_is_no_answer_to_what_was_paid() -> None:
    talk = at_the_money()
    talk.say("ICU 里一天要交八千押金")
    assert talk.know("self_paid") is None
    assert talk.draft.asked == "self_paid"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("不是3号，是5号", "2026-11-05"),
        ("9月3号，不对，9月5号", "2026-09-05"),
        ("9月3号说错了 是9月5号", "2026-09-05"),
        ("是9月5号，不是9月3号", "2026-09-05"),
        ("去年的事，大概9月3号", "2025-09-03"),
        ("上个月，28号吧", "2026-10-28"),
        ("上周，周三", "2026-11-25"),
        ("9月3号住院，10月1号出院", "2026-09-03"),
    ],
)
def test_of_several_days_the_one_that_holds(said: str, day: str) -> None:
    talk = at_the_day()
    talk.say(said)
    assert talk.know("date_of_loss") == day


@pytest.mark.parametrize("said", ["9月3号还是4号", "9月3号或者9月4号", "上周二或者周三", "九月十几号"])
def test_a_choice_of_days_is_asked_about(said: str) -> None:
    talk = at_the_day()
    assert "之间的哪一天" in talk.say(said)
    assert talk.know("date_of_loss") is None


@pytest.mark.parametrize("said", ["下周三", "后天", "明年三月", "今年12月3号", "下个月3号"])
def test_a_day_that_is_named_as_one_to_come_is_refused(said: str) -> None:
    talk = at_the_day()
    assert "这个日子还没到" in talk.say(said)


def test_not_knowing_whether_it_was_last_year_makes_no_day_of_it() -> None:
    talk = at_the_day()
    talk.say("12月3号")
    assert "几月" in talk.say("记不清了")
    assert talk.know("date_of_loss") is None


@pytest.mark.parametrize("agreed", ["去年", "是去年的", "对，去年", "去年12月3号", "对"])
def test_a_day_still_to_come_was_perhaps_last_years(agreed: str) -> None:
    talk = at_the_day()
    assert "去年的12月3日" in talk.say("12月3号")
    assert talk.know("date_of_loss") is None
    talk.say(agreed)
    assert talk.know("date_of_loss") == "2025-12-03"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("周三不行，周四吧", "2026-12-03"),
        ("不是周三，是周四", "2026-12-03"),
        ("周三没空周五可以", "2026-12-04"),
        ("下周吧，周三", "2026-12-09"),
        ("过三天", "2026-12-03"),
        ("元旦后", None),
        ("过几天", None),
        ("周四周五都行", None),
        ("明天或者后天", None),
        ("除了周三都行", None),
    ],
)
def test_a_day_to_come_among_several(said: str, day: str | None) -> None:
    talk = FormTalk("visit")
    talk.open("我要预约大兴的窗口", intent="book_appointment", district="大兴")
    assert talk.draft.asked == "day"
    talk.say(said)
    assert talk.know("day") == day


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
        ("医保报了三万", None, None),
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
    ("said", "day"),
    [
        ("不是3号，是5号", "2025-09-05"),
        ("不对，5号", "2025-09-05"),
        ("说错了，应该是9月5号", "2025-09-05"),
        ("不对，是今年10月5号", "2026-10-05"),
        ("不是去年，是今年9月3号", "2026-09-03"),
    ],
)
def test_a_day_corrected_by_its_number_stays_in_its_month(said: str, day: str) -> None:
    talk = at_the_day()
    talk.say("去年9月3号")
    assert "改好了，日期" in talk.say(said)
    assert talk.know("date_of_loss") == day


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
