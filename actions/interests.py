"""Services that are not done by chat: the wish is taken down, with all that was said, for the desk that sees to it."""

import re
from collections.abc import Mapping

from actions.knowledge import Knowledge
from actions.question import Answer, HandoffWish, OfferedChoice, Question
from actions.talk import Topic
from vocabulary.expects import Subject
from vocabulary.programmes import PROGRAMMES
from vocabulary.tickets import TicketDesk, TicketReason

DESKS: Mapping[str, TicketDesk] = {code: one.desk for code, one in PROGRAMMES.items() if one.desk}
_WISHING = frozenset(
    {"ask_process", "ask_eligibility", "ask_enrolment", "ask_contact", "ask_documents", "ask_contribution"}
)
_TAKEN_DOWN = "记下了：您想办{name}。已经转给管这件事的同事。您的情况现在就可以接着说，他们都看得到。"


_PLAIN_WISH = re.compile(
    r"(?:帮|给|替)(?:我|俺|我们)(?:登记|报|记|办|申请)|请同事联系|(?:登记|申请|办)一下|联系我"
)
_ASKING = re.compile(
    r"[?？]|(\w)不\1|[吗么嘛呢不没]$|多少|怎么|咋|啥|什么|哪|能不能|可不可以|可以不|行不|几天|多久|为什么|有没有|想问|问一下|请问"
)


def is_wished(words: str) -> bool:
    """Whether the words wish for the service, rather than asking about it: a question is taken down for nobody."""
    said = words.strip()
    return bool(_PLAIN_WISH.search(said)) or not _ASKING.search(said)


def find_interest(question: Question) -> str | None:
    """The service of this kind that the message names."""
    return next((code for code in question.programmes if code in DESKS), None)


def take_down(knowledge: Knowledge, code: str, question: Question) -> Answer:
    """A ticket for the desk, with the member's own words."""
    name = knowledge.short_name(code)
    handover = HandoffWish(TicketReason.INTEREST, DESKS[code], f"想办{name}：{question.text}")
    topics = (Topic(Subject.SERVICE, code, (code,)),)
    return Answer(_TAKEN_DOWN.format(name=name), person=handover, topics=topics)


def offer_to_take_down(
    knowledge: Knowledge, programmes: tuple[str, ...], intent: str
) -> tuple[OfferedChoice, ...]:
    """What may be tapped below an answer about such a service."""
    return tuple(
        OfferedChoice("想办，请同事联系我", f"我想申请{knowledge.short_name(code)}，帮我登记")
        for code in programmes
        if code in DESKS and intent in _WISHING
    )
