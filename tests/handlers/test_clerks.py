"""A clerk asks for a unit: each question has its own answer, and nobody is sent to the union that they are."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def _meet(claims: ClaimsDatabase) -> ActionTalk:
    member = await find_demo_member(claims, "wang_fang")
    assert member
    return ActionTalk(claims, member, is_linked=False)


async def _begin(claims: ClaimsDatabase) -> ActionTalk:
    talk = await _meet(claims)
    await talk.say(
        "我们工会想给职工上女工特疾 怎么参保",
        "ask_enrolment",
        "ask",
        ["how"],
        "programme",
        programme="womens_specified_disease",
    )
    return talk


async def test_how_a_unit_joins_is_told_to_a_clerk_without_proof_of_identity(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims)
    said = await talk.say(
        "我是厂里工会的干事 想给大伙上重疾和意外", "ask_process", "ask", ["how"], programme="critical_illness"
    )
    assert [one for one in ("重疾、意外险", "统一参加", "直投", "没写", "转人工") if one not in said] == []
    assert talk.needs == []


async def test_every_plan_that_was_spoken_of_has_its_price(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims)
    await talk.say("替单位问 重疾和意外咋上", "ask_enrolment", "ask", programme="critical_illness")
    said = await talk.say("每样几块钱", "ask_contribution", "carry", ["amount"], "programme")
    assert [one for one in ("40 元", "50 元", "2024年", "不是中心的正式标准") if one not in said] == []


@pytest.mark.parametrize(
    ("words", "intent", "named"),
    [
        ("花名册怎么弄", "ask_documents", "名单"),
        ("从经费里列支可以不", "ask_contribution", "经费"),
        ("外包的保安算不算", "ask_eligibility", "外包"),
        ("下个月退休的那俩呢", "inform", "退休"),
        ("有人调走了咋办", "ask_enrolment", "离职"),
        ("刚来的能补上吗", "ask_eligibility", "中途加人"),
        ("给开票吗", "ask_documents", "发票"),
        ("往哪个账户汇款", "check_payment", "账户"),
        ("挑人上行不行", "ask_enrolment", "比例"),
    ],
)
async def test_what_is_not_written_is_said_by_its_name(
    claims: ClaimsDatabase, words: str, intent: str, named: str
) -> None:
    talk = await _begin(claims)
    said = await talk.say(words, intent, "carry")
    assert named in said
    assert "没写" in said
    assert "单位工会" not in said
    assert "区总工会" in said or "转人工" in said
    assert talk.needs == []


async def test_colleagues_records_have_the_clerks_way(claims: ClaimsDatabase) -> None:
    talk = await _begin(claims)
    said = await talk.say(
        "四十个同事的理赔都到哪了", "check_claim", "carry", ["state"], "claim", relation="other"
    )
    assert "三级服务体系平台" in said


async def test_a_clerk_files_for_a_colleague(claims: ClaimsDatabase) -> None:
    talk = await _begin(claims)
    said = await talk.say("同事骨折了来不了 我替他报行不", "ask_eligibility", "ask", illness="骨折")
    assert [one for one in ("经办人申报", "可以替同事", "没写") if one not in said] == []


async def test_a_clerk_is_remembered_and_not_sent_to_the_unit_s_union(claims: ClaimsDatabase) -> None:
    talk = await _begin(claims)
    said = await talk.say("这个管哪些病", "ask_scope", "carry", ["covered"], "programme")
    assert "12 种" in said
    assert "问单位工会" not in said
    assert talk.talk.is_clerk


async def test_who_asks_for_themselves_is_no_clerk(claims: ClaimsDatabase) -> None:
    talk = await _meet(claims)
    await talk.say("意外险一份多少钱", "ask_contribution", "ask", ["amount"], programme="accident")
    assert not talk.talk.is_clerk


async def test_who_says_they_are_of_a_union_is_a_clerk_and_sees_nobodys_record(
    claims: ClaimsDatabase,
) -> None:
    talk = await _meet(claims)
    said = await talk.say(
        "我是学校工会的 给四十个老师办女工险 找谁",
        "ask_contact",
        "ask",
        ["who"],
        "programme",
        programme="womens_specified_disease",
    )
    assert "单位工会的经办人" not in said
    said = await talk.say("她那笔报了没 帮我查查", "check_claim", "ask", ["state"], "claim")
    assert "同事们的记录" in said
    assert "identity" not in talk.needs
