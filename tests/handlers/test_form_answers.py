"""What a form understands of an answer: days, places and stories, and what it asks about instead."""

from datetime import date

import pytest

from actions.tasks.relief import TASK as RELIEF
from tests.handlers.form_talk import FormTalk, at_the_day, at_the_place, at_the_sum


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
    ("said", "place"),
    [
        ("朝阳医院", "朝阳医院"),
        ("10月9号在朝阳医院住的", "朝阳医院"),
        ("崴了脚 去的宣武医院", "宣武医院"),
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


def test_relief_takes_about_when_and_does_not_make_a_day_of_it() -> None:
    talk = FormTalk("relief")
    talk.open("我得了肺癌，花了三万", "apply_relief", illness="肺癌")
    assert talk.draft.asked == "happened_on"
    assert "哪个月" in talk.say("记不清")
    talk.say("上个月吧")
    assert talk.know("happened_on") == "2026-10-01/2026-10-31"
    assert "10月1日–10月31日之间，具体哪天待核对" in next(
        one.say(talk.know("happened_on")) for one in RELIEF.fields if one.name == "happened_on"
    )


def test_a_form_kept_before_there_were_closer_questions_goes_on() -> None:
    from actions.talk.drafts import read_draft

    draft = read_draft({"task": "filing", "values": {"amount": 8500}, "asked": None, "misses": 0})
    assert draft
    assert draft.within("date_of_loss") is None


def test_a_day_to_come_in_december_may_lie_in_january() -> None:
    talk = FormTalk("visit", today=date(2026, 12, 24))
    talk.open("我要预约", "book_appointment")
    talk.say("大兴", district="大兴")
    talk.say("1月4号")
    assert talk.know("day") == "2027-01-04"


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
