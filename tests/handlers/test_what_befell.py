"""What befell somebody is taken up: a death, a hurt at work, an illness, whose matter it is; and what is said on after it."""

from dataclasses import replace

import pytest

from actions.leaning import lean
from actions.question import AskedPart, Question
from actions.several import split
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk
from vocabulary.expects import Subject

MENU = ("我的理赔到哪一步了", "怎么申请应急救助")


async def open_talk(claims: ClaimsDatabase, key: str, is_linked: bool = True) -> ActionTalk:
    """One of the invented members, or a stranger."""
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member, is_linked=is_linked)


async def test_a_death_is_met_with_condolence_and_one_question(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jin_xin", is_linked=False)
    said = await talk.say("老伴前几天走了 他是会员", relation="spouse", event="death")
    assert said.startswith("请您节哀")
    assert "是因病，还是意外" in said
    assert not talk.needs
    assert not set(talk.choices) & set(MENU)


@pytest.mark.parametrize(
    ("words", "named", "told"),
    [
        ("脑出血 送到就不行了", {"illness": "脑出血"}, ("脑出血", "重疾", "说不准", "经办人")),
        ("让车撞的", {"event": "traffic_accident"}, ("身故", "没有公开", "经办人")),
        ("在吊车底下出的事", {"event": "fall", "circumstance": "at_work"}, ("工伤", "12333")),
        ("是得病走的", {}, ("因病走的", "重疾")),
    ],
)
async def test_how_somebody_died_says_what_there_may_be(
    claims: ClaimsDatabase, words: str, named: dict[str, str], told: tuple[str, ...]
) -> None:
    talk = await open_talk(claims, "jin_xin", is_linked=False)
    await talk.say("我丈夫没了", relation="spouse", event="death")
    said = await talk.say(words, **named)
    assert [one for one in told if one not in said] == []


async def test_the_records_of_the_dead_are_shown_to_nobody_and_no_identity_is_asked_for(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "jin_xin", is_linked=False)
    await talk.say("我丈夫没了", relation="spouse", event="death")
    said = await talk.say("他厂里给他上没上重疾", "check_coverage", programme="critical_illness")
    assert "查不了" in said
    assert "经办人" in said
    assert "identity" not in talk.needs
    papers = await talk.say("大概要啥手续", "ask_documents")
    assert "没有公开" in papers
    assert "死亡证明" in papers


async def test_one_s_own_records_are_looked_up_after_a_death_too(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "chen_jing")
    await talk.say("我爸没了", relation="parent", event="death")
    assert "乳腺癌" in await talk.say("我自己的理赔到哪了", "check_claim", relation="self")


@pytest.mark.parametrize(
    ("key", "linked", "told"),
    [
        ("xiong_wei", True, "到期"),
        ("zheng_hao", True, "意外险在保"),
        ("jin_xin", True, "这次用不上"),
        ("jin_xin", False, "核对身份"),
    ],
)
async def test_a_hurt_at_work_is_the_employer_s_to_report(
    claims: ClaimsDatabase, key: str, linked: bool, told: str
) -> None:
    talk = await open_talk(claims, key, linked)
    said = await talk.say(
        "车间里让铁砸了脚 你们管不", "ask_scope", move="ask", event="fall", circumstance="at_work"
    )
    assert [one for one in ("工伤", "12333", "12351", told) if one not in said] == []
    assert talk.needs == ([] if linked else ["identity"])


async def test_a_hurt_is_asked_how_it_came_about_and_the_answer_decides(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "zheng_hao")
    said = await talk.say("前天摔了 胳膊骨折", move="give", event="fall", illness="骨折")
    assert "上班干活时，还是平时" in said
    assert "12333" in await talk.say("上着班呢", move="give", circumstance="at_work")


async def test_a_hurt_out_of_work_offers_what_is_held_and_a_yes_opens_the_form(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "zheng_hao")
    await talk.say("前天摔了 胳膊骨折", move="give", event="fall", illness="骨折")
    said = await talk.say("平时 在家摔的", move="give", circumstance="off_work")
    assert "意外险" in said
    assert talk.talk.task is None
    await talk.say("好", "affirm", move="agree")
    assert talk.talk.task is not None
    assert talk.talk.task.task == "filing"


@pytest.mark.parametrize(
    ("words", "named", "told"),
    [
        ("查出胃癌了 我才三十九", {"illness": "胃癌"}, "胃癌"),
        ("住了十天院 刚回来", {"event": "hospital_stay"}, "住院"),
        ("家里水管崩了", {"event": "pipe_burst"}, "家财险"),
        ("我妈摔了胯骨", {"relation": "parent", "event": "fall"}, "家里人"),
    ],
)
async def test_a_story_names_what_happened_and_shows_no_menu(
    claims: ClaimsDatabase, words: str, named: dict[str, str], told: str
) -> None:
    talk = await open_talk(claims, "jin_xin", is_linked=False)
    said = await talk.say(words, move="give", **named)
    assert told in said
    assert "收到" not in said
    assert not set(talk.choices) & set(MENU)
    assert talk.talk.task is None


async def test_bills_of_a_relative_are_not_handed_in_under_one_s_own_name(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "pan_long")
    await talk.say("我爹住院了 能报不", "ask_eligibility", relation="parent", event="hospital_stay")
    said = await talk.say("写我的名字呢", "ask_eligibility", move="carry", circumstance="own_name")
    assert "本人看病的票据" in said
    assert talk.talk.task is None


@pytest.mark.parametrize(
    ("words", "intent", "move"), [("活着没意思", "crisis", "feeling"), ("转人工", "request_human", "")]
)
async def test_danger_and_the_wish_for_a_person_come_before_what_was_proposed(
    claims: ClaimsDatabase, words: str, intent: str, move: str
) -> None:
    talk = await open_talk(claims, "jin_xin")
    await talk.say("我得了白血病", move="give", illness="白血病")
    await talk.say(words, intent, move=move)
    assert talk.people


async def test_what_is_told_on_the_way_to_the_page_is_kept_for_the_form(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jin_xin", is_linked=False)
    await talk.say("我得了尿毒症 给我申请救助", "apply_relief", illness="尿毒症", programme="relief_fund")
    said = await talk.say("自己掏了八万", "inform", move="give", amount="80000")
    assert "记下了" in said
    told = talk.talk.told
    assert told
    assert "八万" in told.text


async def test_a_death_is_heard_by_its_words_alone_and_is_no_sick_relative_s(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jin_xin", is_linked=False)
    words = "我爱人前两天没了 剩我跟孩子 能领点什么不"
    said = await talk.say(
        words, "ask_eligibility", "ask", relation="spouse", aspects=["who_may"], about="programme"
    )
    assert said.startswith("请您节哀")
    assert "12393" not in said


async def test_a_bare_hurt_opens_no_form_and_is_asked_how_it_came(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jin_xin")
    said = await talk.say("我摔伤了", "file_claim", "give", event="fall")
    assert "上班干活时，还是平时" in said
    assert talk.talk.task is None


async def test_a_bare_hurt_heard_as_an_alarm_is_asked_how_it_came_and_danger_still_calls_people(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "jin_xin")
    assert "上班干活时，还是平时" in await talk.say("我摔伤了", "crisis", event="fall")
    assert not talk.people
    await talk.say("摔了动不了", "crisis", event="fall")
    assert talk.people


async def test_a_form_put_aside_begins_from_all_that_was_told(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "kong_jun")
    await talk.say("我要报案，前天骑车摔了，手腕骨折", "file_claim", "ask", event="fall", illness="手腕骨折")
    assert "留七天" in await talk.say("先不办了", "cancel", "stop")
    assert "记下了：积水潭医院" in await talk.say("积水潭医院", "inform", "give")
    begun = await talk.say("好", "affirm", "agree")
    assert "积水潭医院" in begun
    assert talk.talk.task is not None


@pytest.mark.parametrize(
    ("words", "named", "told"),
    [
        ("我要报案 昨天卸货压断了手指", {"illness": "手指骨折", "circumstance": "at_work"}, "先让单位报工伤"),
        ("给我报案 骑车去厂里摔断了腿", {"illness": "腿骨折", "circumstance": "on_the_way"}, "由人社局定"),
    ],
)
async def test_who_wishes_to_file_a_hurt_at_work_gets_the_form_and_hears_whose_it_is_first(
    claims: ClaimsDatabase, words: str, named: dict[str, str], told: str
) -> None:
    talk = await open_talk(claims, "jin_xin")
    said = await talk.say(words, "file_claim", "ask", **named)
    assert told in said
    assert talk.talk.task
    assert talk.talk.task.values["kind"] == "accident"


async def test_a_hurt_at_work_that_is_only_told_opens_no_form(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jin_xin")
    said = await talk.say("卸货压断了手指", "file_claim", "give", illness="手指骨折", circumstance="at_work")
    assert "12333" in said
    assert talk.talk.task is None


def test_what_just_happened_is_applied_for_and_not_looked_up() -> None:
    parts = (
        AskedPart("房子塌了", ("apply_relief",), {"event": ("disaster",)}),
        AskedPart("有没有救助", ("check_relief",), {}),
    )
    entities = {"event": ("disaster",)}
    both = ("apply_relief", "check_relief")
    whole = Question("房子塌了", both, (), entities, None, NOW, parts=parts, about=Subject.RELIEF)
    assert lean(replace(whole, text="房子塌了呢 急死了 救助")).intents == ("apply_relief",)
    assert not split(lean(replace(whole, text="房子塌了呢 急死了 救助")))
    assert lean(replace(whole, text="上次房子漏的那个救助")).intents == both
