"""What cannot wait, heard with what is asked: how a claim of a fire stands is a question, and no cry for help."""

from actions.question import Question
from actions.urgency import tells_emergency, tells_of_disaster_alone
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject

_OF_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS, Subject.RELIEF)
_STANDING = frozenset(
    {Aspect.STATE, Aspect.OVERVIEW, Aspect.WHEN_DONE, Aspect.RECEIVED, Aspect.WHY, Aspect.MISSING}
)


def calls_for_help(question: Question) -> bool:
    """Whether danger or need of today is told, and not only how one's own record stands, or what a disaster brings, is asked."""
    if not tells_emergency(question.text):
        return False
    if question.about in _OF_RECORDS and _STANDING.intersection(question.aspects[:2]):
        return False
    asks_rule = bool(question.intents) and all(one.startswith("ask_") for one in question.intents)
    is_asked = bool(question.aspects) or asks_rule
    asks = question.move is Move.CARRY or (question.move is Move.ASK and is_asked)
    return not asks or not tells_of_disaster_alone(question.text)
