"""Of a record that has just been told how it stands, a message asks something else, though that is not plain."""

import re
from dataclasses import replace

from actions.passing_on import PASS_ON
from actions.question import Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.intents import INTENTS

_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.RELIEF, Subject.COVER, Subject.PAPERS)
OF_STATE = frozenset(
    {Aspect.STATE, Aspect.OVERVIEW, Aspect.WHEN_DONE, Aspect.RECEIVED, Aspect.VALID, Aspect.TIME}
)
"""What the record's card says."""
_OF_ACTIVITY = frozenset({Aspect.NOTIFIED, Aspect.WHO, Aspect.EFFECT})
_MOVES = (Move.ASK, Move.CARRY, Move.WHY, None)
_PARTING = frozenset({"thank", "goodbye"})
_SHORTEST = 4
_ASKS = re.compile(
    r"(\w)不\1|[?？吗呢嘛哪啥咋谁几]|[没不]$|[没不][，,。\s]|怎么|什么|多少|为何|凭什么|是不是|能不能|会不会|要不要|算不算|行不|[还就]得|那?要是|万一"
)


_THE_SAME = re.compile(r"那?[^，。？?啥什怎咋几多哪谁吗没不]{1,7}(?:的|[那这][个笔次份])呢[？?]*")
"""What only names something else asks the same of it: 200的呢."""


def ask_on(question: Question) -> Question:
    """The question with the likeliest aspect that the card does not say, where none was plain and the card was shown."""
    if question.way_back or question.aspects or not question.likely_aspects or question.move not in _MOVES:
        return question
    if (
        only_parts(question)
        or _THE_SAME.fullmatch(question.text.strip())
        or not asks(question.text)
        or not _is_of_what_was_told(question)
    ):
        return question
    others = tuple(one for one in question.likely_aspects if one not in OF_STATE)
    return replace(question, aspects=others[:1], likely_aspects=()) if others else question


def only_parts(question: Question) -> bool:
    """Whether it is a word for thanks or goodbye, with or without what is left: 暂不申报 感谢."""
    said = set(question.intents)
    return bool(said & _PARTING) and said <= _PARTING | {"deny", "cancel"} and not question.aspects


def asks(words: str) -> bool:
    """Whether the words ask anything."""
    return len(words) >= _SHORTEST and bool(_ASKS.search(words))


def _is_of_what_was_told(question: Question) -> bool:
    """Whether the message looks at the record that is spoken of, of which something was answered already."""
    topic = question.talk.topic
    if topic and topic.subject is Subject.ACTIVITY and question.about is Subject.ACTIVITY:
        return question.intents == ("join_activity",) and question.likely_aspects[0] in _OF_ACTIVITY
    if topic is None or topic.subject not in _RECORDS or not topic.key:
        return False
    if question.talk.asked and question.talk.asked.act != PASS_ON:
        return False
    if question.programmes or question.about not in (None, topic.subject, Subject.CLAIM, Subject.PAYMENT):
        return False
    looks_up = any(INTENTS[one].looks_up for one in question.intents if one in INTENTS)
    is_how = question.about is None and question.intents == ("ask_process",)  # 这单子还能往里添不
    looks_up = looks_up or question.about is topic.subject or is_how
    was_told = any(one in set(Aspect) for one in topic.aspects)
    return (
        looks_up and was_told and not any(INTENTS[one].is_act for one in question.intents if one in INTENTS)
    )
