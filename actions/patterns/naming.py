"""What was asked is answered once the programme is named, or what happened is told: 就那个水管爆了的."""

from dataclasses import replace

from actions.answering import Answering
from actions.likely import find_likely
from actions.naming import name_programmes
from actions.question import Answer, Question
from vocabulary.expects import Asked
from vocabulary.intents import INTENTS

_BARE = frozenset({"inform", "affirm", "deny", "ask_overview"})


_SHORT_NAMES = {
    "意外": ("accident",),
    "大病": ("critical_illness",),
    "女工": ("womens_specified_disease",),
    "住院": ("inpatient_medical",),
    "津贴": ("hospital_cash",),
    "二次": ("secondary_reimbursement",),
    "水管": ("non_work_accident_property",),
    "家财": ("non_work_accident_property",),
    "救助": ("relief_fund",),
}
_LONGEST_NAME = 7


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer to the question that lacked it; None where the message asks something else, or names nothing."""
    asked = question.talk.asked
    if asked is None or asked.kind is not Asked.PROGRAMME or asked.act not in INTENTS:
        return None
    if question.is_clear and not set(question.intents) <= _BARE:
        return None
    named = _name_shortly(name_programmes(question))
    if not named.programmes and not find_likely(named):
        return None
    return await answering.answer(replace(named, intents=(asked.act,), is_clear=True))


def _name_shortly(question: Question) -> Question:
    """意外的, 大病那个: a name in short, where a name was asked for."""
    if question.programmes or len(question.text) > _LONGEST_NAME:
        return question
    codes = next((codes for name, codes in _SHORT_NAMES.items() if name in question.text), ())
    return replace(question, programmes=codes, context_programmes=codes) if codes else question
