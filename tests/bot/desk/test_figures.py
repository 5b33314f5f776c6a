"""The figures say what happened: counted by Beijing days and desks, on the page, live, and in a file."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.conversation.viewers import TicketViewer
from bot.kernel.desk.figures import PastWork, gather_day
from testing.house import House
from tests.bot.desk.acting import get
from vocabulary.beijing import find_day
from vocabulary.tickets import TicketDesk, TicketReason

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def work(conversation: int, answered: float | None = None, closed: float | None = None) -> PastWork:
    """A ticket with its minutes."""
    after = [None if one is None else MORNING + timedelta(minutes=one) for one in (answered, closed)]
    return PastWork(
        conversation, TicketDesk.GENERAL, TicketReason.REQUESTED, MORNING, after[0], after[1], None
    )


def test_a_day_says_its_median_and_what_nine_in_ten_saw() -> None:
    opened = [work(number, minutes, minutes + 10) for number, minutes in enumerate((1, 2, 3, 4, 50))]
    day = gather_day(date(2026, 11, 23), opened, 4, 20)
    assert (day.answer_median, day.answer_ninth_decile, day.closing_median) == (3, 31.6, 13)
    assert (day.opened, day.closed, day.solved_by_bot) == (5, 4, 0.75)


def test_a_day_on_which_nothing_was_answered_says_nothing_about_minutes() -> None:
    day = gather_day(date(2026, 11, 23), [work(1)], 0, 0)
    assert (day.answer_median, day.answer_ninth_decile, day.solved_by_bot) == (None, None, None)


def test_days_are_those_of_beijing() -> None:
    assert find_day(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == date(2026, 11, 23)


async def page(house: House, query: str = "", who: str = "leader", path: str = "figures") -> str:
    answer = await house.http.get(f"/console/{path}?{query}", headers={"x-staff": who})
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_a_day_of_work_stands_in_the_file(house: House) -> None:
    ticket = await house.open_ticket()
    await house.chat("你好", visitor="v2")
    await house.take(ticket)
    house.clock.advance(minutes=12)
    await house.reply(ticket, "您好，我来看。")
    house.clock.advance(minutes=3)
    await house.resolve(ticket)
    rows = list(csv.reader(io.StringIO((await page(house, path="figures.csv")).removeprefix("\ufeff"))))
    assert rows[7][:8] == ["2026-11-23", "1", "1", "12.0", "12.0", "15.0", "2", "50%"]
    assert ["要人工", "1"] in rows
    relief = await page(house, "desk=relief", path="figures.csv")
    assert "2026-11-23,0,0,,,,2" in relief


async def test_the_live_numbers_say_who_waits_and_who_is_there(house: House) -> None:
    live = await get(house, "figures/live", "leader")
    assert live == {"waiting": 0, "longest_minutes": None, "held": 0, "alarms": 0, "online": []}
    await house.open_ticket()
    house.clock.advance(minutes=7)
    await house.parts.base.presence.note(0, TicketViewer(1, "小陈", False, house.clock()))
    live = await get(house, "figures/live", "leader")
    assert (live["waiting"], live["longest_minutes"], live["online"]) == (1, 7, ["小陈"])


async def test_what_was_not_understood_is_counted_masked_and_harmless(house: House) -> None:
    words = "=HYPERLINK(1) 13800000001"
    house.engine.turns[words] = Turn((Spoken(Reply("没听懂")),), person=Handoff(TicketReason.UNCLEAR))
    for visitor in ("v1", "v2"):
        await house.chat(words, visitor)
    assert "=HYPERLINK(1) ［手机号］" in await page(house)
    table = await page(house, path="figures.csv")
    assert "'=HYPERLINK(1) ［手机号］,2" in table
    assert "13800000001" not in table


@pytest.mark.parametrize(
    "query", ["first=2026-12-01&last=2026-01-01", "first=2020-01-01", "first=yesterday", "last=2026-13-01"]
)
async def test_a_span_that_cannot_be_is_said_and_the_last_week_shown(house: House, query: str) -> None:
    answer = await house.http.get(f"/console/figures?{query}", headers={"x-staff": "leader"})
    assert answer.status_code == 422
    assert "日期" in answer.text
    assert "2026-11-23" in answer.text
    assert (
        await house.http.get(f"/console/figures.csv?{query}", headers={"x-staff": "leader"})
    ).status_code == 422
