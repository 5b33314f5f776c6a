"""Who may apply for emergency relief: the fund is Daxing's, and that is said before anything is asked or sent."""

import pytest

from actions.question import Question
from actions.talk import Draft
from actions.tasks.endings import Endings
from claims.access import access_relief_applications
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import KNOWLEDGE, NOW, ActionTalk
from tests.handlers.asking import NOBODY, ask, titles

WISHES = ["我要申请大兴那个救助", "给我申请大兴应急救助", "家里遭了灾想申请大兴的救命基金"]


@pytest.mark.parametrize("key", ["fan_ping", "lu_ting"])
@pytest.mark.parametrize("words", WISHES)
async def test_the_funds_own_name_is_not_where_the_member_works(
    claims: ClaimsDatabase, key: str, words: str
) -> None:
    answer = await ask(claims, key, words, "apply_relief", district="大兴")
    assert "是大兴区的" in answer.text
    assert "不在范围里" in answer.text
    assert answer.opens is None


@pytest.mark.parametrize("words", WISHES)
async def test_a_member_of_the_district_applies(claims: ClaimsDatabase, words: str) -> None:
    answer = await ask(claims, "li_qiang", words, "apply_relief", district="大兴")
    assert answer.opens
    assert answer.opens.values["district"] == "大兴"


@pytest.mark.parametrize(
    "words", ["我单位在大兴，要申请应急救助", "俺现在在大兴干活 要申请救助", "我是大兴区的会员，申请应急救助"]
)
async def test_whoever_says_that_they_work_there_is_believed(claims: ClaimsDatabase, words: str) -> None:
    answer = await ask(claims, "fan_ping", words, "apply_relief", district="大兴")
    assert answer.opens
    assert answer.opens.values["district"] == "大兴"


async def test_an_application_from_elsewhere_is_sent_nowhere(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "jin_xin")
    assert member
    before = len(await access_relief_applications(claims, member))
    values = {
        "told": "家里进水了",
        "kind": "disaster",
        "whose": "household",
        "happened_on": "2026-03-10",
        "self_paid": 20000,
        "compensation": 0,
        "unit": "某单位",
        "district": "海淀",
        "phone": "13800000000",
    }
    question = Question("对", ("affirm",), (), {}, member, NOW)
    answer = await Endings(claims, KNOWLEDGE).end(member, Draft("relief", values), question)
    assert "没有交上去" in answer.text
    assert len(await access_relief_applications(claims, member)) == before
    done = await Endings(claims, KNOWLEDGE).end(
        member, Draft("relief", {**values, "district": "大兴"}), question
    )
    assert "申请交上去了" in done.text
    assert len(await access_relief_applications(claims, member)) == before + 1


@pytest.mark.parametrize(
    "words", ["发大水把我家淹了 有救助没有", "屋顶塌了 能申请救助不", "家里烧了能不能给点救助啊"]
)
async def test_a_stranger_who_asks_hears_who_and_how_much_first(claims: ClaimsDatabase, words: str) -> None:
    answer = await ask(claims, NOBODY, words, "apply_relief", event="disaster")
    assert "大兴区建会单位的会员" in answer.text
    assert "5000—10000 元" in answer.text
    assert "申请应急救助" in titles(answer)


async def test_an_application_under_way_is_named_before_another(claims: ClaimsDatabase) -> None:
    answer = await ask(claims, "cui_ying", "我想再申请一次救助", "apply_relief")
    assert "您有一份申请还在办（JZ" in answer.text


@pytest.mark.parametrize(
    "words",
    [
        "我老公抢救呢急着交押金",
        "老伴在ICU 一天一万 等钱救命",
    ],
)
async def test_a_cry_brings_a_person_and_the_hotline_and_the_form_only_as_an_offer(
    claims: ClaimsDatabase, words: str
) -> None:
    answer = await ask(claims, "li_qiang", words, "apply_relief")
    assert answer.person
    assert answer.person.reason == "relief_urgent"
    assert "您先别急" in answer.text
    assert "12351" in answer.text
    assert not answer.opens
    assert "要我现在帮您填应急救助申请吗" in answer.text


@pytest.mark.parametrize(
    "words", ["我家着火了能申请大兴那个救命基金不", "救命基金我能申请吗", "大兴那救助我够不够格啊"]
)
async def test_who_asks_whether_they_may_hears_first_that_it_is_anothers(
    claims: ClaimsDatabase, words: str
) -> None:
    answer = await ask(claims, "fan_ping", words, "ask_eligibility", programme="relief_fund")
    assert answer.text.startswith("应急救助是大兴区的")
    own = await ask(claims, "li_qiang", words, "ask_eligibility", programme="relief_fund")
    assert not own.text.startswith("应急救助是大兴区的")


@pytest.mark.parametrize(("event", "is_named"), [("fire", True), ("pipe_burst", False)])
async def test_cover_is_named_unless_a_claim_for_the_same_is_there(
    claims: ClaimsDatabase, event: str, is_named: bool
) -> None:
    answer = await ask(claims, "feng_xue", "家里出事了 想申请救助", "apply_relief", event=event)
    assert "不在范围里" in answer.text
    assert ("家财险可能用得上" in answer.text) is is_named


@pytest.mark.parametrize(
    "words", ["我妈刚送抢救室，我这会儿一分钱都没有了，能不能救个急", "我爸还在抢救，等着交押金，拿不出钱了"]
)
async def test_who_begs_for_a_relative_is_not_refused(claims: ClaimsDatabase, words: str) -> None:
    member = await find_demo_member(claims, "li_qiang")
    assert member
    talk = ActionTalk(claims, member)
    said = await talk.say(words, "ask_eligibility", "ask", ["who_may"], "relief", relation="parent")
    assert "不在里头" not in said
    assert talk.people or talk.talk.task is not None
