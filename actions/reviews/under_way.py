"""A review that was asked for: how it stands, read from the ticket that waits and from the record itself."""

import re
from datetime import datetime

from actions.question import Answer, OfferedChoice, Question
from actions.reviews.decisions import Decision
from vocabulary.aspects import Aspect
from vocabulary.awaited import AwaitedPerson
from vocabulary.beijing import BEIJING
from vocabulary.saying import say_date

REVIEW = "申请复核"
"""As it stands on the ticket, behind the record's number."""
_NUMBER = re.compile(rf"(\S+) {REVIEW}")
_ASKED = "{name}的复核，{since}已经交给同事了，{state}，不用再交一遍。还有理由或材料，接着说，我给您添上；不想复核了，说“不复核了”。"
_IN_REVIEW = "{name}{since}起已经在重新审了，还没有结论，不用再申请。这回定了，记录里就能看到；要几天没有公布，我给不了准日子。"
_NO_DAY = "复核多久有结果，没有公布，我给不了准日子。"
_OF_DAYS = frozenset({Aspect.WHEN, Aspect.WHY_SLOW, Aspect.HURRY})
_CHOICES = (OfferedChoice("不复核了", "不复核了"),)


def find_awaited(question: Question) -> AwaitedPerson | None:
    """The ticket that waits, where a review is asked for with it."""
    waiting = question.waiting
    return waiting if waiting and _NUMBER.search(waiting.about) else None


def find_asked(question: Question) -> str:
    """The number of the record that the ticket wants reviewed, the newest where there are several; else empty."""
    waiting = find_awaited(question)
    return _NUMBER.findall(waiting.about)[-1] if waiting else ""


def is_asked(question: Question, decision: Decision) -> bool:
    """Whether a review of this waits for a colleague."""
    waiting = find_awaited(question)
    return waiting is not None and f"{decision.key} {REVIEW}" in waiting.about


def say_asked(question: Question, decision: Decision, waiting: AwaitedPerson) -> Answer:
    """That it was handed over, when, and whether anybody has opened it; first that no day is known, where one is asked for."""
    since = say_moment(waiting.since, question.now)
    state = "同事正在看" if waiting.is_being_read else "还没有人接"
    text = _ASKED.format(name=decision.name, since=since, state=state)
    if _OF_DAYS.intersection(question.aspects):
        text = f"{_NO_DAY}{text}"
    return Answer(text, _CHOICES, (decision.fact,), topics=(decision.topic,))


def say_in_review(decision: Decision, question: Question) -> Answer:
    """That the record itself is looked at once more, and since when."""
    since = say_date(decision.reviewed_since or question.today, question.today)
    text = _IN_REVIEW.format(name=decision.name, since=since)
    return Answer(text, (), (decision.fact,), topics=(decision.topic,))


def say_moment(moment: datetime, now: datetime) -> str:
    """`今天 09:25`, or the day."""
    there = moment.astimezone(BEIJING)
    if there.date() == now.date():
        return f"今天 {there:%H:%M} "
    return say_date(there.date(), now.date())
