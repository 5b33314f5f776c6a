"""A yes to what was proposed as the next step: the question or the form that was offered comes."""

from dataclasses import replace

from actions.answering import Answering
from actions.patterns.acts import refuses
from actions.question import Answer, Question
from vocabulary.expects import Asked, Move
from vocabulary.intents import INTENTS

_PLAIN = frozenset(
    {"affirm", "deny", "cancel", "inform", "thank", "check_coverage", "file_claim", "book_appointment"}
)
_LEFT = "好，那先不办。想起来了随时说。"


async def take(answering: Answering, question: Question) -> Answer | None:
    """The step that was proposed, which has no consequence, so that any yes will do; or left, where it is not wanted."""
    asked = question.talk.asked
    if asked is None or asked.kind is not Asked.STEP or asked.act not in INTENTS or question.programmes:
        return None
    if not set(question.intents) <= _PLAIN or question.way_back:
        return None
    if refuses(question) and set(question.intents) <= {"deny", "cancel"}:
        return Answer(_LEFT)
    if question.move is not Move.AGREE and set(question.intents) != {"affirm"}:
        return None
    # Who says what they want done wants that, whatever was proposed: 报吧, 上周五的事.
    wished = "file_claim" if "file_claim" in question.intents else asked.act
    meant = replace(question, intents=(wished,), move=None, aspects=(), is_clear=True)
    if asked.key and wished == asked.act:
        meant = replace(meant, text=f"{asked.key}，{question.text}")
    return await answering.answer(meant)
