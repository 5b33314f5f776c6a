"""Answers a frequently asked question as its entry says, to a member or to the clerk of a unit."""

from collections.abc import Mapping
from dataclasses import replace

from actions.faq.loading import FaqEntry, Told, Way, load_faq
from actions.knowledge.finding import say_dated
from actions.loans import tells_of_business
from actions.marking import was_said
from actions.question import Answer, Fact, HandoffWish, OfferedChoice, Question
from actions.stories.reading import names_in_talk, tells_of_death
from actions.urgency import asks_of_cover, is_long_ago, names_a_case
from vocabulary.day_names import find_days
from vocabulary.days import Days, read_days
from vocabulary.expects import Subject
from vocabulary.tickets import TicketReason

_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS, Subject.RELIEF)

_CHOICES: Mapping[Way, OfferedChoice] = {
    "person": OfferedChoice("转人工", "转人工"),
    "relief": OfferedChoice("申请应急救助", "我要申请应急救助"),
    "claim": OfferedChoice("申请理赔", "我要申请理赔"),
    "visit": OfferedChoice("预约", "我要预约"),
    "identity": OfferedChoice("核对身份", "绑定身份"),
    "papers": OfferedChoice("交材料", "我要交材料"),
}


def answer_faq(question: Question) -> Answer | None:
    """What the entry says that the message asks for; None where it asks for none, or none that may be said."""
    entry = load_faq().get(question.faq or "")
    if (
        entry is None
        or entry.urgent == "danger"
        or entry.told
        or not entry.statement.is_speakable
        or not _is_meant(entry, question)
    ):
        return None
    return _say(entry, question)


def answer_likely(question: Question) -> Answer | None:
    """The same of what is asked likeliest, though that is not plain."""
    return answer_faq(replace(question, faq=question.likely_faq))


def answer_urgent(question: Question) -> Answer | None:
    """What is to be done first, where danger or harm of this moment is told; a person is called to danger.

    None for what is over, what is asked of a rule or a record, and what was met already.
    """
    entry = load_faq().get(question.faq or "")
    if entry is None or entry.urgent is None or entry.harm or was_said(f"faq:{entry.id}", question):
        return None
    if (
        is_long_ago(question.text)
        or names_a_case(question.text)
        or (question.aspects and question.about in _RECORDS)
    ):
        return None
    if asks_of_cover(question.text) or tells_of_death(question.text):
        return None
    if "crisis" not in question.intents and "fall" in question.entities.get("event", ()):
        return None  # A fall that is told of is a claim, unless danger is heard.
    if entry.urgent == "now" and (question.named("amount") or question.named("date")):
        return None  # What it cost, or on which day it was, is told: it is over.
    answer = _say(entry, question)
    if entry.urgent == "now":
        return answer
    if entry.later and is_before_today(question):
        return None
    return replace(answer, person=HandoffWish(TicketReason.CRISIS, about=entry.asks), needs=("stands_by",))


def answer_harm(question: Question) -> Answer | None:
    """What is to be done where somebody does them harm; None where none is heard."""
    entry = load_faq().get(question.faq or "")
    if entry is None or entry.harm is None:
        return None
    return replace(_say(entry, question), again=entry.again)


def answer_later(question: Question) -> Answer | None:
    """What is said of danger that was on a day before today: nobody is called, and nothing is as if it were now."""
    entry = load_faq().get(question.faq or "")
    if entry is None or not entry.later or was_said(f"faq:{entry.id}:later", question):
        return None
    return Answer(entry.later, says=f"faq:{entry.id}:later")


def hear_mood(question: Question) -> Answer | None:
    """Words that fit how it is with somebody; None where that is not told."""
    return _hear(question, "mood")


def stay_after_danger(question: Question) -> Answer | None:
    """The same of somebody who told of danger before."""
    return _hear(question, "danger")


def find_first_words(question: Question) -> str:
    """One short sentence for how it is with somebody, before the answer to what they ask; told once a day."""
    entry = load_faq().get(question.mood or question.likely_mood or "")
    return "" if entry is None or was_said(f"faq:{entry.id}", question) else entry.first


def is_before_today(question: Question) -> bool:
    """Whether all days that are named are over, and no danger is heard: 前天撞的."""
    spans = [read_days(question.text[start:end], question.today) for start, end in find_days(question.text)]
    days = [one for one in spans if isinstance(one, Days)]
    return bool(days) and all(one.last < question.today for one in days) and "crisis" not in question.intents


def _hear(question: Question, kind: Told) -> Answer | None:
    entry = load_faq().get(question.mood or "")
    if entry is None or entry.told != kind:
        return None
    return replace(_say(entry, question), facts=(), again=entry.again, is_small_talk=True)


def _say(entry: FaqEntry, question: Question) -> Answer:
    said = entry.say(to_clerk=question.talk.is_clerk)
    choices = tuple(_CHOICES[way] for way in entry.ways if way != "identity" or question.member is None)
    facts = (Fact(f"faq:{entry.id}", question.today),)
    return Answer(say_dated((said,)), choices, facts, says=f"faq:{entry.id}")


def _is_meant(entry: FaqEntry, question: Question) -> bool:
    """Of a death is asked only where one was told, now or before; of a programme that is named it is asked itself."""
    if entry.left_to_programme and question.programmes:
        return False
    if entry.unless == "business" and tells_of_business(question.text):
        return False
    if entry.after is None:
        return True
    told = question.talk.told.text if question.talk.told else ""
    is_told = "death" in names_in_talk(question, "event")
    return is_told or tells_of_death(question.text) or tells_of_death(told)
