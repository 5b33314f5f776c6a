"""Tomorrow's visits are said once to each linked conversation, in the daytime, unless notices were stopped."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.members.visits import Visit, parse_visit_template
from bot.kernel.outreach.automatic_notices import AutomaticNotice, Occasion
from bot.records.outreach.automatic_notices import record_automatic_notice
from tests.unit.conversation.house import House
from tests.unit.conversation.pages import RIGHT, link, open_in_wechat, said, submit
from vocabulary.beijing import BEIJING

TOMORROW = Visit("YY2026-00001", 7, "大兴区职工服务窗口", datetime(2026, 11, 24, 9, 0, tzinfo=BEIJING))


async def test_a_visit_of_tomorrow_is_said_once(house: House) -> None:
    await link(house)
    house.visits.visits = [TOMORROW, Visit("YY2026-00002", 8, "别处", TOMORROW.starts_at)]
    assert sum(await asyncio.gather(house.reminders.remind(), house.reminders.remind())) == 1
    assert await house.reminders.remind() == 0
    assert "明天上午约好了去大兴区职工服务窗口" in (await said(house))[-1]


async def test_nobody_is_reminded_at_night_and_in_the_morning_they_are(house: House) -> None:
    await link(house)
    house.visits.visits = [TOMORROW]
    house.clock.now = datetime(2026, 11, 23, 6, 59, tzinfo=BEIJING)
    assert await house.reminders.remind() == 0
    house.clock.now = datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)
    assert await house.reminders.remind() == 1


async def test_whoever_stopped_notices_is_left_alone(house: House) -> None:
    await link(house)
    house.engine.turns["全停"] = Turn((Spoken(Reply("都停了")),), frozenset({"stop_service"}))
    await house.chat("全停")
    house.visits.visits = [TOMORROW]
    assert await house.reminders.remind() == 0


async def test_a_visit_that_was_moved_is_said_anew(house: House) -> None:
    await link(house)
    house.visits.visits = [TOMORROW]
    await house.reminders.remind()
    house.clock.advance(days=1)
    moved = TOMORROW.starts_at + timedelta(days=1)
    house.visits.visits = [Visit(TOMORROW.number, 7, TOMORROW.place, moved)]
    assert await house.reminders.remind() == 1


async def test_a_reminder_goes_as_a_template_message_where_one_is_set(house: House) -> None:
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({"identity"}))
    reply = await house.deliver(house.write("我的理赔"))
    assert reply is not None
    await submit(house, await open_in_wechat(house, reply.links[0].url), RIGHT)
    sent_before = len(house.messenger.sent)
    house.visits.visits = [TOMORROW]
    template = parse_visit_template("T9 thing1=place time2=when character_string3=number")
    reminders = replace(house.reminders, templates=house.templates, template=template)
    assert await reminders.remind() == 1
    assert house.template_sender.sent[0][1].fields == {
        "thing1": "大兴区职工服务窗口",
        "time2": "2026年11月24日 09:00",
        "character_string3": "YY2026-00001",
    }
    assert len(house.messenger.sent) == sent_before


@pytest.mark.parametrize(("url", "count"), [("https://test/visits", 0), ("https://elsewhere.example/", 1)])
async def test_where_the_automatic_notice_is_kept_back_for_its_link_the_visit_is_said_here(
    house: House, url: str, count: int
) -> None:
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({"identity"}))
    reply = await house.deliver(house.write("我的理赔"))
    assert reply is not None
    await submit(house, await open_in_wechat(house, reply.links[0].url), RIGHT)
    notice = AutomaticNotice(Occasion.VISIT_TOMORROW, True, "T9", {"thing1": "{地点}"}, url)
    async with house.database.begin() as session:
        await record_automatic_notice(session, notice)
    house.visits.visits = [TOMORROW]
    assert await house.reminders.remind() == count
