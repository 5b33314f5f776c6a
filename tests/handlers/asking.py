"""One question to the handlers, as somebody of the invented people asks it, and all that is answered."""

from datetime import datetime

from actions.answering import Answering
from actions.question import Answer, Question
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import KNOWLEDGE, NOW

NOBODY = ""
"""Somebody who never proved who they are."""


async def ask(
    claims: ClaimsDatabase, key: str, text: str, intent: str, now: datetime = NOW, **entities: str
) -> Answer:
    """What is answered to these words of this intent; an entity is named by its type, `programme` among them."""
    member = await find_demo_member(claims, key) if key else None
    assert (member is None) == (key == NOBODY), key
    named = {name: (value,) for name, value in entities.items()}
    question = Question(text, (intent,), named.get("programme", ()), named, member, now)
    return await Answering(claims, KNOWLEDGE).answer(question)


def titles(answer: Answer) -> list[str]:
    """What may be tapped."""
    return [choice.title for choice in answer.choices]


def sources(answer: Answer) -> list[str]:
    """The rows that the figures are from."""
    return [fact.source for fact in answer.facts]
