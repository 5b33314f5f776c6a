"""WeChat's later reports: each finds its recipient, and the only doubtful one of a member is settled by it."""

from bot.outreach.sending.reports import Reports
from bot.records.outreach import delivery_reports
from testing.outreach import Outreach


async def report(outreach: Outreach, conversation: int, message_id: str, status: str = "success") -> None:
    """WeChat's event, as it is kept."""
    async with outreach.database.begin() as session:
        await delivery_reports.keep_report(session, conversation, message_id, status, outreach.clock())


async def states(outreach: Outreach) -> list[tuple[int, str]]:
    """Each member's outcome."""
    rows = await outreach.rows("SELECT member_id, state FROM recipients ORDER BY member_id")
    return [(row[0], row[1]) for row in rows]


async def test_a_report_finds_its_recipient_and_a_refusal_closes_the_member(outreach: Outreach) -> None:
    await outreach.follow(3)
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    ids = dict(await outreach.rows("SELECT member_id, message_id FROM recipients"))
    await report(outreach, 1, ids[1])
    await report(outreach, 2, ids[2], "failed:user block")
    assert await Reports(outreach.database, outreach.clock).fold() == 2
    assert await states(outreach) == [(1, "delivered"), (2, "refused"), (3, "sent")]
    assert (await outreach.rows("SELECT id FROM conversations WHERE blocked_at IS NOT NULL"))[0][0] == 2
    assert await outreach.rows("SELECT * FROM delivery_reports") == []


async def test_a_report_that_comes_before_the_answer_was_noted_waits_and_then_settles_the_doubt(
    outreach: Outreach,
) -> None:
    await outreach.follow(1)
    campaign_id = await outreach.start()
    await outreach.send(campaign_id)
    await outreach.execute("UPDATE recipients SET state = 'unknown', message_id = ''")
    await report(outreach, 1, "1234567890")
    reports = Reports(outreach.database, outreach.clock)
    assert await reports.fold() == 0
    outreach.clock.advance(minutes=1, seconds=1)
    assert await reports.fold() == 1
    assert await states(outreach) == [(1, "delivered")]


async def test_of_two_doubts_none_is_settled_by_a_guess(outreach: Outreach) -> None:
    await outreach.follow(1)
    for _ in range(2):
        await outreach.send(await outreach.start())
    await outreach.execute("UPDATE recipients SET state = 'unknown', message_id = ''")
    await report(outreach, 1, "1234567890")
    outreach.clock.advance(minutes=2)
    assert await Reports(outreach.database, outreach.clock).fold() == 1
    assert await states(outreach) == [(1, "unknown"), (1, "unknown")]
