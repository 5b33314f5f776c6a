"""Who answers, and how often WeChat lets us speak first."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.kernel.gate import Answerer, decide_answerer, decide_status
from bot.kernel.messages import Inbound
from bot.kernel.service_window import may_send
from bot.kernel.tickets import Ticket, TicketReason, TicketState, decide_reason

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TEXT = Inbound("wechat", "o1", "k", "text", "你好", NOW)
REQUESTED, CRISIS, OUTAGE = TicketReason.REQUESTED, TicketReason.CRISIS, TicketReason.OUTAGE
WAITING, TAKEN = TicketState.WAITING, TicketState.TAKEN


def ticket(reason: TicketReason, state: TicketState) -> Ticket:
    return Ticket(1, 1, reason, state, NOW)


@pytest.mark.parametrize(
    ("reason", "state", "answerer", "status"),
    [
        (REQUESTED, WAITING, Answerer.BOT, "waiting"),
        (REQUESTED, TAKEN, Answerer.PERSON, "staff"),
        (CRISIS, WAITING, Answerer.PERSON, "waiting"),
        (OUTAGE, WAITING, Answerer.BOT, "bot"),
        (OUTAGE, TAKEN, Answerer.PERSON, "staff"),
    ],
)
def test_who_answers_with_a_ticket(
    reason: TicketReason, state: TicketState, answerer: Answerer, status: str
) -> None:
    assert decide_answerer(TEXT, ticket(reason, state)) is answerer
    assert decide_status(ticket(reason, state)) == status


def test_without_a_ticket_the_bot_answers() -> None:
    assert decide_answerer(TEXT, None) is Answerer.BOT
    assert decide_status(None) == "bot"


def test_events_that_say_nothing_are_not_answered() -> None:
    event = Inbound("wechat", "o1", "k", "event", "", NOW, details={"event": "view"})
    assert decide_answerer(event, None) is Answerer.NOBODY


def test_the_more_urgent_reason_stands() -> None:
    assert decide_reason(OUTAGE, CRISIS) is CRISIS
    assert decide_reason(CRISIS, REQUESTED) is CRISIS


@pytest.mark.parametrize(
    ("age", "sent", "allowed"),
    [
        (timedelta(0), 0, True),
        (timedelta(hours=47), 4, True),
        (timedelta(0), 5, False),
        (timedelta(hours=48), 0, False),
    ],
)
def test_the_service_window(age: timedelta, sent: int, allowed: bool) -> None:
    assert may_send(NOW - age, sent, NOW) is allowed


def test_who_never_wrote_may_not_be_written_to() -> None:
    assert not may_send(None, 0, NOW)
