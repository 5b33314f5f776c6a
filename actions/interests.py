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
_VISITS: Mapping[str, TicketDesk] = dict.fromkeys(("warmth_visit", "daily_mutual_help"), TicketDesk.RELIEF)
"""What the unions do by themselves: a wish for it is taken down in so many words, and not offered."""
TAKEN_DOWN = "taken_down"
"""What has become of a service that is spoken of: its desk has the wish."""
_WISHING = frozenset(
    {
        "ask_overview",
        "ask_process",
        "ask_eligibility",
        "ask_enrolment",
        "ask_contact",
        "ask_documents",
        "ask_contribution",
    }
)
_JOINING = "记下了：您想让单位参加{name}。已经转给管这件事的同事。参加要由单位办，您也跟单位工会说一声。"
_TAKEN_DOWN = "记下了：您想办{name}。已经转给管这件事的同事。您的情况现在就可以接着说，他们都看得到。"


_PLAIN_WISH = re.compile(
    r"(?:帮|给|替)(?:我|俺|我们)(?:登记|报|记|办|申请)|请同事联系|(?:登记|申请|办)一下|联系我"
)
_WHETHER = re.compile(r"能|可以|条件|资格|够不够|[行管]不")
_BARE_WISH = re.compile(
    r"^(?:那|好|行|嗯|对|就|请|麻烦|我|俺|您|你|也|要不|吧|[，,。\s])*(?:想|要)?(?:帮|给|替)?(?:我|俺|我们)?"
    r"(?:登记|登个记|登|记|记下|记上|办|申请|报名|报|弄)(?:一下|上|个|一个|下|这个|吧|呗|啊|呀|[，,])*(?:请)?(?:让)?(?:同事|你们|人)?(?:联系我)?[吧呗啊。！!]*$"
    r"|想办[，,]?请同事联系我|^(?:请|让)(?:同事|人|你们)(?:联系|找)(?:一下)?我"
)
_JOINS = re.compile(
    r"(?:让|请|叫|劝|希望|建议|求|跟|和)(?:我们|咱们?|我)?(?:的)?(?:单位|公司|厂里|领导|工会)[^，。？?]{0,8}(?:上|参加|参保|投保|入|买|加)"
    r"|单位[^，。？?]{0,6}(?:给|替)(?:我|大家|我们|大伙)[^，。？?]{0,4}(?:上|参加|参保|投保|入|买|加)(?!过|的|了)"
)
_ASKING = re.compile(
    r"[?？]|(\w)不\1|[吗么嘛呢不没]$|有[^，。？?]{0,6}没有$|多少|怎么|咋|啥|什么|哪|能不能|可不可以|可以不|行不|几天|多久|为什么|有没有|想问|问一下|请问"
)


def is_wished(words: str) -> bool:
    """Whether the words wish for the service, rather than asking about it: a question is taken down for nobody."""
    said = words.strip()
    return bool(_PLAIN_WISH.search(said)) or not _ASKING.search(said)


def find_interest(question: Question) -> str | None:
    """The service of this kind that the message names."""
    return next((code for code in question.programmes if code in DESKS), None)


def find_wish(question: Question) -> str | None:
    """The service that is wished for in so many words: named, or else the one that is spoken of."""
    words = question.text.strip()
    if question.programmes:
        named = next((code for code in question.programmes if code in DESKS or code in _VISITS), None)
        return named if named and _PLAIN_WISH.search(words) else None
    topic = question.talk.topic
    spoken = topic.programmes if topic and topic.subject in (Subject.PROGRAMME, Subject.SERVICE) else ()
    code = next((one for one in spoken if one in DESKS), None)
    return code if code and _BARE_WISH.search(words) else None


def wishes_to_join(question: Question) -> str | None:
    """The plan that the member would have the unit join."""
    if not _JOINS.search(question.text) or not is_wished(question.text):
        return None
    return next((code for code in question.programmes if PROGRAMMES[code].plan), None)


def find_taken_down(question: Question) -> str | None:
    """The service whose wish was taken down, while it is what is spoken of."""
    topic = question.talk.topic
    is_taken = topic is not None and topic.subject is Subject.SERVICE and TAKEN_DOWN in topic.aspects
    return topic.key if topic and is_taken else None


def explain(knowledge: Knowledge, code: str, question: Question) -> Answer:
    """What is known of a service that is asked about, and the wish for it to tap."""
    said = knowledge.find(code, "eligibility" if _WHETHER.search(question.text) else "process").text
    topics = (Topic(Subject.SERVICE, code, (code,)),)
    return Answer(said, offer_to_take_down(knowledge, (code,), "ask_process"), topics=topics)


def take_down(knowledge: Knowledge, code: str, question: Question) -> Answer:
    """A ticket for the desk, with the member's own words."""
    name = knowledge.short_name(code)
    desk = DESKS.get(code) or _VISITS[code]
    handover = HandoffWish(TicketReason.INTEREST, desk, f"想办{name}：{question.text}")
    topics = (Topic(Subject.SERVICE, code, (code,), (TAKEN_DOWN,)),)
    return Answer(_TAKEN_DOWN.format(name=name), person=handover, topics=topics)


def take_down_joining(knowledge: Knowledge, code: str, question: Question) -> Answer:
    """A ticket for the desk of enrolment: the unit is to join a plan."""
    name = knowledge.short_name(code)
    handover = HandoffWish(
        TicketReason.INTEREST, TicketDesk.ENROLMENT, f"想让单位参加{name}：{question.text}"
    )
    topics = (Topic(Subject.SERVICE, code, (code,), (TAKEN_DOWN,)),)
    return Answer(_JOINING.format(name=name), person=handover, topics=topics)


def offer_to_take_down(
    knowledge: Knowledge, programmes: tuple[str, ...], intent: str
) -> tuple[OfferedChoice, ...]:
    """What may be tapped below an answer about such a service."""
    return tuple(
        OfferedChoice("想办，请同事联系我", f"我想申请{knowledge.short_name(code)}，帮我登记")
        for code in programmes
        if code in DESKS and intent in _WISHING
    )
