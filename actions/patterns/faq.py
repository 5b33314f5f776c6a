"""A question that is often asked, and that no record answers: it has an answer of its own."""

from dataclasses import replace

from actions.answering import Answering
from actions.coverage import find_relative, is_supposed
from actions.faq import answer_faq
from actions.patterns import on_profile_page
from actions.question import Answer, Question
from actions.relief_case import read_cases
from actions.stories import refuse_to_look
from actions.talk import ON_PROFILE_PAGE
from actions.urgency import tells_emergency
from vocabulary.aspects import Aspect
from vocabulary.banks import find_other_bank
from vocabulary.expects import Move, Subject
from vocabulary.intents import INTENTS
from vocabulary.joining import find_matters

_ASKING = frozenset({Move.ASK, Move.CARRY, Move.WHY, None})
_OTHERS = frozenset({"crisis", "request_human", "complain"})
"""What comes before any question."""
_HURTS = frozenset({"fall", "traffic_accident"})
_OF_STATE = frozenset({Aspect.WHEN, Aspect.STATE, Aspect.WHY_SLOW, Aspect.HURRY, Aspect.WHEN_DONE})
_OF_RULES = frozenset({Aspect.EFFECT, Aspect.COVERED})
_OF_NUMBERS = frozenset({"ids_in_chat"})
_TAILORED = "tailored_"


async def take(answering: Answering, question: Question) -> Answer | None:
    """Its answer; None for what is told and not asked, and where somebody is in danger."""
    if question.move not in _ASKING or _OTHERS.intersection(question.intents) or question.way_back:
        return None
    if (
        question.talk.asked == ON_PROFILE_PAGE
        and question.faq in on_profile_page.NUMBERS_HERE
        and not question.named("relation")
    ):
        return None  # The page that is open is the way.
    if "at_work" in question.entities.get("circumstance", ()) and question.named("event"):
        return None  # A hurt at work comes first.
    if len({*question.entities.get("office", ())}) > 1:
        return None  # Each of them has its own line.
    if tells_emergency(question.text) or any(
        known(question) for known in (_is_of_own_thing, _is_of_case, _is_of_own_money, _befell_within_plan)
    ):
        return None
    if await _is_of_own_application(answering, question):
        return None
    if question.faq in _OF_NUMBERS and (known := refuse_to_look(question)):
        return known
    looks_up = any(INTENTS[one].looks_up for one in question.intents if one in INTENTS)
    asks_how = question.intents[:1] == ("ask_process",) and not question.programmes
    if question.talk.is_clerk and not question.faq and asks_how and not looks_up:
        question = replace(question, faq=question.likely_faq)  # Of others a rule is asked, and no record.
    return answer_faq(question)


async def _is_of_own_application(answering: Answering, question: Question) -> bool:
    """Whether it is asked how, or when, an application of their own that is looked at comes out: no general word answers that."""
    is_asked = question.about is Subject.RELIEF and bool(_OF_STATE.intersection(question.aspects))
    if question.member is None or not is_asked or "check_relief" not in question.intents:
        return False
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    return any(one.is_under_review for one in cases)


def _is_of_own_thing(question: Question) -> bool:
    """Whether an own visit, activity or notice is wished or asked for and nothing of rules: what stands on record answers."""
    is_of_own = all(
        INTENTS[one].is_act or INTENTS[one].looks_up for one in question.intents if one in INTENTS
    )
    is_of_rule = bool(_OF_RULES.intersection(question.aspects[:1]))  # 要是下雨呢
    return (
        question.about in (Subject.VISIT, Subject.ACTIVITY, Subject.NOTICES)
        and bool(question.intents)
        and is_of_own
        and not is_of_rule
    )


def _is_of_case(question: Question) -> bool:
    """Whether a case of their own is told, which the cover answers: a relative's treatment, an illness that is feared, a colleague's."""
    if question.talk.is_clerk:
        return any(one.code == "proxy" for one in find_matters(question.text))
    befell = question.named("event") or question.named("illness")
    is_of_relative = bool(befell) and find_relative(question) is not None
    return is_of_relative or (question.member is not None and is_supposed(question))


def _is_of_own_money(question: Question) -> bool:
    """Whether one's own claim is spoken of and another bank is named for its money: the record says what to do."""
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject in (Subject.CLAIM, Subject.PAYMENT)
    return question.member is not None and is_spoken_of and bool(find_other_bank(question.text))


def _befell_within_plan(question: Question) -> bool:
    """Whether somebody was hurt where a plan of its own covers them: the plan answers, and no rule for everybody."""
    is_hurt = _HURTS.intersection(question.entities.get("event", ()))
    return bool(is_hurt) and any(code.startswith(_TAILORED) for code in question.programmes)
