"""Decides who answers a message: the bot, a person, or nobody."""

from enum import StrEnum

from bot.kernel.conversation.channel_events import Arrived, MenuTapped, ScannerOpened
from bot.kernel.conversation.messages import Inbound
from bot.kernel.conversation.tickets import Ticket, TicketState
from vocabulary.tickets import TicketReason

_ANSWERED_EVENTS = (Arrived, MenuTapped)
_OPENING_EVENTS = (*_ANSWERED_EVENTS, ScannerOpened)


class Answerer(StrEnum):
    """Who speaks next in a conversation."""

    BOT = "bot"
    PERSON = "person"
    NOBODY = "nobody"


def decide_answerer(inbound: Inbound, ticket: Ticket | None) -> Answerer:
    """While a person holds the ticket Rasa hears nothing; one in the queue does not silence the bot."""
    if inbound.kind == "event" and not isinstance(inbound.event, _ANSWERED_EVENTS):
        return Answerer.NOBODY
    is_held = ticket is not None and ticket.state is TicketState.TAKEN
    return Answerer.PERSON if is_held else Answerer.BOT


def opens_window(inbound: Inbound) -> bool:
    """Whether something may be sent after it, though it is no message; a tap on a choice of ours is one on a menu."""
    return isinstance(inbound.event, _OPENING_EVENTS) or "menu_choice" in inbound.details


def decide_status(ticket: Ticket | None) -> str:
    """The conversation's state as the member sees it: `bot`, `waiting` or `staff`."""
    if ticket is None or (ticket.reason is TicketReason.OUTAGE and ticket.state is TicketState.WAITING):
        return "bot"
    return "staff" if ticket.state is TicketState.TAKEN else "waiting"
