"""What a message names: by the longest word, by its sound, by its form; and where."""

import pytest

from nlu.components.entities import EntityFinder

FINDER = EntityFinder(
    {
        "programme": {
            "relief_fund": ["应急救助", "温暖基金"],
            "relief_medical": ["医疗救助"],
            "womens_specified_disease": ["女工险", "女职工特疾"],
            "comprehensive": ["综合险"],
            "comprehensive_a": ["A类"],
            "direct_enrolment": ["直投"],
        },
        "event": {"fire": ["着火"], "hospital_stay": ["住院"]},
        "illness": {"乳腺癌": ["乳腺癌"], "骨折": ["骨折"]},
        "relation": {"spouse": ["老公"], "parent": ["父亲"]},
        "nothing": {"nothing": ["一直投"]},
    }
)


def found(text: str) -> list[tuple[str, str | int | float]]:
    return [(entity.type, entity.value) for entity in FINDER.find(text)]


def find_one(text: str, entity: str) -> list[str | int | float]:
    return [value for name, value in found(text) if name == entity]


def test_each_value_stands_once_and_in_the_order_of_the_words() -> None:
    assert found("着火了，女工险管吗，着火") == [("event", "fire"), ("programme", "womens_specified_disease")]


def test_positions_are_those_of_the_message() -> None:
    entity = FINDER.find("我的女工险呢")[0]
    assert (entity.start, entity.end) == (2, 5)


@pytest.mark.parametrize("text", ["Ａ类呢", "a 类呢", "A类"])
def test_width_case_and_blanks_make_no_difference(text: str) -> None:
    assert found(text) == [("programme", "comprehensive_a")]


def test_traditional_characters_are_read_and_quoted_as_they_are() -> None:
    assert find_one("應急救助", "programme") == ["relief_fund"]
    assert find_one("我得了乳腺癌", "illness") == ["乳腺癌"]


def test_a_name_heard_wrongly_is_found_by_its_sound() -> None:
    assert find_one("硬及就住咋申请", "programme") == ["relief_fund"]


def test_a_word_inside_a_longer_one_is_not_meant() -> None:
    assert found("我要一直投诉") == []


def test_where_a_part_is_named_the_whole_is_not_meant_besides() -> None:
    assert find_one("温暖基金医疗救助", "programme") == ["relief_medical"]
    assert find_one("综合险A类", "programme") == ["comprehensive_a"]


@pytest.mark.parametrize(
    "typed",
    [
        "LP2026-0031187",
        "lp2026 0031187",
        "LP20260031187",
        "编号LP2026—0031187吗",
        "二零二六杠零零三一一八七",
        "LP二〇二六零零三幺幺八七",
        "2026-0031187",
    ],
)
def test_claim_numbers_as_printed_typed_and_spoken(typed: str) -> None:
    assert found(typed) == [("claim_number", "LP2026-0031187")]


@pytest.mark.parametrize("typed", ["LP2026-003118", "XLP2026-0031187", "LP2026-00311878", "电话13800000000"])
def test_what_only_looks_like_a_number_is_none(typed: str) -> None:
    assert find_one(typed, "claim_number") == []


def test_relief_numbers() -> None:
    assert found("JZ2026-00456咋样了") == [("relief_number", "JZ2026-00456")]
    assert found("JZ2026-910000咋样了") == [("relief_number", "JZ2026-910000")]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("花了八千五", 8500),
        ("一共一万三千五", 13500),
        ("住院3万多", 30000),
        ("卡里多了326是啥钱", 326),
        ("扣了60", 60),
        ("自费1.2万", 12000),
        ("欠我两万一工钱", 21000),
        ("交了2,300元", 2300),
        ("三百块", 300),
        ("十几万没了", 100000),
    ],
)
def test_amounts_as_said(text: str, amount: int) -> None:
    assert find_one(text, "amount") == [amount]


@pytest.mark.parametrize(
    "text", ["打12351", "等了三十天", "我五十四了", "一块儿去", "39度5", "就俩字", "报了30个人"]
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_one(text, "amount") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("去年三月住的", "去年三月"),
        ("上礼拜摔的", "上礼拜"),
        ("前天上午去办", "前天上午"),
        ("2023年11月的住院", "2023年11月"),
        ("10月9号出的院", "10月9号"),
        ("三个月前交的", "三个月前"),
        ("约下周一上午", "下周一上午"),
        ("去年双11", "去年双11"),
        ("2025-03-08住院", "2025-03-08"),
    ],
)
def test_dates_as_said(text: str, said: str) -> None:
    assert find_one(text, "date") == [said]


@pytest.mark.parametrize("text", ["等了两个月", "一年期的", "每天多少钱", "1.5万"])
def test_durations_are_no_dates(text: str) -> None:
    assert find_one(text, "date") == []


def test_an_injury_that_is_told_and_not_named() -> None:
    assert find_one("下楼把股骨头摔断了", "illness") == ["股骨头摔断"]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("人还在重症监护室躺着呢", ["hospital_stay"]),
        ("上礼拜出的院", ["hospital_stay"]),
        ("厨房暖气管昨晚崩开了", ["pipe_burst"]),
        ("铺子全烧了，账本也烧成灰了", ["fire"]),
        ("让渣土车给剐倒了", ["traffic_accident"]),
        ("浴室里滑了一跤", ["fall"]),
        ("村里水没过膝了", ["disaster"]),
        ("车间里钢板砸脚了", ["fall"]),
        ("搬货把腰给扭了", []),
        ("搬货扭了腰", ["fall"]),
        ("砸手机了", []),
        ("他在工地触电没了", ["death"]),
        ("我发烧了", []),
        ("手机在路上没了", []),
        ("让我续？别到时候又不算", []),
        ("水管师傅几点来", []),
    ],
)
def test_what_befell_somebody_is_told_and_not_named(text: str, events: list[str]) -> None:
    assert find_one(text, "event") == events


@pytest.mark.parametrize(
    "text",
    [
        "护工老秦骨折了",
        "替科里的护士长报一下",
        "给食堂师傅申请救助",
        "有个劳模想参加",
        "员工下月离职",
        "职工的病历谁能看",
    ],
)
def test_somebody_of_the_unit_is_another(text: str) -> None:
    assert find_one(text, "relation") == ["other"]


@pytest.mark.parametrize(
    "text",
    ["我是护士", "那个女工险呢", "职工住院医疗互助怎么报", "我一个保洁也能参加", "在职职工住院能报多少"],
)
def test_who_says_what_they_are_is_nobody_else(text: str) -> None:
    assert find_one(text, "relation") == []


def test_a_colleague_told_of_by_a_clerk() -> None:
    assert find_one("我单位一名职工住院了", "relation") == ["other"]
    assert find_one("一位师傅的父亲", "relation") == ["parent"]


@pytest.mark.parametrize("text", ["", "😭😭", "\u202e\x00", "5", "长" * 5000, "2026" * 2000])
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(found(text), list)
