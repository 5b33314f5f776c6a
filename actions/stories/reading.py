"""Reads what befell whom: from the message, and from what was told lately before it."""

import re

from actions.question import Question
from actions.warm_words import names_injury
from vocabulary.expects import Move
from vocabulary.intents import INTENTS, IntentKind

_FEELING = frozenset({"inform", "out_of_scope", "nlu_fallback", "seek_health_advice", "complain"})
HURTS = frozenset({"fall", "traffic_accident"})
_DEATH = re.compile(
    r"(?:老公|老婆|爱人|丈夫|妻子|父亲|母亲|爸爸?|妈妈?|孩子|儿子|女儿|闺女|老伴|家里人|同事|工友|他|她)"
    r"[^，。？?]{0,8}(?:没[了的]|走了|走的(?!时候|路)|去世|过世|离世|不在了|死了|牺牲|猝死)"
    r"|(?:老公|老婆|爱人|丈夫|妻子|父亲|母亲|[爸妈]+|老伴)刚走(?=[，。！!\s]|$)"
)
_AFRAID = re.compile(
    r"害怕|怕(?:得|死|极|呀|啊)|好怕|心里发|发毛|心慌|发慌|吓得|睡不着|心里堵|堵得慌|没底|提心吊胆|哭"
)
_LOST_CHILD = re.compile(
    r"(?:孩子|胎儿?|宝宝)[^，。？?]{0,4}(?:没保住|没留住)|流产|引产|胎停|死胎|没了胎心|胎心没"
)
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


def is_afraid(question: Question) -> bool:
    """Whether the message tells of fear or grief and wants nothing done."""
    tells = set(question.intents) <= _FEELING and not question.programmes and not question.aspects
    return tells and (question.move is Move.FEELING or names_fear(question))


def names_fear(question: Question) -> bool:
    """Whether it is called by its name."""
    return bool(_AFRAID.search(question.text))


def lost_child(question: Question) -> bool:
    """Whether a child was lost before it was born."""
    return bool(_LOST_CHILD.search(question.text))


def looks_up(question: Question) -> bool:
    """Whether records are asked for."""
    return any(INTENTS[one].looks_up for one in question.intents if one in INTENTS)


def asks_of_programme(question: Question) -> bool:
    """Whether a programme, or whether one pays, is asked about."""
    return any(INTENTS[one].kind is IntentKind.PROGRAMME for one in question.intents if one in INTENTS)


def tells_of_death(words: str) -> bool:
    """Whether somebody near has died."""
    return bool(_DEATH.search(words))
