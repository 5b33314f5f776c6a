"""A colleague's or a friend's cover is asked after: the rule answers, and nobody's own days are read out for it."""

from actions.answering import Answering
from actions.faq import answer_likely
from actions.identity import names_third, speaks_of_another
from actions.patterns.relatives import asks_for_other
from actions.question import Answer, OfferedChoice, Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.intents import INTENTS, IntentKind

_WHETHER = frozenset({Aspect.WHO_MAY, Aspect.COVERED, Aspect.SUBSTITUTE})
_ELSEWHERE = (Subject.ACTIVITY, Subject.VISIT, Subject.RELIEF, Subject.NOTICES, Subject.IDENTITY)
_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS)
_LIKELY = 0.4
_JOINING = (
    "住院、重疾、意外这些，公开的材料写的都是单位给自己的职工上，没有个人半道加进来的办法。请{whose}问自己单位的工会，"
    "下一批什么时候上；{whose}名下有没有，也得{whose}本人在自己的微信里查。"
)
_COVERED = (
    "{whose}的事要看{whose}单位给上了哪些，我看不到，也不能拿您的来比。请{whose}本人在自己的微信里核对一下身份，就能看到；"
    "问规定的话，说是哪一项，我接着说。"
)
_CHOICES = (OfferedChoice("转人工", "转人工"),)


async def take(_answering: Answering, question: Question) -> Answer | None:
    """How somebody else may join, or that what they have is theirs to see; None where it is of one's own or a plan's."""
    if question.way_back or question.talk.task or question.programmes or question.about in _ELSEWHERE:
        return None
    if question.talk.is_clerk:
        if any(INTENTS[one].looks_up for one in question.intents if one in INTENTS):
            return None  # Colleagues' records have a way of their own.
        return answer_likely(question)
    if asks_for_other(question):
        return None  # A mishap that is to go by the member's own cover.
    asks_rule = bool(question.intents) and all(
        one in INTENTS and INTENTS[one].kind is IntentKind.PROGRAMME for one in question.intents
    )
    if not asks_rule or not _WHETHER.intersection(question.aspects[:1]) or not _is_of_other(question):
        return None
    whose = "她" if "她" in question.text else "他"
    is_of_joining = question.chances.get("ask_enrolment", 0.0) >= _LIKELY
    if question.about in _RECORDS and not is_of_joining:
        return None  # 隔壁也淹了 能走我的吗 is of one's own record.
    text = _JOINING if is_of_joining else _COVERED
    return Answer(
        text.format(whose=whose), _CHOICES, says="workmate_joins" if is_of_joining else "workmate_covered"
    )


def _is_of_other(question: Question) -> bool:
    """Whether somebody who is none of the family is asked after: told just before, or in this message."""
    named = set(question.entities.get("relation", ()))
    if named & {"spouse", "parent", "self"} or "kin" in question.entities.get("circumstance", ()):
        return False
    told = set(question.told.entities.get("relation", ())) if question.told else set()
    if told & {"spouse", "parent", "child"}:
        return False
    return (
        speaks_of_another(question) or ("other" in named and not named & {"child"}) or names_third(question)
    )
