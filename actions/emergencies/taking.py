"""Answers one message of an emergency: what it asks and tells, nothing twice, and a person where it cannot wait."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.awaited import say_briefly
from actions.coverage.days import find_past_day
from actions.coverage.relatives import find_called
from actions.districts import URGENT, find_district, say_elsewhere
from actions.emergencies import words
from actions.emergencies.reading import (
    LIFE,
    Emergency,
    Matters,
    files_claim,
    find,
    leaves_for_later,
    read_matters,
    tells,
)
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.stories.reading import names_in_talk
from actions.talk import AskedNow, Telling, ToldPart
from actions.talk.writing import shorten_telling
from actions.tasks import relief
from actions.tasks.forms import Forms
from actions.urgency import tells_emergency
from claims.database import ClaimsDatabase
from vocabulary.expects import Asked, Move, Subject

_FREE = "non_work_accident_property"
_CHILD, _OLD, _MATE = "孩子", "老人", "爱人"
_WHOSE = {"child": _CHILD, "parent": _OLD, "spouse": _MATE}
_FAMILY = "家里人"
_OF_WORK = re.compile(r"上班|单位|厂|公司|会员|工作|干活|职工")
_NEAR = ("经开区",)
"""Where some units' unions are of the fund's district, and some are not."""
_APPLY = OfferedChoice("申请应急救助", "我要申请应急救助")
_TO_APPLY = AskedNow(Asked.STEP, "apply_relief")


@dataclass(frozen=True)
class _Saying:
    """Something that is said, by a mark that keeps it from being said again."""

    mark: str
    text: str


async def take(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer | None:
    """What is said to it; None where no emergency is under way, or the message is about something else."""
    emergency = find(question)
    if emergency is None:
        return None
    matters = read_matters(question)
    if question.waiting and matters.wants_person and not matters.asks:
        said = words.say_who_looks(question.waiting)
        return Answer(said, needs=("stands_by",), topics=(emergency.as_topic(question, ()),))
    if emergency.kind == LIFE:
        return _stay_with_the_ill(emergency, matters, question)
    if not emergency.is_new and leaves_for_later(question) and not matters.has_no_shelter:
        topic = emergency.as_topic(question, ("later",))
        return Answer(words.say_later(), needs=("stands_by",), topics=(topic,))
    if not (
        emergency.is_new
        or matters.asks
        or matters.has_help
        or matters.is_safe
        or matters.is_hurt
        or matters.has_no_shelter
        or question.named("district")
        or tells(question)
    ):
        return None
    district = await _find_district(claims, question)
    is_elsewhere = district not in (None, relief.OF_DISTRICT, *_NEAR)
    if not emergency.is_new and files_claim(question, matters, is_elsewhere=is_elsewhere):
        return None
    if matters.is_wish and district in (None, relief.OF_DISTRICT, *_NEAR):
        return await _begin(claims, knowledge, emergency, question)
    asks_of_fund = question.about is Subject.RELIEF and bool(question.named("district"))
    if is_elsewhere and (matters.is_wish or matters.of_plans or matters.of_way or asks_of_fund):
        return await _say_elsewhere(claims, knowledge, emergency, question, str(district))
    parts = list(_find_parts(knowledge, emergency, matters, question, district))
    new = [one for one in parts if one.mark not in emergency.said or one.mark.startswith("steady")]
    is_shaken = Move.FEELING in question.moves or matters.has_help
    if not new and is_shaken and "calm" not in emergency.said:
        has_child = bool(question.told) and "child" in names_in_talk(question, "relation")
        new = [_Saying("calm", words.say_calm(has_help=matters.has_help, has_child=has_child))]
    if not new:
        nth = sum(one.startswith("steady") for one in emergency.said)
        new = [_Saying(f"steady{nth}", words.say_steady(nth))]
    return _say(emergency, matters, question, new)


def _find_parts(
    knowledge: Knowledge, emergency: Emergency, matters: Matters, question: Question, district: str | None
) -> Iterator[_Saying]:
    """All that fits the message, in the order of what presses most."""
    kind, whose, free = emergency.kind, _find_whose(question), knowledge.short_name(_FREE)
    if not matters.is_hurt and "safe" not in emergency.said:
        yield _Saying("safe", _ask_safe(emergency, matters, question))
    elif matters.is_safe and not matters.is_hurt:
        yield _Saying("nobody_hurt", words.say_nobody_hurt())
    if matters.is_hurt:
        yield _Saying(f"hurt{whose}", words.say_hurt(matters, whose))
    if matters.has_no_shelter:
        yield _Saying("no_bed", words.say_no_bed(question))
        if question.waiting:
            yield _Saying("who_looks", say_briefly(question.waiting))
        return
    if matters.of_papers:
        yield _Saying("papers", words.say_papers(kind))
        return
    if matters.is_hurt and "plans" in emergency.said:
        yield _Saying(f"pays{whose}", words.say_who_pays_for_hurt(whose, free))
    if emergency.is_new and not matters.asks:
        yield _Saying("mention", words.say_mention(kind, free, relief.OF_DISTRICT))
        return
    is_here = district == relief.OF_DISTRICT
    is_answered = emergency.is_new or "safe" in emergency.said or matters.is_hurt
    if matters.of_way and "plans" in emergency.said:
        yield _Saying("way", words.say_way(question.talk.told))
    elif matters.of_amount and "plans" in emergency.said:
        yield _Saying("amount", knowledge.find("relief_disaster", "benefit").text)
    elif (matters.of_plans or question.named("district")) and "plans" in emergency.said:
        yield _Saying("where", words.say_where(relief.OF_DISTRICT, is_here=is_here))
    elif is_answered and _is_due(emergency, matters, question):
        benefit = knowledge.find("relief_disaster", "benefit").text
        yield _Saying("plans", words.say_plans(kind, free, relief.OF_DISTRICT, benefit, is_here=is_here))


def _is_due(emergency: Emergency, matters: Matters, question: Question) -> bool:
    """Whether it is time to say what there is: people were asked about, or it is asked for."""
    tells_more = matters.is_hurt or matters.is_safe or question.named("district")
    return emergency.is_new or matters.asks or bool(tells_more)


async def _find_district(claims: ClaimsDatabase, question: Question) -> str | None:
    """Where the unit is: as recorded, or as it was said here or before by whoever is not known."""
    if own := await find_district(claims, question):
        return own
    for said in (question, question.told):
        if said and said.named("district") and _OF_WORK.search(said.text):
            return said.named("district")
    return None


def _ask_safe(emergency: Emergency, matters: Matters, question: Question) -> str:
    if emergency.is_alarm:
        return words.ask_about_people(matters)
    if matters.is_safe:
        return words.say_nobody_hurt()
    is_told_now = tells_emergency(question.text) and not matters.asks
    return words.ASK_SAFE if is_told_now and not matters.has_help else words.ASK_SAFE_SHORT


def _find_whose(question: Question) -> str:
    """Who is hurt, where it is not the member."""
    relation = next((one for one in question.entities.get("relation", ()) if one in _WHOSE), None)
    if called := find_called(question.text):
        return called
    if relation:
        return _WHOSE[relation]
    is_kin = "kin" in question.entities.get("circumstance", ())
    return _FAMILY if is_kin else ""


def _say(emergency: Emergency, matters: Matters, question: Question, parts: list[_Saying]) -> Answer:
    # Who tells of a burn has told how the people are.
    marks = [*(one.mark for one in parts), *(("safe",) if matters.is_hurt else ())]
    is_offered = bool({"plans", "way", "where"}.intersection(marks))
    is_urgent = matters.has_no_shelter or (
        emergency.is_new
        and tells_emergency(question.text)
        and not matters.asks
        and not _is_over(matters, question)
    )
    return Answer(
        "".join(one.text for one in parts),
        (_APPLY,) if is_offered else (),
        needs=("stands_by",),
        person=URGENT if is_urgent and not question.waiting else None,
        topics=(emergency.as_topic(question, marks),),
        asks=_TO_APPLY if is_offered else None,
    )


def _is_over(matters: Matters, question: Question) -> bool:
    """Whether it befell them on a day that is past, and nobody was hurt: what is wished for then is asked first."""
    day = find_past_day(question)
    return matters.is_safe and not matters.is_hurt and day is not None and day < question.today


async def _begin(
    claims: ClaimsDatabase, knowledge: Knowledge, emergency: Emergency, question: Question
) -> Answer:
    """The form with all that was told; who is not known proves who they are first, and it goes on from there."""
    told = question.talk.told or Telling(
        (ToldPart(shorten_telling(question.text), question.entities, question.today),)
    )
    # The form says itself what it holds already.
    lead = words.say_begin(None if question.member and question.story(relief.NAME) else told)
    opened = await Forms(claims, knowledge).open(relief.NAME, question, lead)
    topics = (emergency.as_topic(question, ("begun",)),)
    needs = (*opened.needs, "stands_by")
    return replace(opened, topics=topics, needs=needs, asks=None if opened.opens else _TO_APPLY)


async def _say_elsewhere(
    claims: ClaimsDatabase, knowledge: Knowledge, emergency: Emergency, question: Question, district: str
) -> Answer:
    """The fund is another district's; whoever is there is asked about first."""
    answer = await say_elsewhere(claims, knowledge, question, district)
    lead = "" if "safe" in emergency.said else words.ASK_SAFE_SHORT
    topics = (*answer.topics, emergency.as_topic(question, ("safe", "plans")))
    return replace(answer, text=f"{lead}{answer.text}", topics=topics, needs=("stands_by",), person=None)


def _stay_with_the_ill(emergency: Emergency, matters: Matters, question: Question) -> Answer | None:
    """Once help is there nobody is told to call it; what else is asked is answered as ever."""
    if not matters.has_help or "safe" in emergency.said or (matters.asks and not matters.of_papers):
        return None
    return Answer(
        words.say_in_hospital(), needs=("stands_by",), topics=(emergency.as_topic(question, ("safe",)),)
    )
