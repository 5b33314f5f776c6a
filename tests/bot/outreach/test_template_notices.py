"""Template messages: each once, tried again only while that is harmless, and settled by WeChat's reports."""

from dataclasses import replace

import pytest

from bot.engine.answers import Turn
from bot.errors import PaceUnavailable
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.notices import (
    NoticeKind,
    TemplateMessage,
    TemplateResult,
    TemplateState,
    read_report,
)
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from bot.outreach.notices.template_notices import TemplateNotices
from bot.outreach.sending.reports import Reports
from testing.house import House

PAID = TemplateMessage("paid:1", "T1", {"thing1": "住院医疗", "amount2": "326元"})
UNKNOWN = TemplateResult(TemplateState.UNKNOWN, reason="no answer in time")


async def send(house: House, message: TemplateMessage = PAID) -> TemplateState | None:
    """Sends to the follower who has written before."""
    templates = house.templates
    assert isinstance(templates, TemplateNotices)
    result = await templates.send(1, message, NoticeKind.SERVICE)
    return result.state if result else None


async def report(house: House, status: str, message_id: str = "1", at: int = 1) -> None:
    """WeChat's later event."""
    nodes = {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH", "MsgID": message_id, "Status": status}
    await house.deliver(house.write_nodes({**nodes, "CreateTime": str(1795399200 + at)}))
    house.clock.advance(minutes=1, seconds=1)
    await Reports(house.database, house.clock).fold()


async def states(house: House) -> list[tuple[str, str]]:
    """Every template message's key and state."""
    return [(key, state) for key, state in await house.rows("SELECT key, state FROM template_messages")]


@pytest.fixture(autouse=True)
async def follower(house: House) -> None:
    await house.deliver(house.write("你好"))


async def test_a_key_is_sent_once_and_reported(house: House) -> None:
    assert await send(house) is TemplateState.SENT
    assert await send(house) is TemplateState.SENT
    assert len(house.template_sender.sent) == 1
    await report(house, "success")
    assert await states(house) == [("paid:1", "delivered")]


async def test_an_unknown_outcome_is_tried_again_only_while_wechat_knows_the_repeat(house: House) -> None:
    house.template_sender.results = [UNKNOWN, UNKNOWN]
    assert await send(house) is TemplateState.UNKNOWN
    assert await send(house) is TemplateState.UNKNOWN
    assert len({message.key for _, message in house.template_sender.sent}) == 1
    house.clock.advance(minutes=10)
    assert await send(house) is TemplateState.UNKNOWN
    assert len(house.template_sender.sent) == 2


BUSY = TemplateResult(TemplateState.REFUSED, refusal=SendRefusal(RefusalReason.BUSY), reason="busy")


async def test_a_repeat_that_is_refused_proves_nothing_of_the_try_before_it(house: House) -> None:
    house.template_sender.results = [UNKNOWN, BUSY]
    assert await send(house) is TemplateState.UNKNOWN
    house.clock.advance(minutes=1)
    assert await send(house) is TemplateState.UNKNOWN
    house.clock.advance(minutes=10)
    assert await send(house) is TemplateState.UNKNOWN
    assert len(house.template_sender.sent) == 2


async def test_a_refused_try_that_is_made_again_counts_its_minutes_anew(house: House) -> None:
    house.template_sender.results = [BUSY, UNKNOWN]
    assert await send(house) is TemplateState.REFUSED
    house.clock.advance(minutes=20)
    assert await send(house) is TemplateState.UNKNOWN
    house.clock.advance(minutes=8)
    assert await send(house) is TemplateState.SENT
    assert len(house.template_sender.sent) == 3


async def test_where_the_pace_cannot_be_asked_nothing_is_noted_and_the_next_try_is_the_first(
    house: House,
) -> None:
    templates = house.templates
    assert isinstance(templates, TemplateNotices)

    class NoLane:
        """Redis is away."""

        async def enter(self) -> None:
            """Nobody may send."""
            raise PaceUnavailable("ConnectionError")

    with pytest.raises(PaceUnavailable):
        await replace(templates, lane=NoLane()).send(1, PAID, NoticeKind.SERVICE)
    assert await states(house) == []
    house.clock.advance(hours=1)
    assert await send(house) is TemplateState.SENT


async def test_a_report_without_an_id_is_of_the_message_that_waits_for_one(house: House) -> None:
    await send(house)
    await report(house, "failed: system failed", message_id="0")
    assert await states(house) == [("paid:1", "refused")]


async def test_who_blocks_us_is_left_alone_until_they_write_again(house: House) -> None:
    await send(house)
    await report(house, "failed:user block")
    other = TemplateMessage("paid:2", "T1", PAID.fields)
    assert await send(house, other) is None
    await house.deliver(house.write("在吗"))
    assert await send(house, other) is TemplateState.SENT


async def test_who_wants_no_notices_gets_none(house: House) -> None:
    house.engine.turns["全停"] = Turn((Spoken(Reply("都停了")),), frozenset({"stop_service"}))
    await house.deliver(house.write("全停"))
    assert await send(house) is None
    assert house.template_sender.sent == []


@pytest.mark.parametrize(
    ("status", "state", "blocked"),
    [
        ("success", TemplateState.DELIVERED, False),
        ("failed:user block", TemplateState.REFUSED, True),
        ("failed: system failed", TemplateState.REFUSED, False),
        ("failed:freq limit", TemplateState.REFUSED, False),
        ("", TemplateState.REFUSED, False),
        ("new words", TemplateState.REFUSED, False),
    ],
)
def test_what_reports_say(status: str, state: TemplateState, blocked: bool) -> None:
    read = read_report(status)
    assert (read.state, read.is_blocked) == (state, blocked)
