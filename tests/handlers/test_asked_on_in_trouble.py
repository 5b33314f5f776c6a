"""What is asked on of one's own in trouble: the other road after a refusal, a new leak, the dead member's things, a rule held against the wait."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def open_talk(claims: ClaimsDatabase, key: str) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


async def test_after_a_refusal_how_it_is_filed_leads_to_one_s_own_cover(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "meng_chao")
    await talk.say("我那救助咋样了", "check_relief", "ask", ["state"], "relief")
    said = await talk.say("单子都在我手里 往哪儿报呢", "ask_process", "carry", ["how"], "relief")
    assert said.startswith("走家财险这条路")
    assert "我要报案" in said
    assert ("我要报案" in [one for one in talk.choices]) is True


async def test_the_reason_for_a_refusal_is_not_said_twice(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "meng_chao")
    await talk.say("我那救助咋样了", "check_relief", "ask", ["state"], "relief")
    first = await talk.say("凭啥分朝阳大兴", "complain", "carry", about="relief", district="朝阳")
    assert "单位的工会建在哪个区" in first
    again = await talk.say("会费都白交了", "check_relief", "carry", ["who_may"], "relief")
    assert "单位的工会建在哪个区" not in again
    assert "家财险" in again


async def test_who_leaves_it_for_another_day_is_asked_nothing_more(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "meng_chao")
    await talk.say("我那救助咋样了", "check_relief", "ask", ["state"], "relief")
    said = await talk.say("心里乱 过两天吧", "cancel", "feeling", about="relief")
    assert "不急" in said
    assert "工会" not in said


@pytest.mark.parametrize(
    ("words", "named", "rule"),
    [
        ("不是一季度就该算出来么", {"date": "一季度"}, "第二年第一季度核算"),
        ("说好的十个工作日呢", {}, "十天到账"),
    ],
)
async def test_a_rule_that_is_held_against_the_wait_is_answered_first(
    claims: ClaimsDatabase, words: str, named: dict[str, str], rule: str
) -> None:
    talk = await open_talk(claims, "han_bing")
    await talk.say("我那笔到哪了", "check_claim", "ask", ["state"], "claim")
    said = await talk.say(words, "check_claim", "carry", ["when"], "claim", **named)
    assert rule in said.split("（")[0].split("；")[0]
    assert "为什么到现在，记录里没写" in said


async def test_a_worry_before_the_decision_hears_the_days_and_no_promise(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "chen_jing")
    await talk.say("我那笔到哪了", "check_claim", "ask", ["state"], "claim")
    said = await talk.say("刚上没多久就查出来 不会说我是老毛病吧", "dispute_claim", "carry", about="claim")
    assert "100 天" in said
    assert "由审核定" in said


async def test_plans_that_are_named_are_no_choice_among_one_s_claims(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "han_bing")
    await talk.say("我那笔到哪了", "check_claim", "ask", ["state"], "claim")
    said = await talk.say(
        "重疾能跟着一起报么", "ask_difference", "carry", ["effect"], "claim", programme="critical_illness"
    )
    assert "各报各的" in said
    assert "重疾" in said


async def test_a_new_leak_is_taken_up_and_the_old_claim_left(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jiang_tao")
    await talk.say("水管那笔呢", "check_claim", "ask", ["state"], "claim")
    said = await talk.say("先不提了 今早天花板又滴水", "cancel", date="今早")
    assert "断电" in said
    assert "要我现在帮您登记吗" in said
    assert "LP" not in said


async def test_a_leak_that_is_told_with_dismay_is_no_mere_feeling(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang")
    said = await talk.say("屋顶漏得跟下雨似的 我都懵了", "inform", "feeling")
    assert "断电" in said


async def test_a_paper_of_a_day_to_come_is_none_that_came(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jiang_tao")
    await talk.say("水管那笔呢", "check_claim", "ask", ["state"], "claim")
    said = await talk.say("居委会后天才给开证明 晚了成不", "ask_documents", "carry", ["substitute"], "claim")
    assert "后补" in said
    assert "收到了" not in said


async def test_of_the_dead_member_is_told_on_their_own_telephone(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "bai_yang")
    first = await talk.say("我是他闺女 我爸今早走了 拿他手机写的", "inform", "give", relation="parent")
    assert "节哀" in first
    relief = await talk.say("他那份救助还算数不", "check_relief", "ask", ["valid"], "relief")
    assert "一样没动" in relief
    assert "没写" in relief
    cover = await talk.say("他还上着啥呢", "check_coverage", "ask", ["overview"], "cover")
    assert cover.startswith("他名下在保的是")
    assert "您名下" not in cover
    money = await talk.say("钱打谁那儿", "check_payment", "ask", ["card"], "payment")
    assert "不敢说打哪张卡" in money


async def test_whether_a_plan_fits_is_asked_and_no_words_are_passed_on(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "qin_song")
    await talk.say("我那救助到哪了", "check_relief", "ask", ["state"], "relief")
    said = await talk.say("能给我给到顶不", "check_relief", "carry", ["amount"], "relief")
    assert "现在转过去吗" not in said
    assert "评审委员会" in said


async def test_what_is_added_to_an_application_under_review_is_nowhere_written(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "qin_song")
    await talk.say("我那救助到哪了", "check_relief", "ask", ["state"], "relief")
    said = await talk.say("新开的单子还往里搁不", "check_relief", "carry", ["more"], "relief")
    assert "不敢说行也不敢说不行" in said
    assert "留好" in said


async def test_a_claim_that_is_asked_about_takes_up_no_form(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "li_qiang")
    await talk.say("我要申请应急救助", "apply_relief", "ask")
    await talk.say("先放放", "cancel", "put_off")
    said = await talk.say("之前摔的那个能先给点不", "check_payment", "carry", ["advance"], "claim")
    assert "诊断证明" in said or "补材料" in said
    assert "接着填" not in said
