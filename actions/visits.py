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
from actions.tasks.visit import BOOKED_HERE, say_half_day
from actions.tasks.visit_times import VisitTimes
from actions.wording import IDENTITY_NEEDED
from claims.access import access_appointments, access_profile, find_windows
from claims.changes import HALF_DAY_STARTS, cancel_appointment
from claims.database import ClaimsDatabase
from claims.errors import NoSuchAppointment
from claims.values import Appointment, MemberId
from vocabulary.aspects import Aspect
from vocabulary.day_names import find_days
from vocabulary.days import Days, read_days
from vocabulary.expects import Asked, Move, Subject
from vocabulary.hours import find_clock, read_half

CANCEL_VISIT, MOVE_VISIT = "cancel_visit", "move_visit"
"""What a yes, or the choice of one of several visits, would do."""
_WISHES: Mapping[str, Wish] = {CANCEL_VISIT: "cancel", MOVE_VISIT: "move"}
_ABOUT_VISITS = (Topic(Subject.VISIT),)

_CLAUSE = re.compile(r"[，,。；;\s]+")
_NUMBER = re.compile(r"YY\d{4}-\d+")
_CHANGE_TIME = re.compile(r"(?:我要|我想|想|帮我)?[改换](?:个|一下|一个)?(?:时间|日子)[吧。]*")
_SURE = re.compile(
    r"(?:对|是|好|行|嗯|确认|可以)*[,，\s]*(?:就)?(?:帮我|给我)?取消(?:这次|那次)?(?:预约)?(?:吧|了吧?|掉)?[。!！]*"
)
_CONFIRMED = re.compile(r"确认取消")
_VISIT_CHOICES = (OfferedChoice("取消预约", "取消预约"), OfferedChoice("改时间", "预约改个时间"))
_BOOK = (OfferedChoice("预约", "我要预约"),)
_WITH_WHOM = "能不能带人、带几个，我没看到有规定，去之前打职工热线 12351 问一下。"
_BECAME = {"missed": "，那次没去", "kept": "，那次去过了", "cancelled": "，那次取消了"}


async def answer_visit(
    claims: ClaimsDatabase, knowledge: Knowledge, question: Question, wish: Wish | None = None
) -> Answer:
    """Books, moves, cancels or shows a visit: by the `wish` that is known, else by the words."""
    desk = Forms(claims, knowledge)
    asked = question.talk.asked
    named_wish = _WISHES[asked.act] if asked and _tells_which(question) else find_wish(question.text)
    wish = wish or named_wish
    if question.member is None:
        if wish == "look":
            return Answer(IDENTITY_NEEDED, needs=("identity",))
        lead = await VisitTimes(claims).say_no_window(question.named("district"))
        return await desk.open(visit.NAME, question, lead)
    coming, past = await find_visits(claims, question.member, question.now)
    if wish == "book" and coming and Aspect.WHO_MAY in question.aspects:
        return Answer(_WITH_WHOM)
    if wish == "book" and _moves_spoken_of(coming, question):
        wish = "move"
    if wish == "book":
        lead = "".join(f"{say_visit(one, question.today)}要再约一个的话——" for one in coming[:1])
        return await desk.open(visit.NAME, question, lead)
    if not coming and wish == "cancel":
        return Answer(f"您现在没有约好的预约，不用取消。{say_last(past, question.today)}", _BOOK)
    if not coming:
        return Answer(f"您现在没有约好的预约。{say_last(past, question.today)}要约一个吗？", _BOOK)
    if wish == "keep":
        return await _keep(claims, question, coming[0].number)
    if wish == "look":
        return show_visits(coming, question.today)
    named = _find_named(coming, wish, question)
    if len(named) > 1:
        return _ask_which(named, question, CANCEL_VISIT if wish == "cancel" else MOVE_VISIT)
    if wish == "cancel":
        return await _cancel(claims, named[0], question)
    wanted = _find_wanted(named[0], question)
    opened = await desk.open(visit.NAME, wanted, more=await _keep_of(claims, named[0], wanted))
    return replace(opened, topics=(Topic(Subject.VISIT, named[0].number),))


def _moves_spoken_of(coming: Sequence[Appointment], question: Question) -> bool:
    """Whether the day of the visit that was just spoken of is named beside another: 周三家长会 周四早上吧."""
    topic = question.talk.topic
    one = next((each for each in coming if topic and topic.key == each.number), None)
    if one is None or len(list(find_days(question.text))) < 2:
        return False
    return _names_day_of(one, question.text, question.today)


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
    is_spoken_of = topic is not None and topic.subject is Subject.VISIT
    return is_spoken_of and question.about is not Subject.ACTIVITY and (moves(words) or gives_up(words))


def asks_to_see(question: Question) -> bool:
    """Whether the words ask what is booked, and wish for nothing."""
    return is_about_booking(question.text.strip()) and find_wish(question.text) == "look"


async def find_visits(
    claims: ClaimsDatabase, member: MemberId, now: datetime
) -> tuple[list[Appointment], list[Appointment]]:
    """Those to come, soonest first, and those that are over or were given up, newest first."""
    booked = await access_appointments(claims, member)
    coming = [one for one in booked if one.state == "booked" and one.starts_at > now]
    return sorted(coming, key=lambda one: one.starts_at), [one for one in booked if one not in coming]


def show_visits(coming: Sequence[Appointment], today: date) -> Answer:
    """Those to come, each with its day, hour, place and what it is for."""
    text = "\n".join(say_visit(one, today) for one in coming)
    lead = f"您约了 {len(coming)} 次：\n" if len(coming) > 1 else ""
    topics = tuple(Topic(Subject.VISIT, one.number) for one in coming[:1]) or _ABOUT_VISITS
    return Answer(f"{lead}{text}", _VISIT_CHOICES, topics=topics)


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
    topic = question.talk.topic
    spoken_of = [one for one in coming if topic and topic.key == one.number]
    by_talk = spoken_of if question.move is Move.CARRY else []
    return by_number or by_half or by_day or by_place or by_talk or coming


def _find_wanted(old: Appointment, question: Question) -> Question:
    """The words without the day of the visit that is moved: 把12月2号的改到5号 is about the 5th."""
    week = visit.week_around(old.starts_at.date().isoformat())
    before = before_move(question.text)
    if before == question.text:
        clauses = [one for one in _CLAUSE.split(question.text) if one]
        kept = [one for one in clauses if not _names_day_of(old, one, question.today)]
        return replace(question, text="，".join(kept), within=week)
    is_old = _names_day_of(old, before, question.today)
    after = question.text[len(before) :]
    is_named = is_old or next(find_days(after), None)
    return replace(question, text=after if is_named else question.text, within=week)


def _names_day_of(one: Appointment, words: str, today: date) -> bool:
    week = Days(*visit.week_around(one.starts_at.date().isoformat()))
    said = [words[start:end] for start, end in find_days(words)]
    days = [read_days(day, today, "coming", near) for day in said for near in (None, week)]
    return Days(one.starts_at.date(), one.starts_at.date()) in days


def _ask_which(coming: Sequence[Appointment], question: Question, act: str) -> Answer:
    choices = tuple(
        OfferedChoice(say_when(one, question.today), f"{question.text.strip()}，预约号 {one.number}")
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
    text = f"要取消{say_when(one, question.today)}、{one.place}的预约吗？"
    return Answer(text, choices, topics=_ABOUT_VISITS, asks=AskedNow(Asked.YES, CANCEL_VISIT, one.number))


async def _give_back(claims: ClaimsDatabase, question: Question, number: str) -> Answer:
    if question.member is None:
        return Answer(IDENTITY_NEEDED, needs=("identity",))
    try:
        cancelled = await cancel_appointment(claims, question.member, number, question.now)
    except NoSuchAppointment:
        return Answer("这个预约已经不在了，不用再取消。", _BOOK)
    text = f"{say_when(cancelled, question.today)}的预约取消了。想再约，随时说。"
    return Answer(text, _BOOK)


async def _keep(claims: ClaimsDatabase, question: Question, number: str) -> Answer:
    """It stays as it is, and is said once more."""
    if question.member is None:
        return Answer(_KEPT)
    coming, _ = await find_visits(claims, question.member, question.now)
    kept = next((one for one in coming if one.number == number), None)
    if kept is None:
        return Answer(_KEPT)
    text = f"好，没有取消，给您留着：{say_when(kept, question.today)}，{kept.place}。"
    return Answer(text, topics=(Topic(Subject.VISIT, kept.number),))


_KEPT = "好，预约给您留着，没有取消。"
CANCELLING_BY_NAME = Act(_give_back, _SURE, _KEPT, re.compile(r"^(?!.*取消)"), leave=_keep)
"""Where a move was given up, the visit that stays is given up by its name alone."""
CANCELLING = Act(_give_back, _SURE, _KEPT, again="那这次预约还取消吗？", leave=_keep)


async def _keep_of(claims: ClaimsDatabase, old: Appointment, question: Question) -> dict[str, str]:
    """What a moved visit keeps: its window, and its day or its half of the day where only the other is named."""
    districts = {one.place: one.district for one in await find_windows(claims)}
    kept = {"replaces": old.number, "replaces_when": say_when(old, question.today)}
    if old.service != BOOKED_HERE:
        kept["matter"] = old.service
    if old.place in districts and not question.named("district"):
        kept["district"] = districts[old.place]
    if old.place not in districts and question.member is not None:
        own = (await access_profile(claims, question.member)).district
        is_known = own in districts.values() and not question.named("district")
        kept |= {"elsewhere": old.place, **({"district": own} if is_known else {})}
    day, half = find_coming_day(question), read_half(question.text)
    if hour := find_clock(question.text):
        kept["hour"] = hour
    if half and day is None:
        kept["day"] = old.starts_at.date().isoformat()
    if day and not half:
        kept["half"] = visit.half_of(old.starts_at)
    return kept


def say_visit(one: Appointment, today: date) -> str:
    """When and where it is, what it is for, and its number."""
    matter = "" if one.service == BOOKED_HERE else f"，{one.service}"
    return f"您约了{say_when(one, today)}，{one.place}{matter}，预约号 {one.number}。"


def say_when(one: Appointment, today: date) -> str:
    """`12月3日（周四）上午10:00`; `上午（9:00起）` where a half-day was booked."""
    half = say_half_day(one.starts_at.date(), visit.half_of(one.starts_at), today)
    clock = one.starts_at.time()
    said = f"{clock.hour - 12 if clock.hour > 12 else clock.hour}:{clock:%M}"
    return f"{half}（{said}起）" if clock in HALF_DAY_STARTS else f"{half}{said}"


def say_last(past: Sequence[Appointment], today: date) -> str:
    """The newest of those that are over, and what became of it."""
    if not past:
        return ""
    last = past[0]
    became = _BECAME.get(last.state, "")
    return f"上一次是{say_when(last, today)}，{last.place}{became}。" if became else ""
