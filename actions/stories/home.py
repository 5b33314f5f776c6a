"""Where somebody lives, or where it happened, does not decide who may have a district's fund: said kindly to whoever argues so."""

from actions.eligibility import say_not_of_fund
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.tasks.relief import OF_DISTRICT
from claims.access import access_profile
from claims.database import ClaimsDatabase
from vocabulary.expects import Subject

_ARGUING = frozenset({"inform", "deny", "complain"})
_LEAD = "家在{fund}、事也出在{fund}，难怪您觉得该算。可看的是单位工会建在哪儿，不看住哪儿、在哪儿出的事。"
_ASK = "不服气，我可以请同事再问问，说“转人工”。"
_TO_PERSON = OfferedChoice("转人工", "转人工")


async def take(claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer | None:
    """What counts instead, and who may help there; None where the fund is not spoken of, or the unit is of its district."""
    topic = question.talk.topic
    is_of_fund = topic is not None and (topic.subject is Subject.RELIEF or "relief_fund" in topic.programmes)
    if not is_of_fund or not set(question.intents) <= _ARGUING or question.member is None:
        return None
    district = (await access_profile(claims, question.member)).district
    if question.named("district") != OF_DISTRICT or district == OF_DISTRICT:
        return None
    elsewhere = await say_not_of_fund(claims, question.member, district, OF_DISTRICT)
    return Answer(f"{_LEAD.format(fund=OF_DISTRICT)}{elsewhere}{_ASK}", (_TO_PERSON,))
