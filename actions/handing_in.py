"""To whom papers are handed, and through which unions they go; and where to turn whose unit has none."""

import re

from actions.aspects import HANDS_TO
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.visits import find_visits, say_visit
from claims.access import access_profile
from claims.database import ClaimsDatabase
from vocabulary.expects import Subject

_NO_UNION = re.compile(r"(?:没|没有|没成立|没建|还没)(?:个)?(?:工会|建会)|没建会")
_WITHOUT = (
    "单位没有工会的，先问单位所在的街道工会怎么入会。材料往哪儿递，公开的材料没写：可以回复“转人工”，请同事问窗口收不收；"
    "也可以回复“我要预约”，约个窗口当面问。"
)
_LEVELS = (
    "交给{union}的经办人就行。再往上是{township}的工会、{district}区总工会，最后到市里，一级一级往上走。"
)
_TO_PERSON = OfferedChoice("转人工", "转人工")
_BOOK = OfferedChoice("预约", "我要预约")
_OF_CONTACT = frozenset(
    {"ask_contact", "ask_process", "check_claim", "submit_documents", "ask_enrolment", "inform"}
)
_RECORDS = (Subject.CLAIM, Subject.RELIEF, Subject.PAYMENT, Subject.PAPERS)


async def answer_handing_in(claims: ClaimsDatabase, question: Question) -> Answer | None:
    """The member's own union and those above it, with the visit that is booked; None where no such thing is asked."""
    if not set(question.intents) <= _OF_CONTACT:
        return None
    hands_to = HANDS_TO.search(question.text)
    if _NO_UNION.search(question.text) and (
        hands_to or "材料" in question.text or "ask_contact" in question.intents
    ):
        return Answer(_WITHOUT, (_BOOK, _TO_PERSON))
    topic = question.talk.topic
    is_of_record = topic is not None and topic.subject in _RECORDS and bool(topic.key)
    if not hands_to or question.member is None or is_of_record or question.named("district"):
        return None
    profile = await access_profile(claims, question.member)
    coming, _ = await find_visits(claims, question.member, question.now)
    visit = f"{say_visit(coming[0], question.today)}也可以那天带过去。" if coming else ""
    text = _LEVELS.format(
        union=f"您的单位工会（{profile.union_name}）", township=profile.township, district=profile.district
    )
    return Answer(f"{text}{visit}", () if coming else (_BOOK,), (Fact("profile", profile.updated_at),))
