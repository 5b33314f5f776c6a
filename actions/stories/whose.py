"""Whose matter it is decides: a child's illness, and bills of somebody else under one's own name."""

from actions.coverage.relatives import OTHERS
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.stories.reading import HURTS, asks_of_programme, looks_up, names, names_in_talk
from actions.talk import Topic
from actions.warm_words import names_injury
from claims.database import ClaimsDatabase
from vocabulary.expects import Subject

_RELATIVES = OTHERS | {"child"}
_OWN = frozenset({"relief_fund", "relief_medical", "relief_disaster", "tailored_after_school"})
_ILL = frozenset({"hospital_stay", "outpatient_visit"})
_OF_CHILD = (
    "孩子病着，大人最揪心。公开的材料写的是会员本人，孩子住院看病的钱没有写进去，算不算我不敢说，孩子的医保问 12393；"
    "写明了有孩子的，是非工伤的意外伤残、身故，和托管班的意外。家里为难，可以找单位工会问困难帮扶，12351 也能问。"
)
_BORROWED = (
    "您着急我明白，可这个不行：报的得是您本人看病的票据，别人的报不了。"
    "家里为难，可以找单位工会、区工会问困难帮扶，12351 也能问；医保报销的事问 12393。"
)
_TO_PERSON = OfferedChoice("转人工", "转人工")


async def take(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer | None:
    """What is so, whoever asks; None where the member's own matter is meant."""
    if _OWN.intersection(question.programmes):
        return None
    if "own_name" in names(question, "circumstance") and _is_of_relative(question):
        return Answer(_BORROWED, (_TO_PERSON,))
    if looks_up(question) or not asks_of_programme(question) or question.programmes:
        return None
    if "child" not in names(question, "relation"):
        return None
    events = set(names(question, "event"))
    is_ill = events & _ILL or (question.named("illness") and not (events & HURTS or names_injury(question)))
    return Answer(_OF_CHILD, topics=(Topic(Subject.COVER, "child"),)) if is_ill else None


def _is_of_relative(question: Question) -> bool:
    """Whether one is named or was told of, or is spoken of."""
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject is Subject.COVER and topic.key in _RELATIVES
    named = (*names_in_talk(question, "relation"), *names_in_talk(question, "circumstance"))
    return is_spoken_of or bool(_RELATIVES.intersection(named)) or "kin" in named
