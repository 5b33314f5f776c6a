"""What was asked is answered once the programme is named, or what happened is told: 就那个水管爆了的."""

from dataclasses import replace

from actions.answering import Answering
from actions.likely import find_likely
from actions.naming import name_programmes
from actions.question import Answer, Question
from vocabulary.expects import Asked
from vocabulary.intents import INTENTS

_BARE = frozenset({"inform", "affirm", "deny", "ask_overview"})


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer to the question that lacked it; None where the message asks something else, or names nothing."""
    asked = question.talk.asked
    if asked is None or asked.kind is not Asked.PROGRAMME or asked.act not in INTENTS:
        return None
    if question.is_clear and not set(question.intents) <= _BARE:
        return None
    named = name_programmes(question)
    if not named.programmes and not find_likely(named):
        return None
    return await answering.answer(replace(named, intents=(asked.act,), is_clear=True))
