"""The traps of the source: what a careless answer would say, and this table never does."""

import re
from urllib.parse import urlsplit

import pytest

from actions.knowledge import load_knowledge
from claims.relief_desk import AMOUNTS
from vocabulary.intents import ASPECTS

KNOWLEDGE = load_knowledge()
RELIEF = ("relief_fund", "relief_medical", "relief_disaster")
SAID: dict[tuple[str | None, str], str] = {
    (code, aspect): KNOWLEDGE.find(code, aspect).text
    for code in (*KNOWLEDGE.programmes, None)
    for aspect in ASPECTS
}


def say_all(*codes: str) -> str:
    """Everything that can be heard of these programmes."""
    return "\n".join(text for (code, _), text in SAID.items() if code in codes)


def test_figures_of_2018_are_said_with_their_year() -> None:
    figure = re.compile(r"\d{3,} ?(?:元|万元|户|名|人)|\d+ 余万|\d+ 余人次|\d+ 种|\d+ 万元")
    for place, text in SAID.items():
        if figure.search(text):
            assert re.search("20(1[0-9]|2[0-9])年", text), place


def test_the_share_paid_directly_is_never_quoted() -> None:
    assert not [place for place, text in SAID.items() if re.search(r"98\.?3|91\.3|直赔率", text)]


def test_ten_days_are_never_a_promise() -> None:
    for place, text in SAID.items():
        if re.search("十天|10 ?天|10 ?个工作日", text):
            assert "不能当准话" in text, place


def test_the_womens_limit_is_said_with_both_readings_and_handed_on() -> None:
    text = SAID["womens_specified_disease", "benefit"]
    assert "每人" in text
    assert "每份" in text
    assert "转人工" in text


def test_whether_a_relatives_illness_counts_for_relief_is_asked_of_the_district() -> None:
    text = SAID["relief_fund", "eligibility"]
    assert "本人及家庭成员" in text
    assert "请问镇（街道）工会" in text


def test_what_was_once_paid_in_relief_is_not_taken_for_the_rule() -> None:
    said = say_all(*RELIEF)
    assert not re.search(r"3,?000 ?元|三千", said)
    least, most = AMOUNTS["disaster"]
    assert all(f"{least}—{most}" in SAID[code, "benefit"] for code in ("relief_disaster", "relief_fund"))
    assert f"最高 {AMOUNTS['medical'][1] / 10_000:.0f} 万元" in SAID["relief_fund", "benefit"]


@pytest.mark.parametrize("code", ["critical_illness", "womens_specified_disease"])
def test_one_illness_may_draw_on_several_plans_and_all_are_named(code: str) -> None:
    for plan in ("女工特疾", "重疾", "住院", "二次报销", "应急救助"):
        assert plan in SAID[code, "difference"]
    assert "二次报销" in SAID[None, "difference"]


def test_a_few_people_are_never_counted_out() -> None:
    assert not [
        place for place, text in SAID.items() if re.search(r"36 ?人|剩余 ?3|(?<!\d)3 ?人|解困脱困", text)
    ]


def test_the_unsure_window_of_claims_by_phone_is_not_said() -> None:
    assert not [place for place, text in SAID.items() if re.search("30 ?个?工作日|三十个工作日", text)]
    assert "不敢告诉您" in SAID["app_claim", "deadline"]


def test_a_work_injury_is_never_said_to_be_in_the_second_reimbursement() -> None:
    for aspect in ASPECTS:
        text = SAID["secondary_reimbursement", aspect]
        if "工伤" in text:
            assert re.search("工伤[^。]*(?:没有中心确认过的说法|先别算在里头)", text), aspect


def test_no_other_funds_percentages_or_cases_are_lent_to_daxing() -> None:
    said = say_all(*RELIEF)
    assert not re.search(r"\d+ ?[%％]|百分之|时传祥|环卫|3 万元|31 种", said)


def test_the_loan_is_not_a_members_claim() -> None:
    assert "不是会员个人的报销" in SAID["startup_loan", "overview"]
    assert "小微非公企业" in SAID["startup_loan", "eligibility"]


def test_nobody_elses_case_is_told() -> None:
    people = re.compile("谭|C女士|李茜|颐和园|月盛斋|平谷|肝癌|[一-鿿]女士|[一-鿿]先生|某某")
    assert not [place for place, text in SAID.items() if people.search(text)]


def test_the_only_address_that_members_are_sent_to_is_the_centres_own() -> None:
    for place, text in SAID.items():
        addresses = re.findall(r"(?:https?://|www\.)[\w./-]+", text)
        assert {urlsplit(one).netloc or one for one in addresses} <= {"www.bjszghzbz.org.cn"}, place
        assert not re.search(r"\.(?:com|cc)\b", text), place


@pytest.mark.parametrize(
    ("code", "aspect"),
    [
        ("womens_specified_disease", "scope"),
        ("relief_fund", "scope"),
        ("critical_illness", "scope"),
        ("comprehensive", "difference"),
    ],
)
def test_a_list_that_was_not_found_is_not_made_up(code: str, aspect: str) -> None:
    text = SAID[code, aspect]
    assert re.search("没有(?:名单|中心确认过的)|没写", text)
    assert not re.search("乳腺|宫颈|卵巢|心梗|白血病|肾衰|移植", text)
    assert "转人工" in text
