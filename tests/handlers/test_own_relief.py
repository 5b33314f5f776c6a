"""One's own application for relief: in whose hands, since when, what is still wanted, why it was refused, what else there is."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from actions.manner import wants_few_words
from claims.changes import ReliefFiling, submit_relief
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.relief_desk import NewAct, do_relief_act
from tests.handlers.action_talk import NOW, ActionTalk


async def talk_of(claims: ClaimsDatabase, key: str) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member, key
    return ActionTalk(claims, member)


async def ask_on(claims: ClaimsDatabase, key: str, said: str, *aspects: str) -> str:
    """What is answered to this, after one's application was shown."""
    talk = await talk_of(claims, key)
    await talk.say("我的救助到哪一步了", "check_relief")
    return await talk.say(said, "inform", aspects=aspects, about="relief")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("bai_yang", ("3月17日（昨天）", "某食品有限公司工会", "还没开始审")),
        ("cui_ying", ("某印刷厂工会", "核实", "3月12日起", "6 天")),
        ("qin_song", ("庞各庄镇的工会", "3月7日起", "11 天", "还没结果")),
        ("ren_hong", ("评审委员会", "3月9日起", "9 天", "最后一关")),
        ("gu_bin", ("6,000 元", "还没发", "系统里没写")),
        ("hou_jun", ("20,000 元", "2月8日（38 天前）")),
        ("shao_qin", ("没有批", "2月16日（30 天前）", "重大疾病")),
        ("meng_chao", ("没有受理", "单位不在大兴区", "和平街街道的工会")),
    ],
)
async def test_where_it_is_says_which_union_exactly_and_since_when(
    claims: ClaimsDatabase, key: str, words: tuple[str, ...]
) -> None:
    answer = await (await talk_of(claims, key)).say("我的救助到哪一步了", "check_relief")
    assert [one for one in words if one not in answer] == []


@pytest.mark.parametrize(
    ("key", "said", "aspects", "words"),
    [
        ("ren_hong", "哪天开会", ["when"], ("给不了日子", "9 天前")),
        ("qin_song", "我还用干点啥", ["next"], ("不用您做什么", "没有要您补的")),
        ("cui_ying", "还得补啥", ["missing"], ("没有要您补",)),
        ("ren_hong", "能给几万", ["amount"], ("还没定", "5 万元", "评审委员会")),
        ("cui_ying", "能给几万", ["amount"], ("还没定", "5000—10000")),
        ("qin_song", "啥叫镇街", ["meaning"], ("庞各庄镇的工会", "评审委员会")),
        ("qin_song", "评委会又是什么", ["meaning"], ("最后一关",)),
        ("qin_song", "准能下来吧", ["certain"], ("不敢打包票",)),
        ("qin_song", "我邻居那份都发了", ["compared"], ("别人", "不能说")),
        ("hou_jun", "还能再弄一回么", ["more"], ("不能说行", "某物流有限公司工会", "我要申请应急救助")),
        ("shao_qin", "按出意外那条再来一回呢", ["more"], ("5000—10000", "说不准", "我要申请应急救助")),
        ("qin_song", "除了这个还有辙么", ["elsewhere"], ("大兴区总工会", "12351", "二次报销")),
        ("qin_song", "能快点么", ["hurry"], ("加不了急", "转人工")),
        ("qin_song", "归谁管", ["who"], ("庞各庄镇的工会", "某印刷厂工会", "12351")),
        ("meng_chao", "那该找谁", ["who"], ("和平街街道的工会", "朝阳区总工会", "朝阳区职工服务窗口")),
        ("meng_chao", "我就住大兴", ["who_may"], ("单位的工会建在哪个区", "朝阳区", "转人工")),
        ("shao_qin", "名单给我看看", ["covered"], ("没有名单", "不能给您编", "重大疾病")),
        ("gu_bin", "打到哪张卡", ["card"], ("没写",)),
    ],
)
async def test_what_is_asked_is_answered_of_this_application(
    claims: ClaimsDatabase, key: str, said: str, aspects: Sequence[str], words: tuple[str, ...]
) -> None:
    answer = await ask_on(claims, key, said, *aspects)
    assert [one for one in words if one not in answer] == []
    assert len(answer) <= 200


async def test_several_questions_get_a_sentence_each(claims: ClaimsDatabase) -> None:
    answer = await ask_on(claims, "ren_hong", "啥时候定 给多少 我邻居四万", "when", "amount", "compared")
    assert [one for one in ("给不了日子", "5 万元", "别人的申请") if one not in answer] == []


async def test_the_reason_is_taken_up_the_second_time_and_not_said_again(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "meng_chao")
    first = await talk.say("凭什么不受理我的救助", "check_relief", aspects=["why"], about="relief")
    assert "单位不在大兴区" in first
    second = await talk.say("我家就在大兴 房也在大兴", "inform", aspects=["why"], about="relief")
    assert "不看家住哪" in second
    assert "单位不在大兴区，不属于本基金范围" not in second


async def test_few_words_are_given_to_who_wants_few(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "qin_song")
    answer = await talk.say("我那救助到哪了 字少点", "check_relief", aspects=["state"], about="relief")
    assert "庞各庄镇的工会" in answer
    assert len(answer) <= 60
    assert answer.count("。") == 1


@pytest.mark.parametrize("words", ["字少点 眼神不好", "别打官腔", "你就说批没批", "一句话告诉我"])
def test_few_words_are_heard(words: str) -> None:
    assert wants_few_words(words)


async def test_what_staff_asked_for_is_what_is_missing(claims: ClaimsDatabase) -> None:
    number = "JZ2026-00456"
    asked = NewAct("papers_asked", 0, 7, "工会", for_member="请补交住院收费票据复印件")
    talk = await talk_of(claims, "bai_yang")
    shown = await talk.say("我的救助到哪一步了", "check_relief")
    assert number in shown
    await do_relief_act(claims, number, asked, NOW)
    answer = await talk.say("还缺啥", "inform", aspects=["missing"], about="relief")
    assert "请补交住院收费票据复印件" in answer


async def test_what_was_handed_in_yesterday_is_found_without_a_claim(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "bai_yang")
    answer = await talk.say("昨天交上去那份帮我看看", "check_claim", aspects=["state"], about="claim")
    assert "应急救助" in answer
    assert "3月17日（昨天）" in answer


async def test_money_that_was_relief_is_said_to_be_relief(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "hou_jun")
    answer = await talk.say(
        "卡里多的两万从哪来", "check_payment", aspects=["origin"], about="payment", amount="20000"
    )
    assert "是救助金，不是理赔款" in answer
    assert "20,000 元" in answer


async def test_a_correction_is_read_back_and_passed_on_after_a_yes_alone(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "bai_yang")
    await talk.say("我的救助到哪一步了", "check_relief")
    answer = await talk.say(
        "自付那栏写错了 应该是七万三", "inform", aspects=["change"], about="relief", amount="73000"
    )
    assert "自付的钱改成 73,000 元" in answer
    assert talk.people == []
    done = await talk.say("嗯 就这么改", "affirm", aspects=["hurry"])
    assert "加不了急" in done
    assert talk.people[0]["desk"] == "relief"
    assert "73,000 元" in talk.people[0]["about"]


async def test_a_correction_that_is_not_agreed_to_is_left(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "bai_yang")
    await talk.say("我的救助到哪一步了", "check_relief")
    await talk.say("自付那栏写错了", "inform", aspects=["change"], about="relief", amount="73000")
    assert "没有转" in await talk.say("先不改", "deny")
    assert talk.people == []


@pytest.mark.parametrize("about", ["claim", "relief", ""])
async def test_a_refused_application_is_found_where_no_claim_was_refused(
    claims: ClaimsDatabase, about: str
) -> None:
    answer = await (await talk_of(claims, "shao_qin")).say(
        "为啥没批我的", "dispute_claim", aspects=["why"], about=about
    )
    assert "重大疾病" in answer


async def test_a_refused_claim_is_found_where_there_is_no_application(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "zhou_jie")
    answer = await talk.say("我的救助为啥没批", "check_relief", aspects=["why"], about="relief")
    assert "没有查到救助申请" in answer
    assert "出险日期早于保障生效日" in answer


async def test_where_both_were_refused_it_is_asked_which(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "zhou_jie")
    await apply(claims, talk, "手指骨折手术")
    number = await refuse(claims, "手指骨折手术")
    answer = await talk.say("为啥没批", "dispute_claim", aspects=["why"])
    assert "哪一样" in answer
    assert f"救助 {number} 为什么没批" in talk.choices
    chosen = await talk.say(f"救助 {number} 为什么没批", "check_relief", relief_number=number)
    assert "证明材料对不上号" in chosen


async def test_two_applications_are_both_shown_and_told_apart_by_their_cause(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "hou_jun")
    await apply(claims, talk, "家中水管爆裂")
    answer = await talk.say("我的救助怎么样了", "check_relief", aspects=["overview"], about="relief")
    assert "2 份" in answer
    one = await talk.say("水管爆裂那份呢", "check_relief", aspects=["state"], about="relief")
    assert "水管爆裂" in one
    assert "肝癌" not in one


async def test_who_is_angry_and_not_known_is_first_asked_who_they_are(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "shao_qin")
    talk.is_linked = False
    answer = await talk.say("你们救助骗人 一分不给", "complain", aspects=["why"], about="relief")
    assert "identity" in talk.needs
    assert "对不住" in answer


async def apply(claims: ClaimsDatabase, talk: ActionTalk, cause: str) -> None:
    filing = ReliefFiling(
        kind="disaster",
        cause=cause,
        happened_on=(NOW - timedelta(days=9)).date(),
        whose="household",
        self_paid=Decimal(5000),
        compensation=None,
        unit="某印刷厂",
        district="大兴",
        phone="13800000000",
        told=cause,
        is_urgent=False,
    )
    await submit_relief(claims, talk.member, filing, NOW)


async def refuse(claims: ClaimsDatabase, cause: str) -> str:
    """The number of the application of that cause, which two colleagues looked at and refused."""
    from sqlalchemy import select

    from claims.tables import ReliefApplicationRow

    async with claims.begin() as session:
        number = await session.scalar(
            select(ReliefApplicationRow.number).where(ReliefApplicationRow.cause == cause)
        )
    assert number
    await do_relief_act(claims, number, NewAct("agreed", 0, 1, "甲", for_staff="材料都看过了"), NOW)
    await do_relief_act(claims, number, NewAct("denied", 1, 2, "乙", for_member="证明材料对不上号"), NOW)
    return number


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("yan_rui", ("您可以申请", "某食品有限公司工会", "大兴区")),
        ("shen_yue", ("不在范围里", "某科技有限公司工会", "中关村街道的工会", "海淀区总工会", "12351")),
    ],
)
@pytest.mark.parametrize("intent", ["ask_eligibility", "check_relief"])
async def test_whether_one_may_apply_goes_by_ones_own_unit(
    claims: ClaimsDatabase, key: str, words: tuple[str, ...], intent: str
) -> None:
    talk = await talk_of(claims, key)
    answer = await talk.say("救命基金我够得着么", intent, "", ["who_may"], "relief", programme="relief_fund")
    assert [one for one in words if one not in answer] == []
    assert "别的区" not in answer
    assert len(answer) <= 160
    assert talk.talk.task is None


async def test_what_is_filed_already_is_not_offered_to_be_filed(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "shen_yue")
    answer = await talk.say(
        "家里着火了 大兴那个救助我够不够", "ask_eligibility", programme="relief_fund", event="fire"
    )
    assert "海淀" in answer
    assert "我要报案" not in answer


async def test_who_has_no_claim_hears_what_there_is_instead(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "bai_yang")
    await talk.say("我的救助到哪一步了", "check_relief")
    answer = await talk.say(
        "我是说住院的理赔", "check_claim", "correct", ["state"], "claim", event="hospital_stay"
    )
    assert [
        one for one in ("没有理赔", "重病住院这份应急救助", "二次报销", "还没报") if one not in answer
    ] == []
    assert "在等" not in answer


async def test_how_a_claim_of_a_fire_stands_is_no_cry_for_help(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "shen_yue")
    talk.is_linked = False
    said = "我家厨房着火那笔审到哪了 我都住我妈家一个月了"
    answer = await talk.say(said, "check_claim", "", ["state"], "claim", event="fire", relation="parent")
    assert "不容易" in answer
    assert talk.needs == ["identity"]
    assert talk.people == []


async def test_where_one_lives_is_an_objection_to_what_was_refused(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "meng_chao")
    await talk.say("我的救助到哪一步了", "check_relief")
    answer = await talk.say("我就是大兴的人 房也在大兴", "inform", "give", about="relief", district="大兴")
    assert "不看" in answer
    assert "工会建在" in answer
    assert "朝阳区" in answer


async def test_once_more_is_asked_about_and_begins_no_form(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "hou_jun")
    await talk.say("我的救助到哪一步了", "check_relief")
    answer = await talk.say("还能再给一回么", "apply_relief", "", ["more"], "relief")
    assert "没写" in answer
    assert talk.talk.task is None


async def test_a_claim_is_found_where_there_is_no_application(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "shen_yue")
    answer = await talk.say("我家厨房着火那个审得咋样", "check_claim", "", ["state"], "relief", event="fire")
    assert "厨房起火" in answer
    assert "初审" in answer


async def test_how_one_applies_is_the_rules_to_say(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "qin_song")
    await talk.say("我的救助到哪一步了", "check_relief")
    answer = await talk.say("这救助是咋申请的", "ask_process", "", ["how"], "relief", programme="relief_fund")
    assert "单位工会" in answer
    assert "11 天" not in answer


async def test_who_is_of_another_district_hears_why_and_no_figures_of_the_fund(
    claims: ClaimsDatabase,
) -> None:
    talk = await talk_of(claims, "fan_ping")
    await talk.say("救命基金我能申请吗", "ask_eligibility", programme="relief_fund")
    why = await talk.say("凭啥光大兴有", "complain", "", ["why"], "relief")
    assert "捐的" in why
    assert "朝阳区总工会" in why
    figures = await talk.say(
        "那朝阳能给几个钱", "ask_benefit", "carry", ["amount"], "relief", district="朝阳"
    )
    assert "没有数" in figures
    assert "5000" not in figures


@pytest.mark.parametrize("key", ["wang_fang", "qin_song"])
async def test_a_number_that_is_not_ones_own_is_not_found(claims: ClaimsDatabase, key: str) -> None:
    talk = await talk_of(claims, key)
    said = await talk.say(
        "JZ2026-99999批了吗",
        "check_relief",
        aspects=["state"],
        about="relief",
        relief_number="JZ2026-99999",
    )
    assert "没有找到 JZ2026-99999" in said
    assert "初审" not in said
    assert "庞各庄镇" not in said
