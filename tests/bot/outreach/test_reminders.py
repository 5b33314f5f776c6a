"""Tomorrow's visits are said once to each linked conversation, in the daytime, unless notices were stopped."""

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.engine.answers import Turn
from bot.errors import PaceUnavailable
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.notices import TemplateResult, TemplateState
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from bot.kernel.outreach.automatic_notices import AutomaticNotice, read_visit_setting
from bot.kernel.outreach.occasions import OCCASIONS, Change, Occasion
from bot.outreach.notices.template_switches import TemplateSwitches
from bot.records.outreach.automatic_notices import record_automatic_notice
from testing.house import House
from tests.bot.conversation.pages import RIGHT, link, open_in_wechat, said, submit
from vocabulary.beijing import BEIJING


def visit(day: int = 24, number: str = "YY2026-00001", member: int = 7) -> Change:
    """A visit at nine of a day in November, told as the claims database's are."""
    values = {"地点": "大兴区职工服务窗口", "时间": f"2026年11月{day}日 09:00", "预约编号": number}
    say = OCCASIONS[Occasion.VISIT_TOMORROW].say
    assert say
    key = f"visit_tomorrow:{number}:202611{day}"
    return Change(Occasion.VISIT_TOMORROW, key, member, values, say(values))


TOMORROW = visit()


async def follow(house: House) -> None:
    """Makes a follower of the account the member."""
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({"identity"}))
    reply = await house.deliver(house.write("我的理赔"))
    assert reply is not None
    await submit(house, await open_in_wechat(house, reply.links[0].url), RIGHT)


async def switch_on(house: House, url: str = "", *, is_on: bool = True) -> None:
    """The automatic notice of visits, as two people agreed to it."""
    notice = AutomaticNotice(Occasion.VISIT_TOMORROW, is_on, "T9", {"thing1": "{地点}"}, url)
    async with house.database.begin() as session:
        await record_automatic_notice(session, notice)


async def test_a_visit_of_tomorrow_is_said_once(house: House) -> None:
    await link(house)
    house.visits.visits = [TOMORROW, visit(number="YY2026-00002", member=8)]
    assert sum(await asyncio.gather(house.notices.go_round(), house.notices.go_round())) == 1
    assert await house.notices.go_round() == 0
    assert "明天上午约好了去大兴区职工服务窗口" in (await said(house))[-1]


async def test_nobody_is_reminded_at_night_and_in_the_morning_they_are(house: House) -> None:
    await link(house)
    house.visits.visits = [TOMORROW]
    house.clock.now = datetime(2026, 11, 23, 6, 59, tzinfo=BEIJING)
    assert await house.notices.go_round() == 0
    house.clock.now = datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)
    assert await house.notices.go_round() == 1


async def test_whoever_stopped_notices_is_left_alone(house: House) -> None:
    await link(house)
    house.engine.turns["全停"] = Turn((Spoken(Reply("都停了")),), frozenset({"stop_service"}))
    await house.chat("全停")
    house.visits.visits = [TOMORROW]
    assert await house.notices.go_round() == 0


async def test_a_visit_that_was_moved_is_said_anew(house: House) -> None:
    await link(house)
    house.visits.visits = [TOMORROW]
    await house.notices.go_round()
    house.clock.advance(days=1)
    house.visits.visits = [visit(day=25)]
    assert await house.notices.go_round() == 1


async def test_a_reminder_goes_as_a_template_message_where_one_is_set(house: House) -> None:
    await follow(house)
    sent_before = len(house.messenger.sent)
    house.visits.visits = [TOMORROW]
    setting = read_visit_setting("T9 thing1=place time2=when character_string3=number")
    teller = replace(
        house.notices.teller, switches=TemplateSwitches(house.parts.notices.switches.links, setting)
    )
    rounds = replace(house.notices, teller=teller)
    assert await rounds.go_round() == 1
    assert await rounds.go_round() == 0
    assert house.template_sender.sent[0][1].fields == {
        "thing1": "大兴区职工服务窗口",
        "time2": "2026年11月24日 09:00",
        "character_string3": "YY2026-00001",
    }
    assert len(house.messenger.sent) == sent_before


@pytest.mark.parametrize(
    ("url", "by_template"), [("https://test/visits", 1), ("https://elsewhere.example/", 0)]
)
async def test_where_the_automatic_notice_is_kept_back_for_its_link_the_visit_is_said_here(
    house: House, url: str, by_template: int
) -> None:
    await follow(house)
    await switch_on(house, url)
    house.visits.visits = [TOMORROW]
    assert await house.notices.go_round() == 1
    assert await house.notices.go_round() == 0
    in_chat = await house.rows("SELECT text FROM utterances WHERE text LIKE '%预约号 YY2026-00001%'")
    assert (len(house.template_sender.sent), len(in_chat)) == (by_template, 1 - by_template)


async def test_what_a_template_told_is_not_said_again_when_that_is_switched_off(house: House) -> None:
    await follow(house)
    await switch_on(house)
    house.visits.visits = [TOMORROW]
    assert await house.notices.go_round() == 1
    await switch_on(house, is_on=False)
    assert await house.notices.go_round() == 0


async def test_what_wechat_refuses_to_carry_by_the_setting_waits_for_the_members_next_words(
    house: House,
) -> None:
    await follow(house)
    house.template_sender.results = [
        TemplateResult(TemplateState.REFUSED, refusal=SendRefusal(RefusalReason.TEMPLATE_MUTED))
    ]
    house.visits.visits = [TOMORROW]
    switches = TemplateSwitches(house.parts.notices.switches.links, read_visit_setting("T9 thing1=place"))
    rounds = replace(house.notices, teller=replace(house.notices.teller, switches=switches))
    assert await rounds.go_round() == 1
    assert await rounds.go_round() == 0
    house.clock.advance(seconds=5)
    answer = await house.deliver(house.write("你好"))
    assert answer
    assert "明天上午约好了去大兴区职工服务窗口" in answer.text


@dataclass
class NoSlots:
    """Nobody may send just now, because Redis is away."""

    async def enter(self) -> None:
        """Raises."""
        raise PaceUnavailable("ConnectionError")


@pytest.mark.parametrize("is_redis_away", [True, False])
async def test_whom_no_template_reaches_keeps_no_chat_waiting(house: House, is_redis_away: bool) -> None:
    await follow(house)
    await link(house)
    await switch_on(house)
    house.visits.visits = [visit(number=f"YY2026-0000{number}") for number in range(3)]
    rounds = replace(house.notices, portion=1)
    if is_redis_away:
        templates = replace(house.templates, lane=NoSlots())
        rounds = replace(rounds, teller=replace(rounds.teller, templates=templates))
    house.template_sender.results = [
        TemplateResult(TemplateState.REFUSED, refusal=SendRefusal(RefusalReason.TEMPLATE_GONE))
    ] * 9
    for _ in range(3):
        with pytest.raises(PaceUnavailable) if is_redis_away else nullcontext():
            await rounds.go_round()
    assert len([words for words in await said(house) if "明天上午约好了去" in words]) == 3
