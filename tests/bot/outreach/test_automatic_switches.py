"""Automatic notices are switched on, and changed, by two people; by one they are only switched off."""

from dataclasses import replace

import pytest

from bot.errors import StaffRefusal
from bot.kernel.desk.staff import Role, StaffMember
from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.occasions import Occasion
from bot.outreach.notices.automatic_switches import AutomaticSwitches
from bot.outreach.notices.rounds import NoticeRounds
from testing.outreach import SECOND, WRITER, Outreach
from tests.bot.outreach.switching import agree, switches_of
from tests.bot.outreach.test_automatic_notices import PAID, FakeChanges, changes, notices

__all__ = ["changes", "notices"]
OTHER = replace(PAID, fields={**PAID.fields, "thing1": "{姓名}，请看到账"})
AGENT = StaffMember(9, "chenjie", "陈洁", Role.AGENT)


@pytest.fixture
def switches(outreach: Outreach) -> AutomaticSwitches:
    return switches_of(outreach)


async def live(switches: AutomaticSwitches) -> AutomaticNotice:
    """How payments are told now."""
    return next(one for one in (await switches.find_all())[0] if one.occasion is Occasion.PAID)


async def seen(switches: AutomaticSwitches) -> str:
    """What whoever opens the page would agree to."""
    return (await switches.find_all())[1][Occasion.PAID].hash


async def refusal(awaited: object) -> str:
    with pytest.raises(StaffRefusal) as refused:
        await awaited  # type: ignore[misc]
    return refused.value.reason


async def test_nobody_switches_a_notice_on_alone(switches: AutomaticSwitches) -> None:
    await switches.change(WRITER, PAID)
    assert await switches.count_waiting() == 1
    assert not (await live(switches)).is_on
    assert await refusal(switches.approve(WRITER, Occasion.PAID, await seen(switches))) == "own_notice"
    assert await refusal(switches.approve(AGENT, Occasion.PAID, await seen(switches))) == "not_allowed"
    assert not (await live(switches)).is_on
    await switches.approve(SECOND, Occasion.PAID, await seen(switches))
    told = await live(switches)
    assert (told.is_on, told.changed_by, told.approved_by) == (True, WRITER.name, SECOND.name)
    assert await refusal(switches.approve(SECOND, Occasion.PAID, "x")) == "not_submitted"


async def test_until_a_change_is_agreed_to_the_words_of_before_go_out(
    outreach: Outreach, switches: AutomaticSwitches, notices: NoticeRounds, changes: FakeChanges
) -> None:
    outreach.clock.advance(minutes=5)
    await switches.change(SECOND, OTHER)
    changes.pay(1, member=1)
    await notices.go_round()
    before = await live(switches)
    await switches.approve(WRITER, Occasion.PAID, await seen(switches))
    changes.pay(2, member=1)
    await notices.go_round()
    said = [one.values["thing1"] for one in outreach.wechat.templates.messages]
    assert said == ["王芳，钱打出去了", "王芳，请看到账"]
    assert (await live(switches)).on_since == before.on_since


async def test_what_changed_after_it_was_looked_at_is_not_agreed_to(
    outreach: Outreach, switches: AutomaticSwitches
) -> None:
    await switches.change(WRITER, PAID)
    looked_at = await seen(switches)
    outreach.clock.advance(seconds=1)
    await switches.change(WRITER, OTHER)
    assert await refusal(switches.approve(SECOND, Occasion.PAID, looked_at)) == "changed_meanwhile"
    await switches.approve(SECOND, Occasion.PAID, await seen(switches))
    assert (await live(switches)).fields == OTHER.fields


async def test_who_changes_what_a_colleague_wrote_needs_that_colleague(switches: AutomaticSwitches) -> None:
    await switches.change(WRITER, PAID)
    await switches.change(SECOND, OTHER)
    assert await refusal(switches.approve(SECOND, Occasion.PAID, await seen(switches))) == "own_notice"
    await switches.approve(WRITER, Occasion.PAID, await seen(switches))


async def test_one_person_switches_off_at_once_and_on_again_only_with_another(
    outreach: Outreach, switches: AutomaticSwitches
) -> None:
    await agree(outreach, PAID)
    await switches.change(WRITER, replace(OTHER, is_on=False, url="https://evil.example/"))
    assert not (await live(switches)).is_on
    await switches.change(WRITER, PAID)
    assert not (await live(switches)).is_on


async def test_switching_off_takes_back_what_waits(switches: AutomaticSwitches) -> None:
    await switches.change(WRITER, PAID)
    looked_at = await seen(switches)
    await switches.change(WRITER, replace(PAID, is_on=False))
    assert await refusal(switches.approve(SECOND, Occasion.PAID, looked_at)) == "not_submitted"


async def test_what_is_sent_back_waits_for_its_writer_with_the_reason(
    outreach: Outreach, switches: AutomaticSwitches
) -> None:
    await switches.change(WRITER, PAID)
    looked_at = await seen(switches)
    await switches.send_back(SECOND, Occasion.PAID, looked_at, "写清楚哪笔钱")
    proposal = (await switches.find_all())[1][Occasion.PAID]
    assert (proposal.is_waiting, proposal.notice.fields) == (False, PAID.fields)
    assert "写清楚哪笔钱" in proposal.note
    assert await refusal(switches.approve(SECOND, Occasion.PAID, looked_at)) == "not_submitted"
    outreach.clock.advance(seconds=1)
    await switches.change(WRITER, OTHER)
    await switches.approve(SECOND, Occasion.PAID, await seen(switches))


@pytest.mark.parametrize(
    "notice",
    [
        replace(PAID, url="https://evil.example/login"),
        replace(PAID, url="https://a.example@evil.example/login"),
        replace(PAID, fields={**PAID.fields, "thing1": "去 evil.com 登记"}),
    ],
)
async def test_a_notice_leads_to_no_address_but_the_centres(
    switches: AutomaticSwitches, notice: AutomaticNotice
) -> None:
    assert await refusal(switches.change(WRITER, notice)) == "foreign_link"
    await switches.change(WRITER, replace(PAID, url="https://a.example/claims"))


async def test_an_address_agreed_to_before_there_was_a_list_is_not_sent(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    await outreach.execute("UPDATE automatic_notices SET url = 'https://evil.example/login'")
    changes.pay(1, member=1)
    assert await notices.go_round() == 0
    assert outreach.wechat.templates.messages == []


async def test_every_step_stands_in_the_audit(outreach: Outreach, switches: AutomaticSwitches) -> None:
    await switches.change(WRITER, PAID)
    await switches.send_back(SECOND, Occasion.PAID, await seen(switches), "再改改")
    await agree(outreach, OTHER)
    await switches.change(SECOND, replace(PAID, is_on=False))
    acts = await outreach.rows("SELECT actor, act FROM audit WHERE act LIKE 'automatic%' ORDER BY id")
    assert [tuple(one) for one in acts] == [
        ("staff:zhoulan", "automatic_notice_proposed"),
        ("staff:sunmin", "automatic_notice_sent_back"),
        ("staff:zhoulan", "automatic_notice_proposed"),
        ("staff:sunmin", "automatic_notice_approved"),
        ("staff:sunmin", "automatic_notice_off"),
    ]


async def test_what_wechat_would_refuse_cannot_be_switched_on(switches: AutomaticSwitches) -> None:
    only_a_day = replace(PAID, fields={**PAID.fields, "time3": "{日期}"})
    with pytest.raises(StaffRefusal) as refused:
        await switches.change(SECOND, only_a_day)
    assert "time3" in refused.value.words
    await switches.change(SECOND, replace(only_a_day, is_on=False))


async def test_an_incomplete_notice_cannot_be_switched_on(switches: AutomaticSwitches) -> None:
    for wrong in (replace(PAID, template_id=""), replace(PAID, fields={"thing1": "{地点}"})):
        with pytest.raises(StaffRefusal):
            await switches.change(SECOND, wrong)
