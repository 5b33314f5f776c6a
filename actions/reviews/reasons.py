"""What the member holds against a decision, in their own words: their message without what only wishes, agrees or asks why."""

import re

from actions.question import Question
from actions.talk import Remark, Talk, Topic
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

LONGEST = 60
_OF_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS, Subject.RELIEF)
_AGAINST = frozenset({Aspect.WHY, Aspect.RECKONING, Aspect.NOTIFIED, Aspect.COMPARED})
_CLAUSES = re.compile(r"[，,。；;！!？?…～~\s]+")
_WISH = re.compile(
    r"(?:重新|再)?(?:申请|要求|提出?)?(?:复核|复查|申诉|(?:重新|再)审(?:一?[下次遍])?|重审)|不服|不认(?:可|账)?|有?异议|投诉|转人工|找人|举报"
    r"|申请|提交|要求|记[上下]|写上|改(?:一?下|过来)?|[LlPp]{2}[\d-]+|\d{5}"
)
_LEAD = re.compile(r"^(?:就说|理由(?:就)?是|原因(?:就)?是|你?就?写|因为|就是说?)[：:]?")
_FILLERS = re.compile(
    r"那|你们?|您|我们?|俺|给|帮|请|麻烦|要|想|就|这么?|个|笔|去|来|对|是的?|嗯|好的?|行|可以|吧|了|的|呢|啊|呀|哈|哦|嘛|吗|先|再|得|也|都|还|不"
)
_ASKS_WHY = re.compile(
    r"^.{0,6}(?:凭啥|凭什么|为啥|为什么|咋|怎么)[^，。]{0,6}$|(?:原因|理由)是?(?:啥|什么)$|[几多][少久]|哪[儿里步]|有(?:结果|信儿?)"
)
_REFUSED = re.compile(
    r"(?:没有?|未)(?:给)?(?:我)?(?:通过|批准?|过|赔|报|受理)|被?拒(?:绝|了)|意外|住院|重疾|津贴|女工|家财|救助|理赔"
)
"""Says what was decided, and nothing against it."""
_SHORTEST = 3


def find_reason(text: str) -> str:
    """The reason that a message holds; empty where it only wishes, agrees or asks why."""
    clauses = (_LEAD.sub("", one) for one in _CLAUSES.split(text.strip()) if one)
    told = [
        one for one in clauses if len(_FILLERS.sub("", _REFUSED.sub("", _WISH.sub("", one)))) >= _SHORTEST
    ]
    return "，".join(one for one in told if not _ASKS_WHY.search(one))[:LONGEST]


def hear_remark(talk: Talk, question: Question) -> Talk:
    """The memory with what the message holds against the record that is spoken of; as it was where it holds nothing."""
    topic = find_record(talk)
    is_against = "dispute_claim" in question.intents or _AGAINST.intersection(question.aspects)
    if topic is None or not is_against:
        return talk
    reason = find_reason(question.text)
    return talk.hear(Remark(topic.key, reason)) if reason else talk


def collect_reasons(question: Question, key: str) -> list[str]:
    """What was said against this record before, and what these words say."""
    now = find_reason(question.text)
    return find_remarks(question.talk.hear(Remark(key or "?", now)) if now else question.talk, key or "?")


def find_remarks(talk: Talk, key: str) -> list[str]:
    """What was said of this record, oldest first."""
    return [one.text for one in talk.remarks if key and one.key == key]


def quote(reasons: list[str]) -> str:
    """`“光刮墙就花了一万六”`, or several of them."""
    return "".join(f"“{one}”" for one in reasons)


def find_record(talk: Talk) -> Topic | None:
    """The record that is spoken of; a programme that is named in passing does not take its place."""
    newest = [one for one in talk.topics[:2] if one.subject is not Subject.PROGRAMME][:1]
    return next((one for one in newest if one.subject in _OF_RECORDS and one.key), None)
