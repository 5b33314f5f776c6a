"""What is asked of visits: when and where one is, what to bring, what follows where nobody comes; and the wish to change it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.aspects import HANDS_TO
from actions.own_union import answer_own_union
from actions.question import Answer, OfferedChoice, Question
from actions.records.visit_rules import say_rule
from actions.tasks import visit
from actions.tasks.day_answers import find_coming_day
from actions.tasks.signals import agrees
from actions.visits import answer_visit, find_visits, say_visit, say_when, show_visits
from actions.wording import IDENTITY_NEEDED, say_list
from claims.access import find_windows
from claims.values import Appointment
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

_OF_STATE = frozenset(
    {Aspect.TIME, Aspect.STATE, Aspect.OVERVIEW, Aspect.WHERE, Aspect.WHEN, Aspect.NEXT, Aspect.VALID}
)
_LIKELY = 0.2
"""How likely a booking must be where a day to come is named."""
_BRING = "带上身份证和京卡。{more}要交材料的，把原件也带上；具体还要什么，以窗口经办同事的要求为准。"
_NO_RULE = "没去有什么处罚，我没看到这样的规定，记录里也没有；现在照样可以再约。"
_MISSED = "记录里{when}、{place}那次（{service}）没去。{rule}"
_CANNOT_COME = (
    "没去或者迟到会怎样，我没看到有处罚的规定。去不了，提前说一声“取消预约”，名额让给别人；以后照样能约。"
)
_NO_WINDOW = "名单上没有{district}区的窗口。"
_WINDOWS = "能约的窗口有：{windows}。{hours}去之前先约个时间，说“我要预约”就行。"
_ONE_WINDOW = "{district}区可以去{place}。{hours}去之前先约个时间，说“我要预约”就行。"
_UNION_FIRST = "先找单位工会的经办人，最快。"
_NO_HOURS = "详细地址、电话和几点开门，我手头没有准的，可以打 12351 问，或者看官网 www.bjszghzbz.org.cn。"
_TELEPHONE = "窗口和中心的电话，我手头没有准的。能打职工热线 12351 问；单位工会的经办人也能帮着问。"
_STANDS = "约着呢，不用再约：{visit}"
_ASKING = re.compile(r"[?？哪吗呢]|[没不]$")
_ASKS = re.compile(r"[?？哪吗呢咋啥谁吧几]|多少|不算|是不是|[没不]$|怎么|什么|能不能|行不|会不会")
_BOOK = (OfferedChoice("预约", "我要预约"),)


async def answer(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """What is asked of the visits on record; None where one is to be booked."""
    if question.talk.task or not _is_of_visits(question):
        return None
    wishes = "book_appointment" in question.intents and not _ASKING.search(question.text.strip())
    if wishes and Aspect.WHERE in aspects:
        return None
    if Aspect.WHERE in aspects and (windows := await _say_windows(answering, question)):
        hands_in = HANDS_TO.search(question.text) or "ask_contact" in question.intents
        return replace(windows, text=f"{_UNION_FIRST}{windows.text}") if hands_in else windows
    if Aspect.WHO in aspects:
        return Answer(_TELEPHONE)
    if question.member is None:
        return _ask_who(aspects)
    coming, past = await find_visits(answering.claims, question.member, question.now)
    if Aspect.EFFECT in aspects:
        return _say_effect(coming, past, question)
    if Aspect.MISSING in aspects:
        more = f"您约的是{say_when(coming[0], question.today)}。" if coming else ""
        return Answer(_BRING.format(more=more))
    if coming and Aspect.UNDO in aspects:
        return await answer_visit(answering.claims, answering.knowledge, question, "cancel")
    if coming and Aspect.CHANGE in aspects:
        return await answer_visit(answering.claims, answering.knowledge, question, "move")
    when = say_when(coming[0], question.today) if coming else ""
    if aspects and _ASKS.search(question.text) and (known := say_rule(question, aspects[0], when)):
        return known
    if _OF_STATE.intersection(aspects):
        is_shown = coming and Aspect.NEXT not in aspects
        return (
            show_visits(coming, question.today)
            if is_shown
            else await answer_visit(answering.claims, answering.knowledge, question, "look")
        )
    if not aspects and question.about is Subject.VISIT and _only_asks(question):
        last = next(iter(past), None)
        if not coming and isinstance(find_coming_day(question), str):
            return await answer_visit(answering.claims, answering.knowledge, question, "book")
        is_missed = not coming and last is not None and last.state == "missed"
        return _say_effect(coming, past, question) if is_missed else None
    if not aspects and not coming and _would_come(question):
        return await answer_visit(answering.claims, answering.knowledge, question, "book")
    spoken_of = next((one for one in coming if one.number == _find_key(question)), None)
    if spoken_of and not aspects and agrees(question):
        return Answer(_STANDS.format(visit=say_visit(spoken_of, question.today)))
    return None


async def answer_where(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """Where one can ask in person, where no programme is named: one's own union and window, else all windows."""
    is_where = Aspect.WHERE in aspects or question.named("district") is not None
    if set(question.intents) != {"ask_contact"} or not is_where or question.programmes or question.talk.task:
        return None
    if question.member is not None and not question.named("district"):
        return await answer_own_union(answering.claims, answering.knowledge, question)
    told = await _say_windows(answering, question)
    return replace(told, text=f"{_UNION_FIRST}{told.text}") if told else None


def _is_of_visits(question: Question) -> bool:
    return question.about is Subject.VISIT or (question.about is None and bool(_find_key(question)))


def _only_asks(question: Question) -> bool:
    """Whether they ask of the visit without wishing for one."""
    return "book_appointment" not in question.intents and any(
        intent.startswith("ask_") for intent in question.intents
    )


def _would_come(question: Question) -> bool:
    """Whether a day is named on which they would come, though no booking is named: 下周三一早想过去当面说."""
    is_told = set(question.intents) <= {"inform", "affirm", "ask_contact"} and not question.tells
    is_likely = question.chances.get("book_appointment", 0.0) >= _LIKELY
    is_of_visit = question.about is Subject.VISIT and is_told and is_likely
    return is_of_visit and isinstance(find_coming_day(question), str)


def _find_key(question: Question) -> str:
    topic = question.talk.topic
    return topic.key if topic and topic.subject is Subject.VISIT else ""


def _ask_who(aspects: Sequence[Aspect]) -> Answer | None:
    if Aspect.EFFECT in aspects:
        return Answer(_CANNOT_COME)
    return Answer(IDENTITY_NEEDED, needs=("identity",)) if _OF_STATE.intersection(aspects) else None


def _say_effect(coming: Sequence[Appointment], past: Sequence[Appointment], question: Question) -> Answer:
    last = next((one for one in past if one.state != "cancelled"), None)
    if coming or last is None or last.state != "missed":
        return Answer(_CANNOT_COME)
    when = say_when(last, question.today)
    text = _MISSED.format(when=when, place=last.place, service=last.service, rule=_NO_RULE)
    return Answer(text, _BOOK)


async def _say_windows(answering: Answering, question: Question) -> Answer | None:
    """Where one can be seen: the window of the district that is named, else all; one's own visit has its place."""
    district = question.named("district")
    if question.member is not None and not district:
        coming, _ = await find_visits(answering.claims, question.member, question.now)
        if coming:
            return None
    windows = await find_windows(answering.claims)
    here = [one for one in windows if one.district == district]
    if district and here:
        text = _ONE_WINDOW.format(district=district, place=here[0].place, hours=_NO_HOURS)
        return Answer(text, (OfferedChoice(f"预约{district}区", f"预约{district}区窗口"),))
    named = say_list(
        f"{one.place}（{one.district}）" if one.place.startswith(visit.CITY) else f"{one.district}区的"
        for one in windows
    )
    lead = _NO_WINDOW.format(district=district) if district else ""
    choices = tuple(
        OfferedChoice(f"预约{one.district}区", f"预约{one.district}区窗口") for one in windows[:4]
    )
    return Answer(f"{lead}{_WINDOWS.format(windows=named, hours=_NO_HOURS)}", choices)
