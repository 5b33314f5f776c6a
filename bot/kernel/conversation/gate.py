"""Decides who answers a message: the bot, a person, or nobody."""

from enum import StrEnum

from bot.kernel.conversation.messages import Inbound
from bot.kernel.conversation.tickets import Ticket, TicketState
from vocabulary.tickets import TicketReason

_ANSWERED_EVENTS = frozenset({"subscribe", "subscribe_scan", "scan", "click"})
OPENING_EVENTS = frozenset(
    {"subscribe", "subscribe_scan", "scan", "click", "scancode_push", "scancode_waitmsg"}
)
"""After these WeChat allows three messages within a minute."""
SCENE_EVENTS = frozenset({"subscribe_scan", "scan"})


class Answerer(StrEnum):
    """Who speaks next in a conversation."""

    BOT = "bot"
    PERSON = "person"
    NOBODY = "nobody"


def decide_answerer(inbound: Inbound, ticket: Ticket | None) -> Answerer:
    """While a person holds the ticket Rasa hears nothing; one in the queue does not silence the bot."""
    if inbound.kind == "event" and inbound.details.get("event") not in _ANSWERED_EVENTS:
        return Answerer.NOBODY
    is_held = ticket is not None and ticket.state is TicketState.TAKEN
    return Answerer.PERSON if is_held else Answerer.BOT


def decide_status(ticket: Ticket | None) -> str:
    """The conversation's state as the member sees it: `bot`, `waiting` or `staff`."""
    if ticket is None or (ticket.reason is TicketReason.OUTAGE and ticket.state is TicketState.WAITING):
        return "bot"
    return "staff" if ticket.state is TicketState.TAKEN else "waiting"
