"""What is answered of one application, aspect by aspect, and of several."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from actions.manner import wants_few_words
from actions.question import Answer, Fact, OfferedChoice
from actions.relief_case import besides, changing, decisions, stages
from actions.relief_case.case import OwnApplication
from actions.said import Said, join_said
from actions.talk import AskedNow, Offer, Topic
from actions.wording import say_as_of
from claims.states import ReliefStep
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject

_SAYERS: Mapping[Aspect, Callable[[OwnApplication], Said]] = {
    Aspect.STATE: stages.say_state,
    Aspect.WHEN: stages.say_when,
    Aspect.WHEN_DONE: stages.say_when_done,
    Aspect.WHY_SLOW: stages.say_why_slow,
    Aspect.AMOUNT: decisions.say_amount,
    Aspect.RECKONING: decisions.say_reckoning,
    Aspect.WHY: decisions.say_why,
    Aspect.MISSING: besides.say_missing_or_kept,
    Aspect.RECEIVED: stages.say_received,
    Aspect.NEXT: stages.say_next,
    Aspect.CERTAIN: besides.say_certain,
    Aspect.CARD: decisions.say_card,
    Aspect.ORIGIN: decisions.say_origin,
    Aspect.NOTIFIED: besides.say_notified,
    Aspect.MORE: decisions.say_more,
    Aspect.ELSEWHERE: decisions.say_elsewhere,
    Aspect.ADVANCE: decisions.say_advance,
    Aspect.HURRY: stages.say_hurry,
    Aspect.WHO: stages.say_who,
    Aspect.WHERE: stages.say_who,
    Aspect.COVERED: decisions.say_whether_covered,
    Aspect.WHO_MAY: decisions.say_objection,
    Aspect.CHANGE: changing.ask_to_change,
    Aspect.UNDO: decisions.say_undo,
    Aspect.EFFECT: besides.say_effect,
    Aspect.SUBSTITUTE: besides.say_substitute,
    Aspect.VALID: besides.say_valid,
    Aspect.HOW: besides.say_how,
    Aspect.TIME: stages.say_when,
    Aspect.MEANING: stages.say_meaning,
    Aspect.COMPARED: decisions.say_compared,
}
ANSWERED = frozenset({*_SAYERS, Aspect.OVERVIEW})
"""What an application answers; how one applies, and what will do for a paper, the rules say."""
_MOST = 3
_SAID_BY_WHO = frozenset({Aspect.HURRY, Aspect.STATE})
"""Whom to turn to says where it is, and that is how one hurries it."""
_FUND = ("relief_fund",)
_LOOK_UP = "check_relief"
"""The intent that asks it of all applications, for what is asked on of them."""


def answer_case(case: OwnApplication, aspects: Sequence[Aspect]) -> Answer:
    """What is asked of it, which is spoken of from now on; in one sentence each where several things are asked, or few words are wanted."""
    asked = tuple(one for one in aspects if one in _SAYERS)[:_MOST] or (Aspect.STATE,)
    if Aspect.STATE in asked and case.one.step is not ReliefStep.DENIED:
        asked = tuple(one for one in asked if one is not Aspect.WHY)  # Nothing was refused.
    if Aspect.WHO in asked:
        asked = tuple(one for one in asked if one not in _SAID_BY_WHO)
    said = [_SAYERS[one](case) for one in asked]
    is_short = wants_few_words(case.question.text)
    text, choices = join_said(said, is_short)
    if asked == (Aspect.STATE,) and not is_short:
        text = f"{text}\n（编号 {case.one.number}，{say_as_of([case.one.updated_at]).strip('（）')}）"
    return Answer(
        text,
        choices,
        (Fact(f"relief:{case.one.number}", case.one.updated_at),),
        tuple(dict.fromkeys(need for one in said for need in one.needs)),
        topics=(name_topic(case, asked),),
        asks=next((one.asks for one in said if one.asks), None),
        says=_name_said(case, asked, said),
    )


def _name_said(case: OwnApplication, asked: Sequence[Aspect], said: Sequence[Said]) -> str:
    """How it stands stays the same in fewer words; else what is said names itself."""
    if asked == (Aspect.STATE,):
        return f"{case.one.number}.{case.one.step}"
    return said[0].says if len(said) == 1 else ""


def answer_cases(cases: Sequence[OwnApplication]) -> Answer:
    """Each in one line, newest first, to be picked by a tap."""
    lines = [f"{place}. {stages.say_state(case).first}" for place, case in enumerate(cases, 1)]
    choices = tuple(OfferedChoice(case.cause, f"救助 {case.one.number} 到哪一步了") for case in cases)
    text = "\n".join([f"您有 {len(cases)} 份应急救助申请：", *lines])
    facts = tuple(Fact(f"relief:{case.one.number}", case.one.updated_at) for case in cases)
    topic = Topic(Subject.RELIEF, programmes=_FUND, aspects=(_LOOK_UP, Aspect.OVERVIEW.value))
    keys = tuple(case.one.number for case in cases)
    return Answer(text, choices, facts, topics=(topic,), offers=Offer(Subject.RELIEF, keys))


def name_topic(case: OwnApplication, asked: Sequence[Aspect]) -> Topic:
    return Topic(Subject.RELIEF, case.one.number, _FUND, (_LOOK_UP, *(one.value for one in asked)))


def ask_which(cases: Sequence[OwnApplication]) -> Answer:
    """Which of several is meant."""
    listed = answer_cases(cases)
    return replace(listed, text=f"{listed.text}\n您问的是哪一份？", asks=AskedNow(Asked.RECORD))
