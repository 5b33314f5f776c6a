"""Which thing a message means: whose, which of the member's own, which two of them, and which kind of question."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from actions.naming_people import names_somebody
from actions.reviews import DISPUTE
from claims.database import ClaimsDatabase
from tests.handlers.action_talk import ActionTalk
from tests.handlers.test_holdings import become, hear

OTHERS = "我只能查您本人的记录"


@pytest.mark.parametrize(
    "text",
    [
        "老孙那笔批了没",
        "我们班组小周的到哪了",
        "吴工家那份给了多少",
        "查下何敏重疾到哪步了",
        "钱姐的呢",
        "我们科长老高的结了没",
    ],
)
def test_somebody_is_named(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "高血压那笔呢",
        "白内障的钱到没",
        "石膏的钱算不算",
        "江边摔的那回",
        "老家那边的医院行不",
        "小病的呢",
        "于师傅说要等",
        "我叫秦松 查下秦松的救助",
        "余下的那笔",
        "文件的事",
        "年老高血压的能报不",
        "从小马上看病的那回",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert not names_somebody(text)


@pytest.mark.parametrize("about", ["claim", "payment", "relief", "cover"])
async def test_a_named_persons_record_is_anothers(claims: ClaimsDatabase, about: str) -> None:
    talk = await become(claims, "hou_jun")
    said = await hear(talk, "老孙的那笔批了没", {"check_claim": 0.9}, about, ["state"])
    assert OTHERS in said
    assert "20,000" not in said


async def test_who_says_their_own_name_means_themselves(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "chen_jing")
    said = await hear(talk, "陈静的那笔到哪了", {"check_claim": 0.9}, "claim", ["state"])
    assert OTHERS not in said
    assert "女职工特殊疾病" in said


async def test_what_a_named_person_was_given_is_no_rule(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "shen_yue")
    assert OTHERS in await hear(talk, "楼下老吴的给了多少", {"ask_benefit": 0.8}, "programme", ["amount"])


async def test_two_sums_in_one_question_are_answered_together(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    said = await hear(talk, "968到了200咋没跟着来", {"check_payment": 0.8}, "payment", ["why"])
    assert "还没打款，等了" in said
    assert "968.20 元" in said
    assert "没写" in said
    assert talk.choices == ["转人工"]


async def test_whether_both_may_be_had_disputes_nothing(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "cao_yu")
    text = "津贴和重疾两头都领 不算违规吧"
    said = await hear(talk, text, {"dispute_claim": 0.9}, "claim", ["more"], programme="critical_illness")
    assert "公开报道" in said
    assert "1,120 元" in said
    assert not talk.people


async def test_a_claim_and_an_application_are_two(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "hou_jun")
    said = await hear(talk, "这两笔是一回事不", {"ask_difference": 0.8}, "payment", ["meaning"])
    assert said.startswith("不是一回事")
    assert "应急救助" in said
    assert "重大疾病" in said


@pytest.mark.parametrize("text", ["两笔能再多给点不", "那两万是救助的钱吧"])
async def test_a_pair_in_the_words_is_not_always_two_records(claims: ClaimsDatabase, text: str) -> None:
    talk = await become(claims, "hou_jun")
    said = await hear(talk, text, {"check_payment": 0.8}, "payment", ["more"])
    assert "各审各的" not in said


async def test_the_other_one_is_known_by_what_stands_before_it(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "cao_yu")
    said = await hear(talk, "1120那笔有了，另一个到哪了", {"check_payment": 0.9}, "payment", ["state"])
    assert "诊断证明" in said
    assert "重大疾病" in said


async def test_an_illness_that_no_claim_is_of_is_said(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "sun_li")
    said = await hear(talk, "肺炎那笔呢", {"check_claim": 0.9}, "claim", ["state"], illness="肺炎")
    assert "没查到写着“肺炎”的理赔" in said
    assert "胆囊结石" in said


@pytest.mark.parametrize(
    ("key", "short", "cause"), [("zhao_lei", "心梗", "急性心肌梗死"), ("sun_li", "胆结石", "胆囊结石")]
)
async def test_a_bare_name_asks_how_it_stands(
    claims: ClaimsDatabase, key: str, short: str, cause: str
) -> None:
    talk = await become(claims, key)
    likely = {"inform": 0.9, "check_claim": 0.4}
    said = await hear(talk, f"{short}那个", likely, "claim", move="give", illness=short)
    assert cause in said
    assert "没查到" not in said


async def test_how_long_the_cover_of_a_claim_holds_is_of_cover(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhao_lei")
    said = await hear(talk, "心梗那份还保着没", {"check_coverage": 0.9}, "cover", ["valid"], illness="心梗")
    assert "重疾 2 份" in said
    assert "在保" in said


async def test_a_plan_named_after_relief_is_of_ones_cover(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "meng_chao")
    await hear(talk, "救助为啥没受理", {"dispute_claim": 0.9}, "relief", ["why"])
    likely = {"check_relief": 0.6, "ask_eligibility": 0.4}
    plan = "non_work_accident_property"
    said = await hear(talk, "走非工伤那个行不", likely, "relief", move="ask", programme=plan)
    assert "现在在保" in said
    assert "火灾" in said
    assert "没有受理" not in said


async def test_how_one_objects_to_relief_is_not_how_one_applies(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "gu_bin")
    await hear(talk, "救助到哪步了", {"check_relief": 0.9}, "relief", ["state"])
    said = await talk.send(_object("到时候没发 上哪申诉"))
    assert "申诉" in said
    assert "我要申请应急救助" not in said


def _object(text: str) -> dict[str, Any]:
    """How to object, heard as how to do something, with an objection nearly as likely."""
    return {
        "text": text,
        "intent": {"name": "ask_process"},
        "intents": ["ask_process"],
        "intent_ranking": [
            {"name": "ask_process", "confidence": 0.75},
            {"name": "dispute_claim", "confidence": 0.7},
        ],
        "move_ranking": [{"name": "carry", "confidence": 0.9}],
        "aspect_ranking": [{"name": "how", "confidence": 0.6}, {"name": "review", "confidence": 0.4}],
        "about_ranking": [{"name": "relief", "confidence": 0.9}],
        "entities": [],
    }


@pytest.mark.parametrize("likely", [{"ask_deadline": 0.8}, {"ask_documents": 0.8}])
async def test_until_when_a_paper_may_come_is_of_the_claim_that_waits(
    claims: ClaimsDatabase, likely: Mapping[str, float]
) -> None:
    talk = await become(claims, "cao_yu")
    said = await hear(talk, "诊断证明下周四才给开 赶得上不", likely, "programme", ["when"])
    assert "系统里没写" in said
    assert "诊断证明" in said


@pytest.mark.parametrize(("text", "words"), [("26号那个几点来着", "黄村镇"), ("2号那个几点集合", "周末徒步")])
async def test_a_day_names_what_is_booked_on_it(claims: ClaimsDatabase, text: str, words: str) -> None:
    talk = await become(claims, "yan_rui")
    day = {"26号": 3, "2号": 9}[text[: text.index("那")]]
    text = text.replace(text[: text.index("号")], str((talk.now.day + day) % 31 or 31), 1)
    said = await hear(talk, text, {"book_appointment": 0.7, "join_activity": 0.6}, "activity", ["time"])
    assert words in said
    assert "上午还是下午" not in said


async def test_a_sign_of_listening_before_a_question_is_no_yes(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    await talk.say("我要申请复核 住院津贴那笔", "dispute_claim", programme="hospital_cash")
    assert DISPUTE in talk.memory
    said = await _ask_beside(talk, "嗯 暖气那笔还差啥", ["missing"])
    assert not talk.people
    assert "交上去了" not in said


async def _ask_beside(talk: ActionTalk, text: str, aspects: Sequence[str]) -> str:
    return await talk.send(
        {
            "text": text,
            "intent": {"name": "ask_documents"},
            "intents": ["ask_documents", "affirm"],
            "intent_ranking": [
                {"name": "ask_documents", "confidence": 0.9},
                {"name": "affirm", "confidence": 0.9},
            ],
            "move_ranking": [{"name": "agree", "confidence": 0.7}],
            "aspect_ranking": [{"name": one, "confidence": 0.9} for one in aspects],
            "about_ranking": [{"name": "claim", "confidence": 0.7}],
            "entities": [],
        }
    )
