"""A claim filed by chat: stored after the yes and not before, as it was told, at the moment of the yes."""

from datetime import date

import pytest

from actions.question import Question
from actions.talk import Draft
from actions.tasks.endings import Endings
from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.states import ClaimState
from claims.values import Claim, MemberId
from tests.handlers.action_talk import KNOWLEDGE, NOW, ActionTalk

YES = ("对", "affirm")


async def begin(claims: ClaimsDatabase, key: str) -> ActionTalk:
    """A talk up to the question whether all is right."""
    member = await find_demo_member(claims, key)
    assert member
    talk = ActionTalk(claims, member)
    await talk.say("我要报案，骑车摔了，脚踝骨折", "file_claim", event="fall", illness="骨折")
    await talk.say("3月15号")
    await talk.say("朝阳医院")
    assert "对吗" in await talk.say("花了1200块")
    return talk


@pytest.fixture
async def talk(claims: ClaimsDatabase) -> ActionTalk:
    """With somebody who is covered and has no claim."""
    return await begin(claims, "zheng_hao")


async def find_claim(talk: ActionTalk, plan: str) -> Claim:
    """The one claim of that plan."""
    (claim,) = [one for one in await access_claims(talk.claims, talk.member) if one.plan_code == plan]
    return claim


async def test_before_the_yes_nothing_is_stored(talk: ActionTalk) -> None:
    assert list(await access_claims(talk.claims, talk.member)) == []


async def test_with_the_yes_it_is_stored_as_it_was_told(talk: ActionTalk) -> None:
    said = await talk.say(*YES)
    claim = await find_claim(talk, "accident")
    assert f"登记好了，编号 {claim.number}" in said
    assert (claim.kind, claim.state) == ("accident", ClaimState.REGISTERED)
    assert claim.filed_on == NOW.date()
    assert [one.label for one in claim.missing_documents]
    assert all(one.label in said for one in claim.missing_documents)
    assert talk.needs == ["papers"]


async def test_a_mended_answer_is_what_is_stored(talk: ActionTalk) -> None:
    await talk.say("不对，是3月14号", "deny")
    await talk.say(*YES)
    claim = await find_claim(talk, "accident")
    assert claim.date_of_loss == date(2026, 3, 14)


async def test_who_is_not_covered_that_day_hears_so_and_is_filed_all_the_same(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "lu_ting")
    assert "没有查到那天有效的意外受伤保障" in await talk.say(*YES)
    assert len(await access_claims(claims, talk.member)) == 1


async def test_what_is_put_aside_is_gone_on_with_within_the_day(talk: ActionTalk) -> None:
    assert "先放下" in await talk.say("先不弄了", "cancel")
    assert list(await access_claims(talk.claims, talk.member)) == []
    assert "对吗" in await talk.say("继续")
    await talk.say(*YES)
    assert await find_claim(talk, "accident")


FILED = [
    ("sun_li", "我要报案，胆结石住院做手术", "hospital_stay", {"inpatient_medical"}),
    ("feng_xue", "住院了 要报 阑尾炎", "hospital_stay", {"hospital_cash", "inpatient_medical"}),
    (
        "feng_xue",
        "俺乳腺上查出来是癌住院做了手术想报那个女工的",
        "specified_disease",
        {"womens_specified_disease", "critical_illness", "hospital_cash", "inpatient_medical"},
    ),
    ("zheng_hao", "我骑车摔了脚踝骨折", "accident", {"accident", "non_work_accident_property"}),
    ("zheng_hao", "上班时候从梯子上摔下来了", "accident", {"accident"}),
    ("fan_ping", "孩子在托管班摔破头了", "accident", {"tailored_after_school", "non_work_accident_property"}),
    ("liao_yun", "疗养崴脚了", "accident", {"tailored_recuperation", "non_work_accident_property"}),
    ("shi_kai", "我脑梗了想报", "critical_illness", {"tailored_social_worker"}),
    ("shi_kai", "住院了肺炎", "hospital_stay", {"tailored_social_worker"}),
    ("pan_long", "心梗住院", "critical_illness", {"comprehensive"}),
    ("jin_xin", "家里水管爆了泡了地板", "pipe_burst", {"non_work_accident_property"}),
]


@pytest.mark.parametrize(("key", "told", "kind", "plans"), FILED)
async def test_every_plan_that_is_held_and_fits_gets_its_claim(
    claims: ClaimsDatabase, key: str, told: str, kind: str, plans: set[str]
) -> None:
    member = await find_demo_member(claims, key)
    assert member
    before = {one.number for one in await access_claims(claims, member)}
    said = await end_filing(claims, member, told, kind)
    filed = [one for one in await access_claims(claims, member) if one.number not in before]
    assert {one.plan_code for one in filed} == plans
    assert len(filed) == len(plans)
    assert all(one.number in said for one in filed)
    assert "没有查到" not in said


async def test_nothing_is_filed_under_a_plan_for_somebody_else(claims: ClaimsDatabase) -> None:
    member = await find_demo_member(claims, "zheng_hao")
    assert member
    await end_filing(claims, member, "我儿子放学路上摔骨折了", "accident")
    assert {one.plan_code for one in await access_claims(claims, member)} == {"non_work_accident_property"}


async def end_filing(claims: ClaimsDatabase, member: MemberId, told: str, kind: str) -> str:
    """What is said where a form with this story is confirmed."""
    values = {
        "kind": kind,
        "told": told,
        "date_of_loss": "2026-03-15",
        "place": "北京某医院",
        "amount": 1200,
    }
    question = Question("对", ("affirm",), (), {}, member, NOW)
    return (await Endings(claims, KNOWLEDGE).end(member, Draft("filing", values), question)).text
