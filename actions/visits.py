"""Visits: booked, moved, shown and given up in a sentence, or step by step; nothing is changed without a yes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from actions.knowledge import Knowledge
from actions.question import Act, Answer, OfferedChoice, Question
from actions.talk import AskedNow, Offer, Topic
from actions.tasks import visit
from actions.tasks.booking_words import (
    Wish,
    before_move,
    find_wish,
    gives_up,
    is_about_booking,
    moves,
    moves_a_day,
)
from actions.tasks.day_answers import find_coming_day
from actions.tasks.forms import Forms
from actions.tasks.visit import say_half_day
from actions.wording import IDENTITY_NEEDED
from claims.access import access_appointments, find_windows
from claims.changes import cancel_appointment
from claims.database import ClaimsDatabase
from claims.errors import NoSuchAppointment
from claims.values import Appointment, MemberId
from vocabulary.day_names import find_days
from vocabulary.days import Days, read_days
from vocabulary.expects import Asked, Subject
from vocabulary.hours import read_half

CANCEL_VISIT, MOVE_VISIT = "cancel_visit", "move_visit"
"""What a yes, or the choice of one of several visits, would do."""
_WISHES: Mapping[str, Wish] = {CANCEL_VISIT: "cancel", MOVE_VISIT: "move"}
_ABOUT_VISITS = (Topic(Subject.VISIT),)

_NUMBER = re.compile(r"YY\d{4}-\d+")
_CHANGE_TIME = re.compile(r"(?:我要|我想|想|帮我)?[改换](?:个|一下|一个)?(?:时间|日子)[吧。]*")
_SURE = re.compile(r"(?:对|是|好|行|嗯|确认|可以)*[,，\s]*(?:就)?(?:帮我|给我)?取消(?:吧|了吧?|掉)?[。!！]*")
_CONFIRMED = re.compile(r"确认取消")
_VISIT_CHOICES = (OfferedChoice("取消预约", "取消预约"), OfferedChoice("改时间", "预约改个时间"))
_BOOK = (OfferedChoice("预约", "我要预约"),)


async def answer_visit(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """Books, moves, cancels or shows a visit."""
    desk = Forms(claims, knowledge)
    asked = question.talk.asked
    wish = _WISHES[asked.act] if asked and _tells_which(question) else find_wish(question.text)
    if question.member is None:
        is_look = wish == "look"
        return (
            Answer(IDENTITY_NEEDED, needs=("identity",)) if is_look else await desk.open(visit.NAME, question)
        )
    coming = await _find_coming(claims, question.member, question.now)
    if wish == "book":
        lead = "".join(f"{_say_visit(one, question.today)}要再约一个的话——" for one in coming[:1])
        return await desk.open(visit.NAME, question, lead)
    if not coming:
        return Answer("您现在没有约好的预约。要约一个吗？", _BOOK)
    if wish == "look":
        text = "\n".join(_say_visit(one, question.today) for one in coming)
        return Answer(text, _VISIT_CHOICES, topics=_ABOUT_VISITS)
    named = _find_named(coming, wish, question)
    if len(named) > 1:
        return _ask_which(named, question, CANCEL_VISIT if wish == "cancel" else MOVE_VISIT)
    if wish == "cancel":
        return await _cancel(claims, named[0], question)
    wanted = _find_wanted(named[0], question)
    return await desk.open(visit.NAME, wanted, more=await _keep_of(claims, named[0], wanted))


def asks_about_booking(question: Question) -> bool:
    """Whether the words are about a visit that is booked, whatever else they may sound like."""
    words = question.text.strip()
    if (
        _tells_which(question)
        or is_about_booking(words)
        or moves_a_day(words)
        or _CHANGE_TIME.fullmatch(words)
    ):
        return True
    topic = question.talk.topic
    return topic is not None and topic.subject is Subject.VISIT and (moves(words) or gives_up(words))


def asks_to_see(question: Question) -> bool:
    """Whether the words ask what is booked, and wish for nothing."""
    return is_about_booking(question.text.strip()) and find_wish(question.text) == "look"


async def _find_coming(claims: ClaimsDatabase, member: MemberId, now: datetime) -> list[Appointment]:
    booked = await access_appointments(claims, member)
    return sorted(
        (one for one in booked if one.state == "booked" and one.starts_at > now),
        key=lambda one: one.starts_at,
    )


def _tells_which(question: Question) -> bool:
    """Whether the words name one of several visits by its day, after the question which."""
    asked = question.talk.asked
    is_asked = asked is not None and asked.kind is Asked.RECORD and asked.act in _WISHES
    return is_asked and next(find_days(question.text), None) is not None


def _find_named(coming: Sequence[Appointment], wish: Wish, question: Question) -> Sequence[Appointment]:
    """The visits that are meant: by number, by the day they are on, or by their place; all where none is named."""
    by_number = [one for one in coming if one.number in question.text]
    which = before_move(question.text) if wish == "move" else question.text
    said = [which[start:end] for start, end in find_days(which)]
    days = {read_days(words, question.today, "coming") for words in said}
    by_day = [one for one in coming if Days(one.starts_at.date(), one.starts_at.date()) in days]
    half = read_half(which)
    by_half = [one for one in by_day if half is None or visit.half_of(one.starts_at) == half]
    district = question.named("district")
    by_place = [one for one in coming if district and district in one.place] if wish == "cancel" else []
    return by_number or by_half or by_day or by_place or coming


def _find_wanted(old: Appointment, question: Question) -> Question:
    """The words without the day of the visit that is moved: 把12月2号的改到5号 is about the 5th."""
    before = before_move(question.text)
    days = (read_days(before[start:end], question.today, "coming") for start, end in find_days(before))
    is_old = Days(old.starts_at.date(), old.starts_at.date()) in list(days)
    after = question.text[len(before) :]
    return replace(question, text=after) if is_old or next(find_days(after), None) else question


def _ask_which(coming: Sequence[Appointment], question: Question, act: str) -> Answer:
    choices = tuple(
        OfferedChoice(_say_when(one, question.today), f"{question.text.strip()}，预约号 {one.number}")
        for one in coming
    )
    text = f"您约了几次，{'取消' if act == CANCEL_VISIT else '改'}哪一次？"
    offers = Offer(Subject.VISIT, tuple(one.number for one in coming))
    return Answer(text, choices, topics=_ABOUT_VISITS, asks=AskedNow(Asked.RECORD, act), offers=offers)


async def _cancel(claims: ClaimsDatabase, one: Appointment, question: Question) -> Answer:
    """Asks for the yes, in words that name the visit; with it gives the seat back."""
    if _CONFIRMED.search(question.text) and _NUMBER.search(question.text):
        return await _give_back(claims, question, one.number)
    choices = (
        OfferedChoice("对，取消", f"确认取消预约，预约号 {one.number}"),
        OfferedChoice("不取消", "不取消，留着"),
    )
    text = f"要取消{_say_when(one, question.today)}、{one.place}的预约吗？"
    return Answer(text, choices, topics=_ABOUT_VISITS, asks=AskedNow(Asked.YES, CANCEL_VISIT, one.number))


async def _give_back(claims: ClaimsDatabase, question: Question, number: str) -> Answer:
    if question.member is None:
        return Answer(IDENTITY_NEEDED, needs=("identity",))
    try:
        cancelled = await cancel_appointment(claims, question.member, number, question.now)
    except NoSuchAppointment:
        return Answer("这个预约已经不在了，不用再取消。", _BOOK)
    text = f"{_say_when(cancelled, question.today)}的预约取消了。想再约，随时说。"
    return Answer(text, _BOOK)


CANCELLING = Act(_give_back, _SURE, "好，预约给您留着，没有取消。")


async def _keep_of(claims: ClaimsDatabase, old: Appointment, question: Question) -> dict[str, str]:
    """What a moved visit keeps: its window, and its day or its half of the day where only the other is named."""
    districts = {one.place: one.district for one in await find_windows(claims)}
    kept = {"replaces": old.number, "replaces_when": _say_when(old, question.today)}
    if old.place in districts and not question.named("district"):
        kept["district"] = districts[old.place]
    day, half = find_coming_day(question), read_half(question.text)
    if half and day is None:
        kept["day"] = old.starts_at.date().isoformat()
    if day and not half:
        kept["half"] = visit.half_of(old.starts_at)
    return kept


def _say_visit(one: Appointment, today: date) -> str:
    return f"您约了{_say_when(one, today)}，{one.place}，预约号 {one.number}。"


def _say_when(one: Appointment, today: date) -> str:
    return say_half_day(one.starts_at.date(), visit.half_of(one.starts_at), today)
