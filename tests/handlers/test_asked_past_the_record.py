"""What is asked past a record that was shown: other ways after a refusal, other people, a thing taken back, papers that come later."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def become(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """One of the invented members by key."""
    member = await find_demo_member(claims, key)
    assert member, key
    return ActionTalk(claims, member)


@pytest.mark.parametrize(
    ("key", "said", "words"),
    [
        ("shao_qin", "凭什么写不属于基金规定的重大疾病", ("没有批", "没有公布", "评审委员会")),
        ("zhou_jie", "保障生效日之前不在保障期内是啥意思", ("没有通过", "生效")),
    ],
)
async def test_the_words_of_a_refusal_are_asked_about_before_its_record_was_named(
    claims: ClaimsDatabase, key: str, said: str, words: tuple[str, ...]
) -> None:
    talk = await become(claims, key)
    answer = await talk.say(said, "ask_scope", "ask", ["meaning"], "programme", programme="critical_illness")
    assert [one for one in words if one not in answer] == []


async def test_what_is_meant_by_words_of_no_refusal_is_no_record(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "shao_qin")
    answer = await talk.say("自付一是什么意思", "ask_overview", "ask", ["meaning"], "programme")
    assert "没有批" not in answer


async def test_after_a_refusal_how_one_goes_on_is_who_else_may_help(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "shao_qin")
    await talk.say("救助批了没", "check_relief", "ask", ["state"], "relief")
    answer = await talk.say("那往下怎么走", "ask_process", "carry", ["how"], "relief")
    assert answer.startswith("还有路")
    assert "困难职工建档" in answer


async def test_a_house_that_burnt_has_its_own_cover_where_the_fund_gave_nothing(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "meng_chao")
    await talk.say("着火那个批了没", "check_relief", "ask", ["state"], "relief")
    first = await talk.say("那就没别的办法了", "check_relief", "carry", ["elsewhere"], "relief")
    again = await talk.say("这也要看单位在哪个区吗", "check_relief", "carry", ["where"], "relief")
    assert "家财险" in first
    assert "我要报案" in talk.choices
    assert again.startswith("家财险不看这个")
    begun = await talk.say("登记吧 3月1号夜里着的", "inform", "carry", about="relief", date="3月1号夜里")
    assert "家中失火" in begun
    assert "3月1日" in begun


async def test_a_review_takes_a_paper_that_comes_later_and_waits_for_its_yes(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim", "ask", ["review"], "claim")
    answer = await talk.say("收条过两天才有 先交后补行吗", "submit_documents", "ask", ["when"], "papers")
    assert answer.startswith("可以先提")
    assert talk.people == []
    await talk.say("那先交", "affirm", "agree")
    assert [one["reason"] for one in talk.people] == ["dispute"]


async def test_who_is_tired_of_waiting_hears_that_nothing_is_taken_back_here(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "xu_gang")
    await talk.say("锁骨那个咋样了", "check_claim", "ask", ["state"], "claim")
    answer = await talk.say("干脆撤掉 太累了", "goodbye", "feeling", ["undo"])
    assert answer.startswith("等了这么久")
    left = await talk.say("别撤 随口说说", "cancel", "withdraw")
    assert left.startswith("没有撤")


@pytest.mark.parametrize("named", [{"relation": "other"}, {"circumstance": "own_name"}])
async def test_a_neighbour_goes_by_no_cover_of_the_members(
    claims: ClaimsDatabase, named: dict[str, str]
) -> None:
    talk = await become(claims, "jiang_tao")
    await talk.say("水管那笔到了没", "check_claim", "ask", ["state"], "claim")
    answer = await talk.say(
        "隔壁也淹了 能走我的吗", "ask_eligibility", "carry", ["who_may"], "claim", **named
    )
    assert answer.startswith("走不了您的")


async def test_a_spouses_union_elsewhere_is_asked_there(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "ren_hong")
    await talk.say("我那救助到哪了", "check_relief", "ask", ["state"], "relief")
    answer = await talk.say(
        "我对象单位在房山 那边能给点吗",
        "ask_eligibility",
        "carry",
        ["who_may"],
        "relief",
        relation="spouse",
        district="房山",
    )
    assert "房山区总工会" in answer
    assert "您可以申请" not in answer


async def test_when_the_committee_decides_is_of_ones_own_application(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "ren_hong")
    answer = await talk.say(
        "评审会啥时候给定", "check_relief", "ask", ["when"], "relief", faq="review_committee"
    )
    assert "9 天前" in answer


async def test_anger_that_wants_a_person_gets_one_and_no_card(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "gu_bin")
    await talk.say("救助的钱呢", "check_relief", "ask", ["state"], "relief")
    await talk.say("一问三不知 换个懂的人", "request_human", "carry", about="relief")
    assert [one["reason"] for one in talk.people] == ["requested"]


async def test_a_new_telephone_is_no_new_card(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "wang_fang")
    answer = await talk.say("我换手机了 尾号6677", "update_profile", "give")
    assert "手机尾号 6677" in answer
    assert "收款卡" not in answer
    assert "profile" in talk.needs


async def test_what_a_child_may_join_comes_first(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "tang_lin")
    answer = await talk.say(
        "能带娃一块去的有啥", "join_activity", "ask", ["overview"], "activity", relation="child"
    )
    assert answer.startswith("能带孩子的是“职工子女科学小实验”")
    assert talk.choices[0] == "报名职工子女科学小实验"
