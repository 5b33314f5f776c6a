"""What is said where the bot could not answer: an apology and a ticket; a wish for a person is met all the same."""

from bot.conversation import wording
from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Inbound, Reply
from bot.kernel.conversation.person_wish import wants_person
from bot.kernel.conversation.tickets import Handoff
from vocabulary.tickets import TicketReason

_APOLOGY = Turn((Spoken(Reply(wording.OUTAGE)),), person=Handoff(TicketReason.OUTAGE))
_TO_PERSON = Turn((Spoken(Reply(wording.TO_PERSON)),), person=Handoff(TicketReason.REQUESTED))


def answer_without_engine(words: str) -> Turn:
    """The turn of a message that nothing could understand."""
    return _TO_PERSON if wants_person(words) else _APOLOGY


def give_up(inbound: Inbound) -> Turn:
    """The turn of a message that ended in a fault each time; nobody waits for words about an event."""
    if inbound.kind == "event" and not inbound.question:
        return Turn(())
    return answer_without_engine(inbound.question)


def is_owed(turn: Turn) -> bool:
    """Whether an apology stands in the place of an answer."""
    return turn.person is not None and turn.person.reason is TicketReason.OUTAGE
