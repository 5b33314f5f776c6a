"""What was asked before the member was known is answered as soon as they are, without being asked again."""

from dataclasses import replace

from actions.answering import Answering
from actions.question import Answer, Question

_OF_PROVING = frozenset(
    {
        "bind_identity",
        "ask_help",
        "inform",
        "deny",
        "affirm",
        "thank",
        "greet",
        "complain",
        "ask_privacy",
        "ask_bot",
    }
)
"""What is said on the way to the page, and wants nothing else."""


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer to the question that waited, where the member is known now and asks nothing else."""
    waiting = question.talk.unanswered
    if waiting is None or question.member is None or not set(question.intents) <= _OF_PROVING:
        return None
    asked = replace(
        question,
        text=waiting.text,
        intents=waiting.intents,
        entities=waiting.entities,
        programmes=waiting.entities.get("programme", ()),
        move=None,
    )
    return await answering.answer(asked)
