"""Who answers, and how often WeChat lets us speak first."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.kernel.conversation.channel_events import Unheeded
from bot.kernel.conversation.gate import Answerer, decide_answerer, decide_status
from bot.kernel.conversation.messages import Inbound
from bot.kernel.conversation.reply_window import ReplyLimit, ReplyLimits, ReplyWindow
from bot.kernel.conversation.tickets import Ticket, TicketState, decide_reason
from bot.kernel.members.districts import find_district
from vocabulary.tickets import TicketReason

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LIMITS = ReplyLimits(ReplyLimit(5, timedelta(hours=48)), ReplyLimit(3, timedelta(minutes=1)))
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
        (CRISIS, WAITING, Answerer.BOT, "waiting"),
        (CRISIS, TAKEN, Answerer.PERSON, "staff"),
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
    event = Inbound("wechat", "o1", "k", "event", "", NOW, event=Unheeded())
    assert decide_answerer(event, None) is Answerer.NOBODY


def test_the_more_urgent_reason_stands() -> None:
    assert decide_reason(OUTAGE, CRISIS) is CRISIS
    assert decide_reason(CRISIS, REQUESTED) is CRISIS


@pytest.mark.parametrize(
    ("age", "sent", "left"),
    [
        (timedelta(0), 0, 5),
        (timedelta(hours=47), 4, 1),
        (timedelta(0), 5, 0),
        (timedelta(hours=48), 0, 0),
    ],
)
def test_a_message_opens_five_for_two_days(age: timedelta, sent: int, left: int) -> None:
    assert ReplyWindow(LIMITS, NOW - age, sent).allows(NOW).left == left


@pytest.mark.parametrize(("age", "sent", "left"), [(0, 0, 3), (59, 2, 1), (60, 0, 0), (0, 3, 0)])
def test_a_tap_opens_three_for_a_minute(age: int, sent: int, left: int) -> None:
    assert ReplyWindow(LIMITS, None, 0, NOW - timedelta(seconds=age), sent).allows(NOW).left == left


def test_both_windows_do_not_add_up() -> None:
    assert ReplyWindow(LIMITS, NOW, 3, NOW, 0).allows(NOW).left == 3
    assert ReplyWindow(LIMITS, NOW, 0, NOW, 0).allows(NOW).left == 5


def test_who_never_wrote_may_not_be_written_to() -> None:
    assert ReplyWindow(LIMITS, None, 0).allows(NOW).left == 0


@pytest.mark.parametrize(
    ("label", "latitude", "longitude", "district"),
    [
        ("北京市海淀区中关村", "39.7", "116.3", "海淀"),
        ("", "39.73", "116.34", "大兴"),
        ("某地", "40.4", "116.8", "密云"),
        ("某地", "", "", None),
        ("某地", "nan", "116", None),
        ("某地", "91", "0", None),
    ],
)
def test_the_district_of_a_place(label: str, latitude: str, longitude: str, district: str | None) -> None:
    assert find_district(label, latitude, longitude) == district
