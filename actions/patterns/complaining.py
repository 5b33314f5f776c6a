"""Anger about a record, or a threat to complain: met calmly, with how it stands and the ways there are; nothing is begun."""

import re

from actions.answering import Answering
from actions.marking import was_said
from actions.not_able import NOT_ABLE
from actions.passing_on import PASS_ON_CHOICES, ask_to_pass_on
from actions.question import Answer, OfferedChoice, Question
from actions.reviews.decisions import find_decisions
from actions.reviews.reasons import find_record
from actions.tasks.signals import asks_something
from actions.wording import IDENTITY_NEEDED
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.intents import INTENTS, IntentKind

_RIGHT = "要投诉是您的权利，12345 能打，职工热线 12351 也管"
_REFUSED = "您心里有火，我明白。{name}没批下来，理由我说过了。想请同事再看一遍，或者先把您的话转给同事，您说一样我就办。{right}。"
_RECORDS = frozenset({Subject.CLAIM, Subject.PAYMENT, Subject.RELIEF})
_REFUSED_FIRST = (
    "您心里有火，我明白，换谁都受不住。{name}{said}。想请同事再看一遍，说“我要申请复核”；"
    "要是想问还有没有别的路，接着说，我帮您看您名下还有哪样对得上。"
)
_REVIEWED = "您着急，我明白，等到现在不容易。{name}已经在重新审了，还没有结论，我不敢说准。要不要先把您的话转给同事？{right}。"
_OTHER = "您心里着急，我明白，对不起。要不要我把您的话和这一件转给同事？{right}。"
_AGAIN = ("您生气，换谁都一样。我能做的是把话转给同事，要的话说“转人工”；{right}。",)
_FED_UP = (
    "问了又问还是没个准信，换谁都烦，对不起。我能做的是把这件事转给同事去问；"
    "要的话点“转人工”，您前面说的不用再说一遍。"
)
_FED_UP_AGAIN = "是我没帮上忙。点“转人工”，请同事接着跟您说。"
_OF_ANGER = frozenset({Aspect.WHY, Aspect.WHY_SLOW, Aspect.HURRY, Aspect.COMPARED})
"""What anger asks without wanting to know."""
_HOTLINE = re.compile(r"(?<!\d)123(?:45|51)(?!\d)")
_SORRY = "让您着急上火了，对不住。"
_IDENTITY_AGAIN = (
    "您的火气我听着呢。还是得先核对一下身份，点下面的链接；核对完，我把这一笔怎么定的说给您。",
)
_REVIEW = OfferedChoice("申请复核", "我要申请复核")
_TO_PERSON = OfferedChoice("转人工", "转人工")


async def take(answering: Answering, question: Question) -> Answer | None:
    """A complaint and nothing else, where one of the member's records is spoken of and nobody is awaited."""
    topic = find_record(question.talk)
    if question.way_back or question.waiting or (question.mood and not _HOTLINE.search(question.text)):
        return None  # How it is with them is heard first.
    if question.member is None:
        return _ask_who(question)
    if topic is None:
        return await _hear_refused(answering, question)
    is_fed_up = _is_fed_up(question)
    if not is_fed_up and not _only_complains(question):
        return None
    found = await find_decisions(answering.claims, question.member, question.today)
    decision = next((one for one in found if one.key == topic.key), None)
    again = tuple(one.format(right=_RIGHT) for one in _AGAIN)
    asks = ask_to_pass_on(topic.key)
    is_decided = decision is not None and (decision.was_refused or decision.reviewed_since)
    if is_fed_up and not is_decided:
        return Answer(_FED_UP, (_TO_PERSON,), again=(_FED_UP_AGAIN,))
    if decision is None or not (decision.was_refused or decision.reviewed_since):
        return Answer(_OTHER.format(right=_RIGHT), (*PASS_ON_CHOICES, _TO_PERSON), again=again, asks=asks)
    if topic.subject is Subject.RELIEF and question.named("district"):
        return None  # Why it goes by the district is what is asked.
    if decision.reviewed_since:
        return Answer(
            _REVIEWED.format(name=decision.name, right=_RIGHT),
            (*PASS_ON_CHOICES, _TO_PERSON),
            again=again,
            asks=asks,
        )
    return Answer(_REFUSED.format(name=decision.name, right=_RIGHT), (_REVIEW, _TO_PERSON), again=again)


async def _hear_refused(answering: Answering, question: Question) -> Answer | None:
    """Anger about a refusal, before the record was spoken of: its reason, and the ways on."""
    if "complain" not in question.intents or question.about not in _RECORDS or question.member is None:
        return None
    found = await find_decisions(answering.claims, question.member, question.today)
    refused = [one for one in found if one.was_refused]
    if len(refused) != 1:
        return None
    one = refused[0]
    text = _REFUSED_FIRST.format(name=one.full_name, said=one.said)
    return Answer(text, (_REVIEW, _TO_PERSON), (one.fact,), topics=(one.topic,))


def _ask_who(question: Question) -> Answer | None:
    """Anger about one's own claim or application, before it is known whose it is."""
    is_of_record = question.about in _RECORDS
    if question.intents[:1] != ("complain",) or not is_of_record:
        return None
    return Answer(f"{_SORRY}{IDENTITY_NEEDED}", needs=("identity",), again=_IDENTITY_AGAIN)


def _is_fed_up(question: Question) -> bool:
    """Whether the same was answered twice running, and what is said now asks nothing: it did not help."""
    said = [mark.partition(".")[0] for mark in question.talk.said[-2:]]
    if was_said(NOT_ABLE, question):
        return False  # It was no answer that did not help.
    is_aside = question.move is Move.FEELING or set(question.intents) <= {"complain", "out_of_scope"}
    return len(said) == 2 and said[0] == said[1] and is_aside and not question.aspects


def _only_complains(question: Question) -> bool:
    """Whether nothing is asked besides."""
    if _HOTLINE.search(question.text) and not asks_something(question):
        return True
    if question.aspects:
        return False
    others = set(question.intents) - {"complain"}
    asks = any(
        one not in INTENTS or not (INTENTS[one].kind is IntentKind.CONVERSATION or INTENTS[one].looks_up)
        for one in others
    )
    asks = asks or bool(set(question.aspects) - _OF_ANGER)
    return "complain" in question.intents and not asks and "request_human" not in others
