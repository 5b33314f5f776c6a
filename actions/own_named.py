"""What of their own a message names before anything else is read: by one's own name, by its day, or by nothing but its name."""

import re
from dataclasses import replace

from actions.activities_shown import find_mine, mean_activity
from actions.claim_picking import pick_by_words
from actions.naming_people import names_somebody
from actions.question import Question
from actions.talk import Topic
from actions.tasks.day_answers import find_coming_day
from actions.visits import find_visits
from claims.access import access_claims, access_profile
from claims.database import ClaimsDatabase
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

_POINTS = re.compile(r"[那这][个笔次回份]")
_TELLS = frozenset({"inform", "nlu_fallback"})
_BARE = _TELLS | {"book_appointment", "join_activity"}
_OF_CLAIM = ("check_claim", "check_payment")
_LIKELY = 0.25
_LONGEST = 12
_BOOKED = (Subject.VISIT, Subject.ACTIVITY)
_ASKED_OF_DAY = frozenset(
    {Aspect.TIME, Aspect.WHERE, Aspect.STATE, Aspect.OVERVIEW, Aspect.WHEN, Aspect.MISSING, Aspect.MEANING}
)


async def mean_own(claims: ClaimsDatabase, question: Question) -> Question:
    """The question with what it names of the member's own; the same where nobody is known."""
    question = await mean_activity(claims, question)
    if question.member is None or question.way_back:
        return question
    if names_somebody(question.text):
        return await _mean_oneself(claims, question)
    if _may_be_booked(question):
        return await _mean_booked(claims, question)
    return await _mean_claim(claims, question) if _only_names(question) else question


async def _mean_oneself(claims: ClaimsDatabase, question: Question) -> Question:
    """Who calls themselves by their name means their own: 陈静的女工特疾到哪了, from her."""
    assert question.member is not None
    name = (await access_profile(claims, question.member)).name
    parts = tuple(replace(one, text=one.text.replace(name, "我")) for one in question.parts)
    return replace(question, text=question.text.replace(name, "我"), parts=parts)


def _may_be_booked(question: Question) -> bool:
    """Whether something that has a day is asked after by that day: 我26号那个几点."""
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject in _BOOKED and question.about in (*_BOOKED, None)
    is_asked = question.about in _BOOKED and bool(_ASKED_OF_DAY.intersection(question.aspects[:1]))
    is_bare = is_spoken_of and not question.aspects and _BARE.issuperset(question.intents)
    return (is_asked or is_bare) and bool(_POINTS.search(question.text)) and question.talk.asked is None


async def _mean_booked(claims: ClaimsDatabase, question: Question) -> Question:
    assert question.member is not None
    day = find_coming_day(question)
    visits, _ = await find_visits(claims, question.member, question.now)
    met = [one for one in visits if one.starts_at.date().isoformat() == day]
    mine = [
        one for one in (await find_mine(claims, question)).values() if one.starts_at.date().isoformat() == day
    ]
    if len(met) + len(mine) != 1:
        return question
    asked = question.aspects or (Aspect.TIME,)
    if met:
        topic = Topic(Subject.VISIT, met[0].number)
        intents = ("ask_contact",)  # Nothing is to be booked.
    else:
        topic = Topic(Subject.ACTIVITY, mine[0].activity_code)
        intents = ("join_activity",)
    return replace(
        question,
        intents=intents,
        aspects=asked,
        about=topic.subject,
        talk=question.talk.turn_to(topic),
        is_clear=True,
        parts=(),
    )


def _only_names(question: Question) -> bool:
    """Whether the words point at something by its name, and tell or ask nothing of it: 肺炎那笔."""
    is_likely = any(question.chances.get(one, 0.0) >= _LIKELY for one in _OF_CLAIM)
    is_aside = bool(question.intents) and _TELLS.issuperset(question.intents) and not question.aspects
    is_free = question.talk.asked is None and question.about in (Subject.CLAIM, Subject.PAYMENT, None)
    is_short = len(question.text.strip()) <= _LONGEST
    return (
        is_likely
        and is_aside
        and is_free
        and is_short
        and bool(_POINTS.search(question.text))
        and not question.named("amount")
    )


async def _mean_claim(claims: ClaimsDatabase, question: Question) -> Question:
    assert question.member is not None
    named = pick_by_words(await access_claims(claims, question.member), question)
    if len(named) != 1:
        return question
    return replace(
        question,
        intents=("check_claim",),
        aspects=(Aspect.STATE,),
        about=Subject.CLAIM,
        move=None,
        moves=(),
        mood=None,
        is_clear=True,
    )
