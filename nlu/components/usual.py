"""What messages of an intent usually do, what they ask, and what they are about, where no phrase says otherwise."""

from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject

_MOVES = {
    "inform": Move.GIVE,
    "affirm": Move.AGREE,
    "deny": Move.REFUSE,
    "cancel": Move.STOP,
    "greet": Move.COURTESY,
    "goodbye": Move.COURTESY,
    "thank": Move.COURTESY,
}
_NO_MOVE = {"complain", "crisis"}
"""Anger and danger may ask or only tell."""
_ASK_NOTHING = {*_MOVES, "ask_bot", "ask_help", "out_of_scope"}
"""They ask nothing of any record, and are about none."""
_ASPECTS = {
    "ask_benefit": Aspect.AMOUNT,
    "ask_contribution": Aspect.AMOUNT,
    "ask_deadline": Aspect.WHEN,
    "ask_documents": Aspect.MISSING,
    "ask_eligibility": Aspect.WHO_MAY,
    "ask_payout_time": Aspect.WHEN,
    "ask_process": Aspect.HOW,
    "ask_scope": Aspect.COVERED,
}
_ACTS = {"apply_relief", "bind_identity", "crisis", "file_claim", "request_human", "seek_health_advice"}
"""Wishes that something be done, and what is not answered from any record."""
_ABOUT = {
    "apply_relief": Subject.RELIEF,
    "bind_identity": Subject.IDENTITY,
    "book_appointment": Subject.VISIT,
    "check_claim": Subject.CLAIM,
    "check_coverage": Subject.COVER,
    "check_payment": Subject.PAYMENT,
    "check_relief": Subject.RELIEF,
    "dispute_claim": Subject.CLAIM,
    "file_claim": Subject.CLAIM,
    "join_activity": Subject.ACTIVITY,
    "manage_notifications": Subject.NOTICES,
    "request_human": Subject.PERSON,
    "submit_documents": Subject.PAPERS,
    "unbind_identity": Subject.IDENTITY,
}
_OF_A_PROGRAMME = "ask_"
_ASKING = {Move.ASK, Move.CARRY, Move.CORRECT, None}
"""What else a message does, it asks nothing by it, if it is no question by its intent."""
_QUESTIONS = ("ask_", "check_", "dispute_")


def find_usual_move(intents: tuple[str, ...]) -> Move | None:
    """What messages of these intents do where no context says otherwise."""
    moves = {_MOVES.get(intent, Move.ASK) for intent in intents if intent not in _NO_MOVE}
    return moves.pop() if len(moves) == 1 else Move.ASK if Move.ASK in moves else None


def find_usual_aspects(intents: tuple[str, ...], move: Move | None) -> tuple[Aspect, ...] | None:
    """What they ask of their subject; None where the intents alone do not tell."""
    if _asks_nothing(intents, move):
        return ()
    asking = [intent for intent in intents if intent not in _ASK_NOTHING | _ACTS]
    found = {_ASPECTS.get(intent) for intent in asking}
    is_known = None not in found and move in (Move.ASK, Move.CARRY, None)
    return tuple(sorted(aspect for aspect in found if aspect)) if is_known else None


def find_usual_about(
    intents: tuple[str, ...], move: Move | None, spoken_of: Subject | None
) -> tuple[Subject, ...] | None:
    """The one kind of thing that they are about, () for nothing; None where the intents alone do not tell."""
    if _asks_nothing(intents, move):
        return ()
    found = {_find_subject(intent, move, spoken_of) for intent in intents if intent not in _ASK_NOTHING}
    is_known = len(found) == 1 and move in _ASKING
    return tuple(subject for subject in found if subject) or None if is_known else None


def _asks_nothing(intents: tuple[str, ...], move: Move | None) -> bool:
    if move in _ASKING:
        return move in (Move.ASK, None) and _ASK_NOTHING.issuperset(intents)
    return not any(intent.startswith(_QUESTIONS) for intent in intents if intent not in _ASK_NOTHING)


def _find_subject(intent: str, move: Move | None, spoken_of: Subject | None) -> Subject | None:
    """Who asks on, asks of what is spoken of, unless the intent has a record of its own."""
    if move is Move.CARRY and spoken_of and (intent.startswith(_OF_A_PROGRAMME) or intent == "check_claim"):
        return spoken_of
    return Subject.PROGRAMME if intent.startswith(_OF_A_PROGRAMME) else _ABOUT.get(intent)
