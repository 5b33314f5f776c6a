"""Which programme is meant where none of its names is said: by the words, by who asks, by what they hold."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk
from tests.handlers.asking import NOBODY, ask, sources, titles

MEANT = """
ask_difference | 综合的 A 和 B 差在哪 | knowledge:comprehensive
ask_scope | 疗养路上把脚崴了算不算 | knowledge:tailored_recuperation
ask_scope | 劳模去休养那几天磕着了给管不 | knowledge:tailored_recuperation
ask_scope | 娃在托管磕破头了管不管 | knowledge:tailored_after_school
check_coverage | 俺孩子上的那个托管有没有保 | knowledge:tailored_after_school
ask_overview | 我社工套餐保啥 | knowledge:tailored_social_worker
ask_overview | 报完了自己还剩好多钱要掏咋整 | knowledge:further_assistance
ask_process | 赔完还是扛不住，有别的帮助吗 | knowledge:further_assistance
ask_process | 我闺女开了个小店想贷款咋弄 | knowledge:startup_loan
ask_contribution | 单位给大伙参保 保费交哪 | knowledge:direct_enrolment
ask_payout_time | 单位参保的钱打给谁 | knowledge:direct_enrolment
ask_process | 困难户建个档咋弄 | knowledge:hardship_registration
ask_documents | 困难职工建档要啥条件 | knowledge:hardship_registration:eligibility
ask_scope | 病了有人来看我不 | knowledge:warmth_visit
ask_payout_time | 过节发钱不 | knowledge:warmth_visit:benefit
request_human | 过年有人来慰问吗 | knowledge:warmth_visit:eligibility
ask_benefit | 尿毒症大兴救助能给多少 | knowledge:relief_fund
ask_benefit | 女职工得了癌那个险给多少 | knowledge:womens_specified_disease
ask_process | 自付那些钱怎么给报 | knowledge:secondary_reimbursement
ask_process | 我自己在网上能报吗 | knowledge:app_claim
ask_eligibility | 个人在APP里申报行不行 | knowledge:app_claim
ask_overview | 医疗互助跟意外保障总共有哪些项目 | knowledge:centre:overview
ask_overview | 基金会是干啥的 | knowledge:relief_fund
out_of_scope | 俺侄子开了个店想贷款咋贷 | knowledge:startup_loan
ask_scope | 困难户这样的算不算建档的 | knowledge:hardship_registration:eligibility
check_coverage | 住院津贴有没有细则 | knowledge:hospital_cash:contact
submit_documents | 病历票据啥的交给谁 | knowledge:centre:contact
check_claim | 基金会的规定给看看不 | knowledge:relief_fund
ask_process | 重疾的条款全文在哪看 | knowledge:critical_illness:contact
ask_contact | 申请表在哪下载 | knowledge:centre:documents
ask_contribution | 材料该交给谁呀 | knowledge:centre:contact
""".strip().splitlines()
NAMED = {
    "住院津贴有没有细则": "hospital_cash",
    "重疾的条款全文在哪看": "critical_illness",
    "困难职工建档要啥条件": "hardship_registration",
}


@pytest.mark.parametrize("case", MEANT)
async def test_what_the_words_mean_is_answered(claims: ClaimsDatabase, case: str) -> None:
    intent, words, source = (part.strip() for part in case.split("|"))
    named: dict[str, str] = {"programme": NAMED[words]} if words in NAMED else {}
    answer = await ask(claims, NOBODY, words, intent, NOW, **named)
    assert [one for one in sources(answer) if one.startswith(source)], (sources(answer), answer.text)


@pytest.mark.parametrize(
    ("key", "fits", "not_held"),
    [
        ("sun_li", "住院医疗", "住院津贴"),
        ("cao_yu", "住院津贴", "住院医疗"),
    ],
)
async def test_what_is_held_narrows_what_fits(
    claims: ClaimsDatabase, key: str, fits: str, not_held: str
) -> None:
    answer = await ask(claims, key, "前阵子住院了能报多少", "ask_benefit", event="hospital_stay")
    assert fits in answer.text
    assert not_held not in titles(answer)


async def test_where_nothing_that_fits_is_held_that_is_said_of_all_that_fits(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "tang_lin", "原位癌算吗", "ask_scope", illness="原位癌")
    assert "没有查到" in answer.text
    assert "女工特疾" in answer.text


async def test_a_stay_and_a_grave_illness_name_the_plans_of_both(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "feng_xue", "住院的和大病的都怎么报", "ask_process", event="hospital_stay")
    assert all(name in answer.text for name in ("住院医疗", "住院津贴", "重疾"))


@pytest.mark.parametrize("words", ["怎么报", "咋整啊这个", "这个那个的该咋报呀我也不懂"])
async def test_where_nothing_is_told_a_stranger_is_asked_what_happened(
    claims: ClaimsDatabase, words: str
) -> None:
    answer = await ask(claims, NOBODY, words, "ask_process")
    assert "出了什么事" in answer.text
    assert "受伤" in titles(answer)


async def test_where_nothing_is_told_a_member_chooses_from_what_they_hold(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "pan_long", "能给多少", "ask_benefit")
    assert titles(answer)[0] == "综合险"
    assert "住院医疗" not in titles(answer)


@pytest.mark.parametrize("words", ["怎么参加", "咋入", "想参加这个保障得怎么弄啊"])
async def test_how_to_join_is_said_in_general_before_it_is_asked_of_what(
    claims: ClaimsDatabase, words: str
) -> None:
    answer = await ask(claims, NOBODY, words, "ask_enrolment")
    assert "跟单位工会说" in answer.text
    assert "我替单位办" in titles(answer)


@pytest.mark.parametrize("words", ["肾衰竭算不算", "那白血病呢 给不给", "我这个尿毒症的算在里面吗"])
async def test_an_illness_after_relief_is_asked_of_relief(claims: ClaimsDatabase, words: str) -> None:
    member = await find_demo_member(claims, "li_qiang")
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("大兴那个救助给多少", "ask_benefit", programme="relief_fund")
    said = await talk.say(words, "ask_scope", illness="肾衰竭")
    assert "30 类" in said
    assert "重疾" not in talk.choices


@pytest.mark.parametrize(
    "words",
    [
        "我爱人在ICU抢救，等钱救命，最快几天能下来",
        "娃正在抢救 要交押金 钱几天能到",
        "老伴儿还在抢救呢医院催着交钱呢多久能给啊",
    ],
)
async def test_need_of_today_inside_a_question_of_time_calls_for_relief(
    claims: ClaimsDatabase, words: str
) -> None:
    answer = await ask(claims, "li_qiang", words, "ask_payout_time")
    assert answer.person
    assert answer.person.reason == "relief_urgent"
    assert "季度" not in answer.text
    assert not answer.opens
    assert "应急救助" in answer.text


async def meet_stranger(claims: ClaimsDatabase) -> ActionTalk:
    """Somebody who has not proved who they are."""
    member = await find_demo_member(claims, "wang_fang")
    assert member
    return ActionTalk(claims, member, is_linked=False)


@pytest.mark.parametrize(("said", "intent"), [("那意外险的呢", "inform"), ("意外险呢", "ask_overview")])
async def test_another_programmes_name_alone_asks_the_same_of_it(
    claims: ClaimsDatabase, said: str, intent: str
) -> None:
    talk = await meet_stranger(claims)
    await talk.say("女工特疾最高赔多少", "ask_benefit", "ask", programme="womens_specified_disease")
    assert "108,800" in await talk.say(said, intent, "carry", programme="accident")


async def test_another_programme_that_is_asked_about_is_told_what_it_is(claims: ClaimsDatabase) -> None:
    talk = await meet_stranger(claims)
    await talk.say("女工特疾最高赔多少", "ask_benefit", "ask", programme="womens_specified_disease")
    said = await talk.say("那意外险是管什么的", "ask_overview", "carry", programme="accident")
    assert "管意外伤害" in said
    assert "108,800" not in said
