"""First words fit what was told, are said once, and are for nobody who told nothing bad."""

import pytest

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

KIND = ("受累", "不容易", "不踏实", "不好受")


async def open_talk(claims: ClaimsDatabase, key: str, is_linked: bool = True) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member, is_linked=is_linked)


@pytest.mark.parametrize(
    ("words", "named", "told"),
    [
        ("我查出胃癌 大兴那个救助给多少", {"illness": "胃癌"}, "得了胃癌"),
        ("我爱人白血病 那个救助给多少", {"illness": "白血病", "relation": "spouse"}, "爱人得了白血病"),
        ("胃癌能给多少", {"illness": "胃癌"}, "碰上胃癌"),
    ],
)
async def test_an_illness_is_met_by_its_name_once(
    claims: ClaimsDatabase, words: str, named: dict[str, str], told: str
) -> None:
    talk = await open_talk(claims, "wang_fang", is_linked=False)
    said = await talk.say(
        words, "ask_benefit", "ask", ["amount"], "programme", programme="relief_fund", **named
    )
    assert said.startswith(told)
    again = await talk.say("那要啥材料", "ask_documents", "carry", ["missing"], "programme", **named)
    assert not [one for one in KIND if one in again]


async def test_how_one_s_own_claim_stands_is_answered_straight_and_kindly_once(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "chen_jing")
    said = await talk.say("我乳腺癌那个到哪了", "check_claim", "ask", ["state"], "claim", illness="乳腺癌")
    first, rest = said.split("。", 1)
    assert "乳腺癌" in first
    assert not [one for one in KIND if one in first]
    assert "受累" in rest
    again = await talk.say("那接下来呢", "check_claim", "carry", ["next"], "claim")
    assert not [one for one in KIND if one in again]


async def test_a_small_matter_of_one_s_own_gets_no_kind_word(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "zhang_wei")
    said = await talk.say("那笔钱到了没", "check_payment", "ask", ["state"], "payment")
    assert not [one for one in KIND if one in said]


async def test_a_plain_question_gets_no_condolence(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "wang_fang")
    said = await talk.say("家财险要交钱吗", "ask_contribution", "ask", programme="non_work_accident_property")
    assert not [one for one in KIND if one in said]


async def test_whoever_feels_left_alone_hears_other_words_each_time_and_how_it_stands(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "ren_hong")
    said = [
        await talk.say("就没人管我们", "complain", "ask", ["why_slow"], "relief"),
        await talk.say("是不是不管了", "complain", "carry", ["why_slow"], "relief"),
    ]
    assert said[0][:6] != said[1][:6]
    assert all("9 天" in one for one in said)


@pytest.mark.parametrize(
    ("words", "told"),
    [("下周三开刀 心慌", "手术"), ("夜里害怕 睡不着", "害怕是常情"), ("引产了 孩子没留住", "孩子没保住")],
)
async def test_fear_and_loss_open_nothing_and_show_no_menu(
    claims: ClaimsDatabase, words: str, told: str
) -> None:
    talk = await open_talk(claims, "chen_jing")
    said = await talk.say(words, "inform", "feeling")
    assert told in said
    assert talk.talk.task is None
    assert set(talk.choices) <= {"转人工"}


async def test_what_is_feared_is_no_day_of_loss_and_a_doctor_comes_first(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "dong_mei")
    first = await talk.say("昨天体检说有个结节 要是不好能给不", "ask_scope", "ask", ["covered"], "cover")
    assert first.startswith("先别往坏处想")
    assert "还有 12 天" in first
    assert "我要报案" not in talk.choices
    then = await talk.say("等生效了再去看行不", "check_coverage", "carry", ["valid"], "cover")
    assert "千万别为这个拖" in then
    assert "还是刚才说的" not in then


async def test_a_new_illness_is_no_matter_of_the_old_claim(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "peng_na")
    await talk.say("我2017年那笔给了多少", "check_payment", "ask", ["amount"], "payment")
    said = await talk.say(
        "又查出卵巢囊肿 在那12种里不", "ask_scope", "carry", ["covered"], "claim", illness="卵巢囊肿"
    )
    assert "没有名单" in said
    assert "现在在保" in said
    assert "8种" not in said


async def test_builders_hear_what_is_known_of_their_cover_beside_the_work_injury(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "wang_fang", is_linked=False)
    said = await talk.say(
        "工地上让管子砸了 那个24小时的建设者保障管不管",
        "ask_scope",
        "ask",
        ["covered"],
        "programme",
        circumstance="at_work",
    )
    assert said.startswith("伤得重不重")
    assert "冬奥工程建设者" in said
    assert "12333" in said


async def test_a_cry_beside_an_open_application_begins_none_and_names_it(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "ren_hong")
    said = await talk.say("再不交钱医院就停药了", "apply_relief", "give", illness="白血病")
    assert "还在办（JZ" in said
    assert "单位工会" in said
    assert talk.talk.task is None
    assert [one["reason"] for one in talk.people] == ["relief_urgent"]
