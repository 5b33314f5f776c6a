"""Whoever unfollows leaves no words and no address behind, comes back as a stranger, and is not counted anew."""

from typing import Any

from sqlalchemy import text

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from bot.records.tables import BotTable
from testing.house import OPENID, House
from tests.bot.conversation.pages import RIGHT, WRONG, open_in_wechat, submit
from tests.bot.desk.acting import post
from vocabulary.tickets import TicketReason

WORDS = ("三十万", "肺癌", "回电谈了病情", "看错了病", OPENID)


async def leave_traces(house: House) -> int:
    """Says, notes, corrects and reveals what is nobody's business; the ticket."""
    house.engine.turns["我欠了三十万"] = Turn(
        (Spoken(Reply("先核对身份。")),),
        frozenset({"identity"}),
        Handoff(TicketReason.REQUESTED, about="会员说：我欠了三十万"),
    )
    reply = await house.deliver(house.write("我欠了三十万"))
    assert reply is not None
    await submit(house, await open_in_wechat(house, reply.links[0].url), RIGHT)
    (ticket,) = (await house.rows("SELECT id FROM tickets"))[0]
    await post(house, f"tickets/{ticket}/notes", {"key": "k" * 12, "text": "肺癌晚期"})
    await post(house, f"tickets/{ticket}/reveal", {"field": "phone", "reason": "回电谈了病情"})
    async with house.database.begin() as session:
        await session.execute(
            text(
                "INSERT INTO corrections (inbound_id, text, intents, programmes, note, state, proposed_by, proposed_name, proposed_at)"
                " VALUES (1, '查理赔', '[]', '[]', '看错了病', 'accepted', 1, '小陈', '2026-11-23')"
            )
        )
    return int(ticket)


async def everything(house: House) -> str:
    """Every row of every table."""
    rows: list[Any] = []
    for table in BotTable.metadata.sorted_tables:
        rows.append((table.name, await house.rows(f'SELECT * FROM "{table.name}"')))  # noqa: S608
    return str(rows)


async def test_nothing_personal_stays_and_what_was_done_does(house: House) -> None:
    await leave_traces(house)
    before = await everything(house)
    assert [word for word in WORDS if word not in before] == []
    await house.deliver(house.write_event("unsubscribe"))
    after = await everything(house)
    assert [word for word in WORDS if word in after] == []
    acts = [act for (act,) in await house.rows("SELECT act FROM audit")]
    assert {"link", "reveal", "forget"} <= set(acts)
    assert await house.rows("SELECT text, state FROM corrections") == [("查理赔", "accepted")]
    assert await house.rows("SELECT state, outcome FROM tickets") == [("closed", "unfollowed")]
    assert house.details.forgotten == [7]


async def test_a_repeated_delivery_is_known_after_everything_went(house: House) -> None:
    await house.deliver(house.write("在吗"))
    first = house.last_push
    push = house.write_event("unsubscribe")
    await house.deliver(push)
    count = "SELECT count(*) FROM inbound"
    before = await house.rows(count)
    assert first is not None
    for again in (push, first):
        await house.deliver(again)
    assert await house.rows(count) == before
    assert await house.rows("SELECT count(*) FROM conversations") == [(1,)]


async def test_whoever_comes_back_begins_anew_and_has_no_more_tries_than_before(house: House) -> None:
    house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({"identity"}))
    reply = await house.deliver(house.write("我的理赔"))
    assert reply is not None
    path = await open_in_wechat(house, reply.links[0].url)
    for _ in range(5):
        await submit(house, path, WRONG)
    await house.deliver(house.write_event("unsubscribe"))
    house.clock.advance(minutes=10)
    reply = await house.deliver(house.write("我的理赔"))
    assert reply is not None
    assert await house.rows("SELECT count(*) FROM conversations") == [(2,)]
    house.wechat.openid = OPENID
    page = await house.http.get(reply.links[0].url, follow_redirects=True)
    assert page.status_code == 429


async def test_a_report_that_comes_late_keeps_no_address(house: House) -> None:
    await house.deliver(house.write("在吗"))
    await house.deliver(house.write_event("unsubscribe"))
    report = {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH", "MsgID": "5", "Status": "success"}
    await house.deliver(house.write_nodes({**report, "CreateTime": "1795399300"}))
    assert OPENID not in await everything(house)


async def test_drafts_stay_with_whoever_goes_on_elsewhere(house: House) -> None:
    await leave_traces(house)
    await house.chat("我的理赔")
    house.engine.turns["网页"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({"identity"}))
    link = (await house.chat("网页"))["replies"][-1]["links"][0]["url"].removeprefix("http://test")
    await submit(house, link, RIGHT)
    await house.deliver(house.write_event("unsubscribe"))
    assert house.details.forgotten == []


async def test_the_audit_still_holds_together(house: House) -> None:
    await leave_traces(house)
    await house.deliver(house.write_event("unsubscribe"))
    report = await house.parts.desk.staff.audit.verify({})
    assert report.fault is None
    assert report.erased == 1
