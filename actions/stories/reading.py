"""Reads what befell whom: from the message, and from what was told lately before it."""

from actions.question import Question
from vocabulary.intents import INTENTS, IntentKind

HURTS = frozenset({"fall", "traffic_accident"})
_INJURIES = ("骨折", "骨裂", "伤", "断", "咬", "崴", "割", "截肢", "脱臼", "撕裂")
_TELLING = frozenset(
    {
        "inform",
        "out_of_scope",
        "affirm",
        "deny",
        "goodbye",
        "greet",
        "seek_health_advice",
        "ask_bot",
        "nlu_fallback",
    }
)


def names(question: Question, entity: str) -> tuple[str, ...]:
    """All that the message names of a type."""
    return tuple(question.entities.get(entity, ()))


def names_in_talk(question: Question, entity: str) -> tuple[str, ...]:
    """The same, with what was told lately."""
    told = question.told
    return (*names(question, entity), *(names(told, entity) if told else ()))


def is_hurt(question: Question) -> bool:
    """Whether the message tells of a hurt."""
    return bool(HURTS.intersection(names(question, "event"))) or names_injury(question)


def names_injury(question: Question) -> bool:
    """Whether an illness that is named is an injury."""
    return any(sign in one for one in names(question, "illness") for sign in _INJURIES)


def only_tells(question: Question) -> bool:
    """Whether the message asks nothing and wants nothing done."""
    return set(question.intents) <= _TELLING


def is_of_relative(question: Question) -> bool:
    """Whether it befell somebody of the family: who is named before what happened; else they are only spoken of."""
    order = list(question.entities)
    places = {
        one: order.index(one) for one in ("relation", "circumstance", "event", "illness") if one in order
    }
    happened = min((places[one] for one in ("event", "illness") if one in places), default=len(order))
    is_kin = "kin" in names(question, "circumstance") and places["circumstance"] < happened
    is_close = {"spouse", "parent"}.intersection(names(question, "relation"))
    return is_kin or (bool(is_close) and places["relation"] < happened)


def looks_up(question: Question) -> bool:
    """Whether records are asked for."""
    return any(INTENTS[one].looks_up for one in question.intents if one in INTENTS)


def asks_of_programme(question: Question) -> bool:
    """Whether a programme, or whether one pays, is asked about."""
    return any(INTENTS[one].kind is IntentKind.PROGRAMME for one in question.intents if one in INTENTS)
