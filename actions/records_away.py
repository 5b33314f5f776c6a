"""A turn while the system of record does not answer, or answers of an earlier day: the member hears so, and a way on."""

from dataclasses import replace
from datetime import date, datetime

import structlog

from actions import emergencies
from actions.dialogue import HandledTurn, TurnTaking
from actions.emergency import calls_for_help
from actions.question import Answer, OfferedChoice, Question
from claims.errors import SourceUnavailable
from claims.source.staleness import taking_notes
from vocabulary.beijing import BEIJING
from vocabulary.expects import Subject
from vocabulary.intents import INTENTS, IntentKind
from vocabulary.saying import say_date

log = structlog.get_logger(__name__)

_AWAY = (
    "中心的业务系统这会儿连不上，您的记录我暂时查不到。记录都在，不会丢。过几分钟再问我一次就行；"
    "着急的话回复“转人工”，或者打 12351。"
)
_AWAY_IN_FORM = "您前面填的都还在。"
_AGE = "（中心的记录更新到{moment}，之后的变化这会儿还看不到。）"
_TO_PERSON = OfferedChoice("转人工", "转人工")
_OWN = frozenset({Subject.CLAIM, Subject.PAYMENT, Subject.COVER, Subject.RELIEF, Subject.PAPERS})


async def take_turn(dialogue: TurnTaking, question: Question) -> HandledTurn:
    """The turn that this message makes, with what is to be said of the age of the records it was answered from."""
    with taking_notes() as notes:
        try:
            turn = await dialogue.take(question)
        except SourceUnavailable as fault:
            if question.page:
                raise  # The page says so itself, and keeps what was typed.
            log.warning("records_away", code="records_away", fault=fault.code, advice=fault.advice)
            return await _go_on_without(dialogue, question)
    return _say_age(turn, question, notes.as_of) if notes.as_of else turn


async def _go_on_without(dialogue: TurnTaking, question: Question) -> HandledTurn:
    """What presses, or is the same for everybody, is answered as for somebody who is not known; else the records are awaited."""
    if _presses(question) or _is_for_everybody(question):
        return await dialogue.take(replace(question, member=None))
    said = _AWAY + (_AWAY_IN_FORM if question.talk.task else "")
    return HandledTurn((Answer(said, (_TO_PERSON,)),), question.talk)


def _presses(question: Question) -> bool:
    return "crisis" in question.intents or emergencies.is_under_way(question) or calls_for_help(question)


def _is_for_everybody(question: Question) -> bool:
    """Whether only programmes are asked about, and nothing is under way that a stranger's answer would disturb."""
    if question.talk.task or question.talk.asked or question.way_back or question.about in _OWN:
        return False
    kinds = {INTENTS[one].kind for one in question.intents if one in INTENTS}
    return kinds == {IntentKind.PROGRAMME}


def _say_age(turn: HandledTurn, question: Question, as_of: datetime) -> HandledTurn:
    """Says it once, before the first words, where what is said comes from records or they were asked for."""
    is_of_records = any(one.facts for one in turn.answers) or any(
        INTENTS[one].looks_up for one in question.intents if one in INTENTS
    )
    first = next((one for one in turn.answers if one.text), None)
    if first is None or not (is_of_records or question.about in _OWN):
        return turn
    told = replace(first, text=f"{_AGE.format(moment=_say_moment(as_of, question.today))}\n{first.text}")
    return replace(turn, answers=tuple(told if one is first else one for one in turn.answers))


def _say_moment(moment: datetime, today: date) -> str:
    there = moment.astimezone(BEIJING)
    day = {0: "今天", 1: "昨天"}.get((today - there.date()).days) or say_date(there.date(), today)
    return f"{day} {there:%H:%M}"
