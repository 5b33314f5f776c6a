"""Questions that follow a record are about that record: the wait, the money, why, the papers, what comes next."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

PROGRESS = "我的理赔到哪一步了"


async def begin(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """A member who has just been told of their one claim that is not closed."""
    member = await find_demo_member(claims, key)
    assert member, key
    talk = ActionTalk(claims, member)
    await talk.say(PROGRESS, "check_claim")
    return talk


@pytest.mark.parametrize(
    ("key", "said", "intent", "words"),
    [
        (
            "wang_fang",
            "那还得等几天",
            "ask_payout_time",
            ("正在初审", "3月9日起", "9 天", "没有公布", "十天到账"),
        ),
        ("wang_fang", "啥时候能批下来啊", "check_claim", ("正在初审", "没有公布")),
        ("sun_li", "还要多久", "ask_payout_time", ("3月15日审核通过", "已经等了 3 天", "系统里没写")),
        ("li_qiang", "得等多长时间呀", "nlu_fallback", ("在等您补：诊断证明、单位事故证明", "补齐了接着审")),
        ("liu_yang", "还得等几天", "ask_payout_time", ("被银行退回", "要先换卡才能再打")),
        ("zhang_wei", "打哪张卡了", "check_payment", ("326 元", "尾号 8003", "3月14日")),
        ("zhang_wei", "那钱啥时候打的", "ask_payout_time", ("3月14日", "326 元")),
        ("zhang_wei", "多少钱来着", "ask_benefit", ("326 元",)),
        ("sun_li", "打到哪个卡", "check_payment", ("1,185.60 元", "尾号 8007", "还没打款")),
        ("wang_fang", "钱打了没", "check_payment", ("还没核定", "审核通过了才打款", "尾号 8001")),
        ("zhou_jie", "为啥没批", "dispute_claim", ("出险日期早于保障生效日", "我要申请复核")),
        ("zhou_jie", "凭什么不给我赔啊", "dispute_claim", ("出险日期早于保障生效日",)),
        ("deng_hui", "为什么没给钱", "dispute_claim", ("逾期未补交材料",)),
        ("zhang_wei", "为啥才给这么点", "dispute_claim", ("326 元", "自付一", "我要申请复核")),
        ("peng_na", "怎么才给一万", "dispute_claim", ("10,000 元", "2017年6月8日")),
        ("li_qiang", "差啥材料", "ask_documents", ("诊断证明", "单位事故证明")),
        ("li_qiang", "发票收着了吗", "check_claim", ("收到了", "门诊收费票据2月21日收到")),
        ("li_qiang", "诊断收到没", "check_claim", ("诊断证明还没记作收到",)),
        ("wang_fang", "还差啥不", "ask_documents", ("现在不缺材料",)),
        ("wang_fang", "下一步谁管", "ask_process", ("接下来是复审",)),
        ("zhao_lei", "能催一下不", "nlu_fallback", ("正在复审", "转人工")),
        ("zhao_lei", "那材料呢", "ask_documents", ("诊断证明2月18日收到", "出院小结")),
    ],
)
async def test_a_question_is_about_the_record_that_is_spoken_of(
    claims: ClaimsDatabase, key: str, said: str, intent: str, words: tuple[str, ...]
) -> None:
    talk = await begin(claims, key)
    answer = await talk.say(said, intent)
    assert [one for one in words if one not in answer] == [], answer
    assert "还没到打款这一步" not in answer


async def test_one_thing_after_another_is_asked_of_the_same_record(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "liu_yang")
    assert "尾号 8004" in await talk.say("打哪张卡了", "check_payment")
    assert "会员卡已注销" in await talk.say("为啥退回来", "dispute_claim")
    assert "住院费用清单" in await talk.say("材料都收到了吧 收着没", "check_claim")


async def test_two_things_at_once_are_both_answered(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "li_qiang")
    answer = await talk.say("还差啥材料 得等几天", "ask_documents")
    assert "诊断证明" in answer
    assert "补齐了接着审" in answer


@pytest.mark.parametrize(
    ("said", "intent", "entities"),
    [
        ("重疾一般多久到账", "ask_payout_time", {"programme": "critical_illness"}),
        ("女工特疾要什么材料", "ask_documents", {"programme": "womens_specified_disease"}),
        ("一般多久到账", "ask_payout_time", {}),
    ],
)
async def test_a_question_of_another_plan_or_of_everybody_is_not_about_the_record(
    claims: ClaimsDatabase, said: str, intent: str, entities: dict[str, str]
) -> None:
    talk = await begin(claims, "li_qiang")
    assert "右脚踝骨折" not in await talk.say(said, intent, "", **entities)


async def test_a_question_why_asks_for_no_review(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "zhou_jie")
    answer = await talk.say("咋没批呢", "dispute_claim")
    assert "转给同事" not in answer
    assert any("我要申请复核" in choice for choice in talk.choices)


async def test_why_finds_the_one_that_was_denied_without_being_told_which(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "zhou_jie")
    assert member
    assert "出险日期早于保障生效日" in await ActionTalk(claims, member).say("为啥没批", "dispute_claim")


async def test_a_relatives_record_is_not_answered_with_ones_own(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "wang_fang")
    assert "阑尾炎" not in await talk.say("那我老公的到哪了", "check_claim", relation="spouse")


async def test_the_same_is_asked_of_another_of_the_list(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "feng_xue")
    await talk.say("住院医疗那个", programme="inpatient_medical")
    assert "968.20 元" in await talk.say("打哪张卡了", "check_payment")
    assert "200 元" in await talk.say("第三个呢", move="carry")


@pytest.mark.parametrize(
    ("said", "entities", "words"),
    [
        ("不是，是水管那个", {"event": "pipe_burst"}, "暖气管爆裂"),
        ("不是这个 我问的是津贴", {"programme": "hospital_cash"}, "200 元"),
        ("错了 是住院报销的", {"programme": "inpatient_medical"}, "968.20 元"),
        ("我说的是甲状腺癌那笔", {}, "病理报告"),
    ],
)
async def test_another_record_that_was_meant_is_turned_to_and_asked_the_same(
    claims: ClaimsDatabase, said: str, entities: dict[str, str], words: str
) -> None:
    talk = await begin(claims, "feng_xue")
    await talk.say("最后那个")
    await talk.say("打哪张卡了", "check_payment")
    answer = await talk.say(said, "deny", "", **entities)
    assert words in answer
    assert "142.35" not in answer
    assert "卡" in answer or "材料" in answer


async def test_what_was_just_filed_is_the_newest(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "feng_xue")
    assert member
    talk = ActionTalk(claims, member)
    assert "暖气管爆裂" in await talk.say("我刚报的在哪看", "nlu_fallback")


async def test_a_claim_of_last_year_that_is_asked_for_by_its_day_is_found_among_all(
    claims: ClaimsDatabase,
) -> None:
    member = await find_demo_member(claims, "feng_xue")
    assert member
    answer = await ActionTalk(claims, member).say(
        "我去年11月报的那个弄到哪了", "check_claim", date="去年11月"
    )
    assert "142.35 元" in answer


@pytest.mark.parametrize(
    ("key", "said", "intent", "words"),
    [
        ("sun_li", "咋还不打钱", "check_payment", "系统里没写"),
        ("zhang_wei", "这个用我交啥材料不", "ask_documents", "不用您交材料"),
        ("tang_lin", "之前不是退回来了吗", "check_payment", "收款卡号有误"),
        ("tang_lin", "那就是给了我两回？", "check_payment", "只到账一次"),
        ("liu_yang", "换完几天能到", "ask_payout_time", "系统里没写"),
        ("liu_yang", "那咋办", "nlu_fallback", "下一步"),
        ("zhou_jie", "那咋整", "dispute_claim", "我要申请复核"),
        ("zhou_jie", "多久有结果", "ask_payout_time", "没有公布"),
        ("han_bing", "能给我多少", "ask_benefit", "等审完才定"),
    ],
)
async def test_hard_questions_get_what_the_record_knows(
    claims: ClaimsDatabase, key: str, said: str, intent: str, words: str
) -> None:
    assert words in await (await begin(claims, key)).say(said, intent)


async def test_where_to_get_a_paper_is_not_the_records_to_say(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "li_qiang")
    assert "还没记作收到" not in await talk.say("诊断证明找谁开", "ask_documents")


async def test_of_one_that_is_named_without_a_list_its_papers_are_told(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "cao_yu")
    assert member
    talk = ActionTalk(claims, member)
    answer = await talk.say("重疾那个差啥材料", "ask_documents", programme="critical_illness")
    assert "诊断证明" in answer
    assert "重疾这笔" in answer
    assert "1,120" in await talk.say("另一个呢 打了多少", "inform")


async def test_a_list_that_was_narrowed_still_counts_truly(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "feng_xue")
    await talk.say("第一个")
    assert "对得上的有 4 笔" in await talk.say("剩下的呢")
    assert "您有 5 笔理赔" in await talk.say("都说说吧")


async def test_the_terms_of_then_are_told_after_an_old_claim(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "peng_na")
    answer = await talk.say("那时候管几种病", "ask_scope")
    assert "8种" in answer
    assert "12" not in answer.replace("2017", "")


@pytest.mark.parametrize(
    ("key", "said", "intent", "words"),
    [
        ("xu_gang", "我申请复核那个有结果没", "dispute_claim", "复审"),
        ("deng_hui", "那我现在补材料行不", "ask_documents", "现在补还算不算"),
    ],
)
async def test_a_claim_that_was_decided_once_is_told_as_it_stands(
    claims: ClaimsDatabase, key: str, said: str, intent: str, words: str
) -> None:
    assert words in await (await begin(claims, key)).say(said, intent)


async def test_why_it_was_denied_before_the_review_is_told(claims: ClaimsDatabase) -> None:
    answer = await (await begin(claims, "xu_gang")).say("之前为啥拒的", "dispute_claim")
    assert "缺少事故证明" in answer
    assert "复审完才有结论" in answer


async def test_a_push_is_heard_whatever_it_was_taken_for(claims: ClaimsDatabase) -> None:
    answer = await (await begin(claims, "zhao_lei")).say("能不能快点", "ask_help")
    assert "转人工" in answer
    assert "这笔重疾正在复审" in answer


async def test_the_terms_of_now_are_told_after_those_of_then(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "peng_na")
    await talk.say("那时候管几种病", "ask_scope")
    assert "12" in await talk.say("现在呢", "greet", move="carry")


async def test_the_most_that_is_paid_now_is_no_question_of_the_old_claim(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "peng_na")
    assert "15,000" in await talk.say("现在最高给多少", "ask_benefit")
