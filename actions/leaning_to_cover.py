"""What is asked of one's cover is so read: an outing that hurt somebody is no list of outings, one's tier no table of tiers."""

import re
from dataclasses import replace

from actions.question import Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.programmes import PROGRAMMES

_OWN = 0.4
"""How likely one's own cover must be beside a question of what a plan pays."""
_AS_LIKELY = 0.5
_CARE, _FREE = "tailored_after_school", "non_work_accident_property"
_NOT_IN_CARE = re.compile(r"(?:没有?|不)(?:是)?(?:上|在|去|进|报)[^，。？?]{0,3}托管")
_HURTS = frozenset({"fall", "traffic_accident"})
_OF_COVER = frozenset({Aspect.COVERED, Aspect.WHO_MAY, Aspect.AMOUNT, Aspect.CERTAIN, Aspect.VALID})
_OF_AMOUNT = frozenset({"ask_benefit", "check_coverage"})


def lean_to_cover(question: Question) -> Question:
    """The question as one of cover, where it is one."""
    return _of_a_change(_of_own_tier(_of_no_outing(_of_no_care(question))))


def _of_no_outing(question: Question) -> Question:
    """Who was hurt on an outing, or asks of its cover, wants no list of activities: 疗养摔了 有保险没."""
    if "join_activity" not in question.intents:
        return question
    is_hurt = _HURTS.intersection(question.entities.get("event", ())) or question.named("illness")
    is_of_plan = any(PROGRAMMES[code].plan for code in question.programmes)
    is_of_cover = bool(_OF_COVER.intersection(question.aspects))
    if not is_of_plan and not (is_hurt and is_of_cover):
        return question
    rest = tuple(one for one in question.intents if one != "join_activity")
    parts = tuple(
        replace(one, intents=tuple(each for each in one.intents if each != "join_activity"), about=None)
        for one in question.parts
    )
    # Of who goes there the rule tells: 疗休养咋报名.
    about, usual = (Subject.COVER, "ask_scope") if is_of_cover else (Subject.PROGRAMME, "ask_eligibility")
    return replace(question, intents=rest or (usual,), about=about, parts=parts, is_clear=True)


def _of_own_tier(question: Question) -> Question:
    """How much one's own plan pays is asked of one's own cover; of nobody's, who is not known yet, of the plan."""
    is_of_plan = len(question.programmes) == 1 and PROGRAMMES[question.programmes[0]].plan
    is_asked = bool(question.intents) and _OF_AMOUNT.issuperset(question.intents)
    if not is_of_plan or not is_asked or Aspect.AMOUNT not in question.aspects:
        return question
    if question.about not in (None, Subject.PROGRAMME, Subject.COVER):
        return question
    if question.member is None:
        is_both = len(question.intents) > 1
        return replace(question, intents=("ask_benefit",), parts=()) if is_both else question
    if question.chances.get("check_coverage", 0.0) < _OWN and "check_coverage" not in question.intents:
        return question
    aspects = dict.fromkeys((*question.aspects, *(one for part in question.parts for one in part.aspects)))
    return replace(
        question, intents=("check_coverage",), about=Subject.COVER, aspects=tuple(aspects), parts=()
    )


def _of_a_change(question: Question) -> Question:
    """What becomes of their cover if something changes is asked of it, once a plan was spoken of: 真不要他了还保不保."""
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject is Subject.PROGRAMME and bool(topic.programmes)
    likely = (*question.aspects, *question.likely_aspects)[:1]
    is_asked = likely == (Aspect.EFFECT,) and question.about in (None, Subject.PROGRAMME)
    if question.member is None or not is_spoken_of or not is_asked or question.programmes:
        return question
    if question.chances.get("check_coverage", 0.0) < _AS_LIKELY:
        return question
    return replace(
        question, intents=("check_coverage",), about=Subject.COVER, aspects=(Aspect.EFFECT,), parts=()
    )


def _of_no_care(question: Question) -> Question:
    """A child that was hurt elsewhere than in after-school care is for the free cover: 老大没上托管班 学校摔的."""
    is_named = question.programmes == (_CARE,) and question.named("relation") == "child"
    if not is_named or not _NOT_IN_CARE.search(question.text):
        return question
    others = tuple(code for code in question.entities.get("programme", ()) if code != _CARE) or (_FREE,)
    entities = {**question.entities, "programme": others}
    return replace(
        question,
        intents=("ask_scope",),
        programmes=others,
        context_programmes=others,
        entities=entities,
        parts=(),
    )
