"""What a member is covered by: what is in force, what begins later, what is over, and whether what happened may be claimed."""

from collections.abc import Sequence

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk
from tests.handlers.asking import NOBODY, ask, sources

COVER = "我有哪些保障"


async def talk_of(claims: ClaimsDatabase, key: str) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member, key
    return ActionTalk(claims, member)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("li_qiang", ("3 项", "意外险二档", "，二次报销", "（到10月18日）")),
        ("yuan_fei", ("2 项", "已经到期的：意外险一档（1月21日到期）")),
        (
            "dong_mei",
            ("2 项：二次报销", "还没开始的：", "女工特疾 2 份、住院津贴 1 份3月30日起（还有 12 天）"),
        ),
        ("lu_ting", ("没有在保的项目", "住院医疗 1 份", "到期", "某科技有限公司工会")),
        ("pan_long", ("综合险A类",)),
        ("shi_kai", ("社工套餐（意外、重疾、津贴）",)),
    ],
)
async def test_cover_is_counted_and_grouped_by_how_it_stands(
    claims: ClaimsDatabase, key: str, words: tuple[str, ...]
) -> None:
    answer = await ask(claims, key, COVER, "check_coverage")
    assert [one for one in words if one not in answer.text] == []
    assert "数据更新到" in answer.text
    assert sources(answer)


async def test_only_what_was_asked_about_is_told(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "li_qiang", "我意外险有没有", "check_coverage", programme="accident")
    assert sources(answer) == ["enrolment:accident"]
    assert "二次报销" not in answer.text


async def test_what_is_not_theirs_is_said_in_one_sentence_before_what_is(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "jin_xin", "我有重疾吗", "check_coverage", programme="critical_illness")
    assert answer.text.startswith("您名下没有重疾。您在保的有：二次报销、非工伤意外家财险")
    assert "enrolment:critical_illness" not in sources(answer)
    assert sources(answer)


async def test_a_stranger_proves_who_they_are_first(claims: ClaimsDatabase) -> None:
    assert (await ask(claims, NOBODY, COVER, "check_coverage")).needs == ("identity",)


@pytest.mark.parametrize(
    ("key", "said", "aspects", "named", "words"),
    [
        ("kong_jun", "是不是今天到期", ["valid"], {}, ("今天是最后一天", "今天还在保")),
        ("dong_mei", "女工的生效没", ["valid"], {"programme": "womens_specified_disease"}, ("3月30日才生效", "12 天")),
        ("xiong_wei", "工地那项还在么", ["valid"], {"programme": "tailored_site_worker"}, ("到期了", "不在保", "二次报销")),
        ("liao_yun", "它到哪天", ["valid"], {}, ("3月8日起", "到2027年3月7日", "现在在保")),
        ("shi_kai", "津贴一天给几块", ["amount"], {"programme": "hospital_cash"}, ("社工套餐", "没有数", "某环卫中心工会")),
        ("wang_fang", "女工的最高给多少", ["amount"], {"programme": "womens_specified_disease"}, ("15,000", "以中心最新规定为准")),
        ("lu_ting", "咋恢复", ["how"], {}, ("某科技有限公司工会", "北京银行", "记录里没写")),
        ("kong_jun", "到期了咋续", ["how"], {}, ("某建筑工程公司工会", "谁出，看单位")),
        ("lu_ting", "我会员卡还能用么", ["card"], {"programme": "member_card"}, ("没有在保的项目", "会员卡停了")),
        ("liao_yun", "卡停了那保险还在吗", ["effect"], {}, ("现在在保", "疗休养短期意外")),
    ],
)  # fmt: skip
async def test_what_is_asked_of_ones_cover_is_answered_from_it(
    claims: ClaimsDatabase,
    key: str,
    said: str,
    aspects: Sequence[str],
    named: dict[str, str],
    words: tuple[str, ...],
) -> None:
    talk = await talk_of(claims, key)
    answer = await talk.say(said, "check_coverage", "", aspects, "cover", **named)
    assert [one for one in words if one not in answer] == []
    assert len(answer) <= 200


@pytest.mark.parametrize(
    ("key", "said", "named", "words"),
    [
        ("kong_jun", "昨天下楼把手腕摔了还算不算", {"event": "fall"}, ("昨天（3月17日）", "意外险四档", "审核", "我要报案")),
        ("dong_mei", "那眼下要是住了院呢", {"event": "hospital_stay"}, ("3月30日才生效", "二次报销", "不用申请")),
        ("zhou_jie", "去年11月骑车摔的还能报不", {"event": "fall"}, ("三档2025年12月18日才生效",)),
        ("liao_yun", "在疗养院崴了脚算不算", {"programme": "tailored_recuperation"}, ("疗休养短期意外现在在保", "管疗休养期间的意外", "日期里")),
        ("meng_chao", "家里着火那个能报不", {"event": "fire"}, ("非工伤意外家财险", "我要报案")),
        ("xiong_wei", "工地上干活摔了腰管不管", {"event": "fall"}, ("工伤", "12333", "到期", "管的是非工伤")),
        ("lu_ting", "我摔了腿能报不", {"event": "fall"}, ("没有查到", "没有在保的项目")),
    ],
)  # fmt: skip
async def test_whether_it_counts_is_told_by_the_day_and_what_was_in_force(
    claims: ClaimsDatabase, key: str, said: str, named: dict[str, str], words: tuple[str, ...]
) -> None:
    talk = await talk_of(claims, key)
    answer = await talk.say(said, "ask_scope", "", ["covered"], "cover", **named)
    assert [one for one in words if one not in answer] == []
    assert talk.talk.task is None


async def test_until_when_and_whether_it_counts_are_both_answered(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "kong_jun")
    said = "意外险今天到期吧 前天摔的还算不"
    answer = await talk.say(
        said, "check_coverage", "", ["valid", "covered"], "cover", programme="accident", event="fall"
    )
    assert "今天还在保" in answer
    assert "前天（3月16日）" in answer


async def test_what_else_there_is_promises_nothing(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "pan_long")
    answer = await talk.say("真一点办法没有么", "inform", "", ["elsewhere"], "cover")
    assert "海淀区总工会" in answer
    assert "不敢打包票" in answer
    assert "大兴" not in answer


async def test_a_plan_of_which_there_is_a_claim_is_asked_about_as_that_claim(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "hou_jun")
    await talk.say("我的救助到哪一步了", "check_relief")
    answer = await talk.say(
        "那重疾那份呢", "check_coverage", "carry", ["state"], "cover", programme="critical_illness"
    )
    assert "肝癌确诊" in answer


@pytest.mark.parametrize("is_linked", [True, False])
async def test_of_a_fathers_treatment_it_is_kindly_said_what_is_written(
    claims: ClaimsDatabase, is_linked: bool
) -> None:
    talk = await talk_of(claims, "pan_long")
    talk.is_linked = is_linked
    answer = await talk.say("我爸住进icu一天一万多 能报不", "ask_scope", "", ["covered"], relation="parent")
    assert [one for one in ("不容易", "父亲", "没有写进去", "12393", "12351") if one not in answer] == []
    assert talk.people[0]["reason"] == "relief_urgent"
    own = await talk.say("那写我名字报呢", "inform", "", ["substitute"], "cover")
    assert "本人看病的票据" in own
    assert talk.talk.task is None


async def test_what_else_there_is_for_a_relative_promises_nothing(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "pan_long")
    await talk.say("我爸住院能报吗", "ask_scope", "", ["covered"], relation="parent")
    answer = await talk.say("我爸真一点办法没有么", "inform", "", ["elsewhere"], "cover", relation="parent")
    assert "海淀区总工会" in answer
    assert "不敢打包票" in answer
    assert "大兴" not in answer


async def test_unlinking_is_asked_again_after_what_it_does_to_cover(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "liao_yun")
    await talk.say("解绑", "unbind_identity")
    answer = await talk.say("解了我那疗休养的保险还在不", "check_coverage", "", ["effect"], "cover")
    assert "还解吗" in answer
    assert "unlink" not in talk.needs
    assert "没有解除" in await talk.say("那先留着", "deny")


async def test_what_ones_own_pays_is_said_with_what_there_is(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "shi_kai")
    answer = await talk.say(
        "我自己的保啥 一天给几块", "ask_benefit", "", ["amount"], "programme", relation="self"
    )
    assert "社工套餐" in answer
    assert "没有数" in answer
    assert "二次报销" in answer


async def test_since_when_of_ones_own_is_no_rule(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "dong_mei")
    answer = await talk.say("那我那个哪天生效", "ask_enrolment", "carry", ["valid"], "programme")
    assert "3月30日才生效" in answer
    assert "二次报销" in answer


async def test_ones_own_name_for_a_relatives_bills_begins_no_form(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "pan_long")
    await talk.say("我爸住院能报吗", "ask_scope", "", ["covered"], relation="parent")
    answer = await talk.say("那拿我的名字报上呢", "file_claim", "carry", ["state"], "cover")
    assert "本人看病的票据" in answer
    assert talk.talk.task is None


async def test_what_was_in_force_on_a_day_alone_is_told_of_that_day(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "jiang_yan")
    said = "去年9月我做手术那会儿在保没"
    answer = await talk.say(said, "check_coverage", "", ["valid"], "cover", event="hospital_stay")
    assert "2025年9月那时候" in answer
    assert "综合险B类" in answer
    assert "2月16日" not in answer
