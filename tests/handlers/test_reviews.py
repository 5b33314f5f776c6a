"""A review: the reason that was told goes with it, it is never begun twice, and it is taken back after a yes."""

from datetime import timedelta

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk
from vocabulary.awaited import AwaitedPerson
from vocabulary.tickets import TicketReason


async def become(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """One of the invented members by key."""
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


async def submit(talk: ActionTalk, number: str) -> None:
    """A review that was handed over ten minutes ago and waits."""
    assert [one["reason"] for one in talk.people] == ["dispute"]
    about = talk.people[0]["about"]
    assert number in about
    talk.waiting = AwaitedPerson(NOW - timedelta(minutes=10), TicketReason.DISPUTE, about)


async def test_a_reason_told_before_is_read_back_and_goes_to_the_ticket(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "jiang_tao")
    await talk.say("咋就给三千二 我屋里重铺砖就一万六", "dispute_claim")
    asked = await talk.say("这不行 得给我改", "dispute_claim")
    assert "重铺砖就一万六" in asked
    assert "自来水管冻裂" in asked
    assert talk.people == []
    done = await talk.say("嗯 那交吧", "affirm")
    assert "重铺砖就一万六" in done
    assert "不复核了" in done
    assert "重铺砖就一万六" in talk.people[0]["about"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("我要求重新审 理由是没人告诉我要补单子", "没人告诉我要补单子"),
        ("给我申请复核，我那会儿在外地住院", "我那会儿在外地住院"),
    ],
)
async def test_a_reason_in_the_wish_is_read_back(claims: ClaimsDatabase, words: str, kept: str) -> None:
    talk = await become(claims, "deng_hui")
    asked = await talk.say(words, "dispute_claim")
    assert f"“{kept}”" in asked
    await talk.say("对 提交", "affirm")
    assert kept in talk.people[0]["about"]


async def test_the_missing_paper_is_to_be_kept_ready(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "deng_hui")
    await talk.say("我要申请复核", "dispute_claim")
    assert "住院费用清单" in await talk.say("对", "affirm")


@pytest.mark.parametrize("words", ["我要申诉 重新审", "凭啥没批", "不服", "给我申请复核"])
async def test_words_that_only_wish_are_no_reason(claims: ClaimsDatabase, words: str) -> None:
    talk = await become(claims, "zhou_jie")
    assert "您说的" not in await talk.say(words, "dispute_claim")


async def test_a_reason_told_while_the_yes_is_awaited_is_kept_and_asked_again(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    asked = await talk.say("单位说三月就给我上了", "inform", move="give")
    assert "单位说三月就给我上了" in asked
    assert talk.people == []
    await talk.say("对", "affirm")
    assert "单位说三月就给我上了" in talk.people[0]["about"]


@pytest.mark.parametrize("words", ["算了 我再想想", "等我问问单位再说", "先不复核"])
async def test_a_no_before_it_says_that_nothing_was_handed_over(claims: ClaimsDatabase, words: str) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    assert "没有提交" in await talk.say(words, "cancel", move="put_off")
    assert talk.people == []
    assert talk.needs == []


@pytest.mark.parametrize(
    ("words", "intent", "move"),
    [
        ("唉算了吧 不弄了", "cancel", "stop"),
        ("等我问问单位再说", "cancel", "put_off"),
        ("不申请了", "deny", ""),
    ],
)
async def test_one_that_waits_is_taken_back_after_a_yes(
    claims: ClaimsDatabase, words: str, intent: str, move: str
) -> None:
    talk = await become(claims, "jiang_tao")
    await talk.say("我不服", "dispute_claim")
    await talk.say("好", "affirm")
    await submit(talk, "LP2026-0031369")
    assert "要撤回来吗" in await talk.say(words, intent, move=move)
    assert talk.needs == []
    done = await talk.say("嗯 撤吧", "affirm")
    assert talk.needs == ["withdraw_person"]
    assert "3,200 元不受影响" in done


async def test_named_words_take_it_back_at_once(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    await talk.say("对", "affirm")
    await submit(talk, "LP2026-0031278")
    assert "撤回了" in await talk.say("不复核了", "deny")
    assert talk.needs == ["withdraw_person"]


async def test_it_stays_where_the_member_would_rather_keep_it(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    await talk.say("对", "affirm")
    await submit(talk, "LP2026-0031278")
    await talk.say("算了", "cancel")
    assert "没有撤" in await talk.say("不撤，留着", "deny")
    assert talk.needs == []


async def test_one_that_waits_is_not_begun_again(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    await talk.say("对", "affirm")
    await submit(talk, "LP2026-0031278")
    said = await talk.say("我要申请复核", "dispute_claim")
    assert "今天 09:20" in said
    assert "不用再交" in said
    assert talk.people == []


async def test_one_that_staff_look_at_already_is_not_begun_again(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "xu_gang")
    said = await talk.say("我要申诉", "dispute_claim")
    assert "已经在重新审了" in said
    assert "骑车摔伤这一笔" in said
    await talk.say("对", "affirm")
    assert talk.people == []


async def test_relief_that_was_refused_goes_to_its_own_desk(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "shao_qin")
    said = await talk.say("凭啥不批我的救助", "dispute_claim", programme="relief_fund")
    assert "不属于基金规定的重大疾病" in said
    await talk.say("我不服 给我再看看", "dispute_claim")
    await talk.say("对", "affirm")
    assert [one["desk"] for one in talk.people] == ["relief"]
    assert "救助申请 JZ" in talk.people[0]["about"]


@pytest.mark.parametrize("key", ["xu_gang", "zhou_jie", "jiang_tao"])
async def test_a_threat_is_met_calmly_and_begins_nothing(claims: ClaimsDatabase, key: str) -> None:
    talk = await become(claims, key)
    await talk.say("我的理赔呢", "check_claim")
    said = await talk.say("再这么拖我就打12345告你们", "complain")
    assert "权利" in said
    assert "12351" in said
    assert talk.people == []
    assert "转人工" in talk.choices
    assert await talk.say("一帮吃干饭的", "complain") != said
    assert talk.people == []


async def test_words_are_passed_on_after_a_yes_to_the_offer(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "jiang_tao")
    await talk.say("我的理赔呢", "check_claim")
    assert "转给同事" in await talk.say("再这么拖我就打12345告你们", "complain")
    assert "转给同事了" in await talk.say("对", "affirm")
    assert [one["desk"] for one in talk.people] == ["claims"]


async def test_what_is_not_decided_yet_is_not_reviewed(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    said = await talk.say("我对LP2026-0031343不服", "dispute_claim", claim_number="LP2026-0031343")
    assert "还在审" in said
    await talk.say("对", "affirm")
    assert talk.people == []


async def test_a_yes_with_a_question_is_both(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    said = await talk.say("嗯 那交吧，复核要几天", "ask_payout_time", aspects=["when"], about="claim")
    assert [one["reason"] for one in talk.people] == ["dispute"]
    assert "没有公布" in said


@pytest.mark.parametrize("words", ["好，可是我想先问问单位行不", "要是再不过咋办", "嗯，那不复核会怎么样"])
async def test_a_doubt_is_no_yes(claims: ClaimsDatabase, words: str) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    await talk.say(words, "ask_process", aspects=["next"], about="claim")
    assert talk.people == []


async def test_a_difficulty_is_passed_on_in_the_members_words(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "li_qiang")
    said = await talk.say(
        "厂里不肯盖章写事故证明咋办", "ask_documents", aspects=["substitute"], about="claim"
    )
    assert "没有规定" in said
    assert "对，转过去" in talk.choices
    assert talk.people == []
    await talk.say("嗯 转吧", "affirm")
    assert [one["desk"] for one in talk.people] == ["claims"]
    assert "厂里不肯盖章" in talk.people[0]["about"]


async def test_another_paper_is_named_as_what_may_or_may_not_do(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "cao_yu")
    said = await talk.say(
        "诊断证明是个啥 拿出院小结顶行不", "ask_documents", aspects=["meaning", "substitute"], about="claim"
    )
    assert "大夫开的" in said
    assert "出院小结能不能顶诊断证明" in said


async def test_what_was_filled_in_wrong_is_read_back_and_passed_on(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "chen_jing")
    said = await talk.say(
        "报的时候花费写错了 该是四万二", "inform", aspects=["change"], about="claim", amount="42000"
    )
    assert "42,000 元" in said
    assert talk.people == []
    await talk.say("对，就这么改", "affirm")
    assert "42,000 元" in talk.people[0]["about"]
    assert "LP2026" in talk.people[0]["about"]


async def test_what_is_told_afterwards_goes_to_the_same_ticket(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    await talk.say("对", "affirm")
    await submit(talk, "LP2026-0031278")
    assert "写到复核里了" in await talk.say("我有单位三月的参保单", "inform", move="give")
    assert "参保单" in talk.people[0]["about"]
    assert talk.people[0]["reason"] == "dispute"


async def test_how_a_review_stands_is_told_with_what_came_since(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "xu_gang")
    said = await talk.say("重审有信儿没", "check_claim", aspects=["state"], about="claim")
    for part in ("您提出的复核", "正在复审", "还没有结果", "缺少事故证明", "收到了单位事故证明"):
        assert part in said


async def test_the_phrases_that_are_proposed_are_understood(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    done = await talk.say("对", "affirm")
    await submit(talk, "LP2026-0031278")
    assert "“复核到哪了”" in done
    assert "还没有人接" in await talk.say("复核到哪了", "inform")


async def test_whoever_is_not_known_yet_hears_a_kind_word_first(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    talk.is_linked = False
    first = await talk.say("凭啥不赔", "dispute_claim")
    assert first.startswith("结果不称心")
    assert talk.needs == ["identity"]
    assert await talk.say("凭啥不赔", "dispute_claim") != first


async def test_anger_about_ones_own_claim_is_asked_whose_it_is_and_then_answered(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "shao_qin")
    talk.is_linked = False
    first = await talk.say(
        "交了材料等了俩月 救助一毛没有 糊弄人", "complain", aspects=["covered"], about="relief"
    )
    assert "对不住" in first
    assert talk.needs == ["identity"]
    assert talk.people == []
    assert "不属于基金规定的重大疾病" in await talk.link()


async def test_money_before_the_decision_is_asked_of_the_claim_that_is_spoken_of(
    claims: ClaimsDatabase,
) -> None:
    talk = await become(claims, "shen_yue")
    await talk.say("着火那份到哪了", "check_claim", aspects=["state"], about="claim")
    said = await talk.say("能不能先预支点", "apply_relief", "carry", ["advance"], "relief")
    assert "规定我没看到" in said
    assert "海淀区总工会" in said
    assert talk.talk.task is None


async def test_a_question_in_between_leaves_the_yes_open(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "zhou_jie")
    await talk.say("我要申请复核", "dispute_claim")
    said = await talk.say("我都有啥保障", "check_coverage", aspects=["overview"], about="cover")
    assert "复核要现在交上去吗" in said
    assert talk.people == []
    await talk.say("交吧", "affirm")
    assert [one["reason"] for one in talk.people] == ["dispute"]


async def test_which_of_several_is_asked_and_chosen_by_place_or_by_name(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "feng_xue")
    asked = await talk.say("我不服 要重新审", "dispute_claim", aspects=["review"], about="claim")
    assert "哪一笔" in asked
    assert len(talk.choices) == 3
    assert "吗" in await talk.say("第一个", "inform", move="choose")
    assert talk.talk.asked
    assert talk.people == []
    said = await talk.say("不是 是津贴那个", "inform", move="correct", programme="hospital_cash")
    assert "住院津贴" in said
    await talk.say("对", "affirm")
    assert "LP2026-0031330" in talk.people[0]["about"]


async def test_relief_that_is_not_decided_yet_is_said_to_be_so(claims: ClaimsDatabase) -> None:
    talk = await become(claims, "ren_hong")
    said = await talk.say("救助拖这么久 我要申诉", "dispute_claim", aspects=["review"], about="relief")
    assert "还没到复核这一步" in said
    assert talk.people == []
