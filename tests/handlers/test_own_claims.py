"""A member's claims, asked of in every way: each answer from the row, the cover and the days of the one that is meant."""

from collections.abc import Sequence

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import MemberId
from tests.handlers.action_talk import ActionTalk
from vocabulary.aspects import Aspect


async def become(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """A member who has said nothing yet."""
    member = await find_demo_member(claims, key)
    assert member, key
    return ActionTalk(claims, member)


async def ask(
    talk: ActionTalk,
    words: str,
    *aspects: Aspect,
    about: str = "claim",
    intent: str = "check_claim",
    **named: str,
) -> str:
    """What is answered to words that were understood as asking this of a claim."""
    return await talk.say(words, intent, "", aspects=aspects, about=about, **named)


@pytest.mark.parametrize(
    ("key", "aspect", "words", "never"),
    [
        (
            "chen_jing",
            Aspect.STATE,
            ("已经受理", "病理报告、身份证都收到了", "不用您做什么", "接下来是初审"),
            (),
        ),
        ("zhao_lei", Aspect.WHEN, ("正在复审", "11 天", "没有公布"), ("复审要",)),
        ("sun_li", Aspect.WHY_SLOW, ("卡在打款这一步", "1,185.60 元", "3 天", "系统里没写"), ("初审",)),
        ("li_qiang", Aspect.WHY_SLOW, ("卡在材料上", "单位事故证明", "18 天"), ("门诊收费票据",)),
        ("sun_li", Aspect.WHEN, ("哪天打，系统里没写", "尾号 8007", "不能当准话"), ()),
        ("chen_jing", Aspect.AMOUNT, ("还没核定", "15,000 元", "封顶的数", "两种说法"), ("12种",)),
        ("li_qiang", Aspect.AMOUNT, ("二档", "54,400 元", "封顶的数"), ("108,800",)),
        ("wang_fang", Aspect.AMOUNT, ("还没核定", "按住院天数给"), ("40 元", "7,200")),
        ("liu_yang", Aspect.RECKONING, ("280 元", "按住院天数给", "我要申请复核"), ("40",)),
        ("zhang_wei", Aspect.RECKONING, ("326 元", "不是按总花费算", "自付一", "20%—90%"), ()),
        ("zhou_jie", Aspect.WHY, ("2025年11月28日受伤", "2025年12月18日才生效", "我要申请复核"), ()),
        ("deng_hui", Aspect.WHY, ("逾期未补交材料", "住院费用清单", "没有给付"), ()),
        ("deng_hui", Aspect.MISSING, ("住院费用清单", "不敢说行也不敢说不行", "我要申请复核"), ()),
        ("deng_hui", Aspect.NOTIFIED, ("有没有通知到您手上，我这里看不到", "写进复核"), ("通知过您",)),
        ("xu_gang", Aspect.CERTAIN, ("不敢打包票", "缺少事故证明", "都收到了"), ("一定", "多半")),
        ("xu_gang", Aspect.STATE, ("复审", "12 天", "还没有结果"), ("一定",)),
        ("chen_jing", Aspect.NEXT, ("不用您跑", "都收到了", "我说不准"), ("在等您",)),
        ("li_qiang", Aspect.NEXT, ("在等您", "诊断证明、单位事故证明"), ("不用您跑",)),
        ("sun_li", Aspect.NEXT, ("不用您再办什么", "接下来就是打款"), ()),
        ("peng_na", Aspect.MORE, ("10,000 元", "没有看到", "我要申请复核"), ("能补给",)),
        ("peng_na", Aspect.COMPARED, ("8种", "2018年起", "12种"), ()),
        ("zhang_wei", Aspect.ORIGIN, ("326 元", "不用申请", "自付一", "尾号 8003"), ()),
        ("chen_jing", Aspect.ORIGIN, ("3月16日登记", "工会经办人已提交"), ()),
        ("wang_fang", Aspect.MEANING, ("初审是", "9 天"), ()),
        ("sun_li", Aspect.WHEN_DONE, ("3月15日审核通过",), ()),
        ("wang_fang", Aspect.WHO, ("系统里没写", "某食品有限公司工会"), ()),
        ("zhao_lei", Aspect.HURRY, ("加不了急", "11 天"), ()),
        ("zhou_jie", Aspect.ELSEWHERE, ("意外险这次没通过", "家财险", "二次报销不用报"), ("应急救助",)),
        ("zhou_jie", Aspect.HOW, ("我要申请复核",), ()),
        ("li_qiang", Aspect.SUBSTITUTE, ("我这里没有规定", "某物流有限公司工会"), ("也行",)),
        ("li_qiang", Aspect.EFFECT, ("不补就审不下去",), ("作废",)),
        ("wang_fang", Aspect.CHANGE, ("我在这里改不了"), ()),
    ],
)
async def test_what_is_asked_is_answered_from_the_row(
    claims: ClaimsDatabase, key: str, aspect: Aspect, words: Sequence[str], never: Sequence[str]
) -> None:
    said = await ask(await become(claims, key), "我那个呢", aspect)
    assert [one for one in words if one not in said] == [], said
    assert [one for one in never if one in said] == [], said
    assert len(said) <= 190, said


async def test_several_claims_are_told_in_a_line_each_with_what_waits_for_the_member_on_top(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "feng_xue")
    said = await ask(talk, "我报的那几个都到哪了啊", Aspect.OVERVIEW)
    head, *lines = said.splitlines()
    assert "5 笔理赔，3 笔在办" in head
    assert "要您动手的：第 2 笔重疾要补病理报告" in head
    assert [
        sign
        for sign in ("142.35", "968.20", "核定 200 元，还没打款，等了 48 天", "病理报告", "受理")
        if sign not in said
    ] == []
    assert len(lines) == 6
    assert "LP2026-0031343" in await talk.say("第二个")


@pytest.mark.parametrize(
    ("words", "aspect", "named", "told"),
    [
        ("津贴那个咋还没钱", Aspect.WHY_SLOW, {"programme": "hospital_cash"}, ("200 元", "48 天")),
        ("癌那个你们要啥来着", Aspect.MISSING, {}, ("病理报告",)),
        ("地板的呢 用我跑不", Aspect.NEXT, {}, ("家财险", "不用您跑", "都收到了")),
        ("住院那笔到账多少", Aspect.AMOUNT, {"programme": "inpatient_medical"}, ("968.20",)),
        ("还有啥没交的", Aspect.MISSING, {}, ("病理报告",)),
        ("批了的咋不打", Aspect.WHY_SLOW, {}, ("200 元",)),
    ],
)
async def test_of_several_the_one_is_answered_that_the_words_or_the_question_can_mean(
    claims: ClaimsDatabase, words: str, aspect: Aspect, named: dict[str, str], told: Sequence[str]
) -> None:
    talk = await become(claims, "feng_xue")
    said = await ask(talk, words, aspect, **named)
    assert [one for one in told if one not in said] == [], said
    assert "想看哪一笔" not in said


async def test_a_day_told_in_passing_does_not_turn_to_another_claim(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    await ask(talk, "津贴那个到哪了", Aspect.STATE, programme="hospital_cash")
    assert "48 天" in await ask(talk, "今年还能不能拿到", Aspect.WHEN)


async def test_two_questions_in_one_message_are_both_answered(claims: ClaimsDatabase) -> None:
    said = await ask(await become(claims, "zhang_wei"), "这哪来的 咋算的", Aspect.ORIGIN, Aspect.RECKONING)
    assert "不用申请" in said
    assert "不是按总花费算" in said


async def test_who_objects_to_the_reason_is_told_what_membership_is_and_is_not(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "zhou_jie")
    first = await ask(talk, "凭啥不给我赔", Aspect.WHY)
    second = await ask(talk, "我都入会三年了怎么就不在保障期", Aspect.WHY)
    assert "才生效" in first
    assert "入了工会，不等于就有意外险" in second
    assert "二次报销和家财险" in second
    assert "理由是" not in second


async def test_the_same_question_again_gets_other_and_shorter_words_and_then_a_person(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "sun_li")
    said = [await ask(talk, words, Aspect.WHEN) for words in ("钱啥时候到", "问你几号到", "到底几号")]
    assert len(set(said)) == 3
    assert all(len(one) < len(said[0]) for one in said[1:])
    assert not any("还是刚才说的" in one or "1,185.60" in one for one in said[1:])
    assert "转人工" in talk.choices


async def test_only_what_insurance_leaves_over_counts_and_nothing_that_one_pays_alone(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "zhang_wei")
    await ask(talk, "326是啥钱", Aspect.ORIGIN)
    said = await ask(talk, "自费的药一分不给啊", Aspect.COVERED, intent="ask_scope")
    assert said.startswith("不在里头")
    assert "自付一" in said


async def test_another_illness_is_a_claim_of_its_own_under_the_cover_of_today(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "peng_na")
    await ask(talk, "17年那次咋才一万", Aspect.COMPARED)
    said = await ask(talk, "要是再得个别的还能报不", Aspect.MORE, intent="ask_eligibility")
    assert "1 份" in said
    assert "还在保" in said
    assert "不敢打包票" in said


async def test_a_plan_without_a_claim_is_said_to_have_none(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "wang_fang")
    said = await ask(talk, "我的住院医疗到账没", Aspect.STATE, programme="inpatient_medical")
    assert said.startswith("您名下没有住院医疗的理赔。")
    assert "正在初审" in said


async def test_who_has_no_claim_hears_so_with_their_cover(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zheng_hao")
    said = await ask(talk, "我住院那个批了没", Aspect.STATE, programme="inpatient_medical")
    assert "没有查到您的住院医疗的理赔" in said
    assert "住院医疗也没看到单位给您上" in said
    assert "意外险" in said


@pytest.mark.parametrize("aspect", [Aspect.WHY_SLOW, Aspect.WHY, Aspect.STATE, Aspect.RECKONING])
async def test_a_stranger_proves_who_they_are_before_their_own_claim_is_spoken_of(
    claims: ClaimsDatabase, aspect: Aspect
) -> None:
    stranger = ActionTalk(claims, MemberId(0), is_linked=False)
    said = await ask(stranger, "批了怎么不打钱", aspect, intent="ask_payout_time")
    assert "核对" in said
    assert stranger.needs == ["identity"]


async def test_nobody_elses_claim_is_told_and_ones_own_is(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "wang_fang")
    said = await ask(talk, "同事说王芳的钱到了 是不是我的", Aspect.STATE, relation="other")
    assert "别人的记录我不能说" in said
    assert "正在初审" in said
    assert "742.90" not in said


async def test_whoever_was_told_the_same_twice_is_met_with_a_person_and_not_with_a_third_time(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "sun_li")
    for words in ("钱啥时候到", "问你几号到"):
        await ask(talk, words, Aspect.WHEN)
    said = await talk.say("你们都这么说", "out_of_scope", "feeling")
    assert "问了又问" in said
    assert "转人工" in talk.choices
    assert talk.people == []


async def test_a_claim_that_is_looked_at_again_says_since_when_and_that_nothing_came_of_it_yet(
    claims: ClaimsDatabase,
) -> None:
    said = await ask(await become(claims, "xu_gang"), "复核有结果没", Aspect.STATE)
    assert "按您提出的复核重新审，正在复审，到今天 12 天，还没有结果" in said


async def test_why_a_cover_did_not_hold_is_asked_of_the_claim_that_was_denied_for_it(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "zhou_jie")
    await ask(talk, "凭啥不给我赔", Aspect.WHY)
    said = await ask(talk, "我早就在保了", Aspect.VALID, about="cover", intent="check_coverage")
    assert "入了工会，不等于就有意外险" in said


async def test_a_rule_that_ones_own_claim_answers_is_answered_from_the_claim(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "han_bing")
    await talk.say("超封顶线的那个咋报", "ask_process", programme="secondary_reimbursement")
    said = await ask(talk, "就说今年能不能拿到", Aspect.WHEN, about="programme", intent="ask_payout_time")
    assert "正在复审" in said
    assert "第二年第一季度核算" in said


async def test_what_can_only_be_asked_of_a_record_is(claims: ClaimsDatabase) -> None:
    stranger = ActionTalk(claims, MemberId(0), is_linked=False)
    await ask(stranger, "批了怎么不打钱", Aspect.WHY_SLOW, about="", intent="ask_payout_time")
    assert stranger.needs == ["identity"]


async def test_a_notice_that_never_came_is_asked_of_the_claim_that_was_closed(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "deng_hui")
    await ask(talk, "现在补清单行吗", Aspect.MISSING)
    said = await ask(talk, "没人通知我要补啊", Aspect.NOTIFIED, about="notices", intent="complain")
    assert "我这里看不到" in said
    assert "写进复核" in said


async def test_a_word_that_is_not_understood_is_explained_for_this_claim(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhao_lei")
    await ask(talk, "我那个到哪了", Aspect.STATE)
    said = await ask(talk, "复审是啥意思", Aspect.MEANING, intent="ask_help")
    assert "再看一遍" in said
    assert "11 天" in said
    assert "1." not in said


async def test_a_day_told_after_the_list_chooses_nothing(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    await ask(talk, "我报的几个都到哪了", Aspect.OVERVIEW)
    said = await talk.say("今年能拿到不", "ask_payout_time", "carry", aspects=[Aspect.WHEN], about="claim")
    assert "对得上的有" not in said
    assert "200 元" in said


async def test_the_rule_for_everybody_is_told_to_a_stranger_too(claims: ClaimsDatabase) -> None:
    stranger = ActionTalk(claims, MemberId(0), is_linked=False)
    said = await ask(stranger, "钱一般多久到", Aspect.WHEN, about="payment", intent="ask_payout_time")
    assert "每季度核算" in said
    assert "这要看您本人的记录" not in said


@pytest.mark.parametrize(
    "aspects", [(Aspect.OVERVIEW, Aspect.STATE), (Aspect.OVERVIEW, Aspect.WHEN), (Aspect.STATE,)]
)
async def test_what_fits_every_claim_names_none_of_them(
    claims: ClaimsDatabase, aspects: tuple[Aspect, ...]
) -> None:
    said = await ask(await become(claims, "feng_xue"), "我的互助金都到哪了", *aspects)
    assert "您有 5 笔理赔，3 笔在办" in said
    assert "第 2 笔重疾要补病理报告" in said


async def test_of_those_that_the_words_fit_all_are_told_and_counted_as_those(claims: ClaimsDatabase) -> None:
    said = await ask(await become(claims, "feng_xue"), "甲状腺手术住院的到哪了", Aspect.STATE)
    assert "对得上的有 2 笔" in said
    assert "968.20" in said
    assert "200 元" in said


async def test_who_asks_once_more_hears_it_otherwise_and_not_in_steps(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "sun_li")
    await ask(talk, "钱啥时候到", Aspect.WHEN)
    said = await talk.say("再说一遍 到底哪天", "ask_help", "lost", aspects=[Aspect.WHEN], about="claim")
    assert "1." not in said
    assert "没有人定下来" in said


async def test_all_are_listed_again_when_all_are_asked_for_again(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    await ask(talk, "我报的几个都到哪了", Aspect.OVERVIEW)
    again = await ask(talk, "都说说吧", Aspect.OVERVIEW)
    assert "142.35" in again
    assert "病理报告" in again


async def test_another_sum_held_against_an_old_one_hears_the_terms_of_that_day(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "peng_na")
    await ask(talk, "女工那个给了多少", Aspect.AMOUNT, about="payment")
    said = await ask(talk, "不是该两万吗", Aspect.AMOUNT, intent="dispute_claim", amount="20000")
    assert "10,000 元" in said
    assert "2018年起才改成" in said
    assert "还是这样" not in said


async def test_papers_offered_after_the_end_are_of_that_claim_and_no_other(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "deng_hui")
    await ask(talk, "白内障那个为啥结了", Aspect.WHY)
    said = await ask(talk, "单子今天拿到了 赶得上吗", about="papers", intent="ask_deadline")
    assert "不敢说行也不敢说不行" in said
    assert "再有事是另一笔" not in said


async def test_who_writes_a_missing_paper_is_no_question_of_who_looks_at_the_claim(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "li_qiang")
    await ask(talk, "摔的那个到哪了", Aspect.STATE)
    said = await ask(talk, "单位证明归谁写", Aspect.WHO, about="papers", intent="ask_documents")
    assert "单位事故证明是单位写的" in said
    assert "是哪位同事在办" not in said
    assert "是哪位同事在办" in await ask(talk, "谁在办", Aspect.WHO)


async def test_a_form_that_was_put_aside_takes_no_claim_out_of_the_talk(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    await talk.say("我要申请理赔", "file_claim")
    await talk.say("下楼踩空摔了", "inform", event="fall")
    await talk.say("算了", "cancel")
    await ask(talk, "重疾那个到哪了", Aspect.STATE, programme="critical_illness")
    said = await ask(talk, "材料我交齐了呀", Aspect.MISSING)
    assert "还差病理报告" in said
    assert "想看哪一笔" not in said
    assert "没填完" not in said
