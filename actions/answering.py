"""Answers everything that one message asks, in the order asked, as one reply."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from actions import (
    claim_status,
    coverage,
    notifications,
    payments,
    programmes,
    relief,
    services,
    small_talk,
    visits,
)
from actions.knowledge import Knowledge
from actions.question import Answer, Question
from actions.tasks.desk import TaskDesk
from claims.database import ClaimsDatabase

Answerer = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]

_MOST_ANSWERS = 4
_CONTINUE = re.compile(r"^(?:继续|接着(?:办|填|来|弄)|刚才那个接着)")

ANSWERERS: Mapping[str, Answerer] = {
    **dict.fromkeys(programmes.ASPECTS, programmes.answer_programme_question),
    "check_coverage": coverage.answer_coverage,
    "check_claim": claim_status.answer_claim_status,
    "check_payment": payments.answer_payment,
    "check_relief": relief.answer_relief_status,
    "apply_relief": relief.answer_relief_application,
    "book_appointment": visits.answer_visit,
    "join_activity": visits.answer_activity,
    "manage_notifications": notifications.answer_notifications,
    **services.ANSWERERS,
    **small_talk.ANSWERERS,
}


@dataclass(frozen=True)
class Answering:
    """Joins the answers of the handlers."""

    claims: ClaimsDatabase
    knowledge: Knowledge

    async def answer(self, question: Question) -> Answer:
        """One reply to all that is asked; what was asked is remembered for "那材料呢"."""
        if question.kept_task and _CONTINUE.match(question.text.strip()):
            return TaskDesk(self.claims, self.knowledge).resume(question)
        intents = decide_intents(question)
        answers = [
            await ANSWERERS[intent](self.claims, self.knowledge, replace(question, intents=(intent,)))
            for intent in intents
        ]
        asked = [intent for intent in intents if intent in programmes.ASPECTS or intent.startswith("check_")]
        remember = {"unclear_turns": 0, **({"asked_intents": asked} if asked else {})}
        return join_answers(answers, remember)


def decide_intents(question: Question) -> tuple[str, ...]:
    """Which of a message's intents are answered: danger alone, else what is asked, else the small talk."""
    known = [intent for intent in question.intents if intent in ANSWERERS]
    if "crisis" in known:
        return ("crisis",)
    if known in ([], ["inform"]):
        known = list(_complete(question))
    asked = [i for i in known if i not in small_talk.ANSWERERS or i in small_talk.SUBSTANTIAL]
    return tuple((asked or known)[:_MOST_ANSWERS])


def _complete(question: Question) -> Iterable[str]:
    """A bare value finishes what was asked before: another programme, a claim's or an application's number."""
    if "claim_number" in question.entities:
        return ("check_claim",)
    if "relief_number" in question.entities:
        return ("check_relief",)
    if question.programmes:
        return tuple(i for i in question.asked_intents if i in programmes.ASPECTS) or ("ask_overview",)
    return ("inform",)


def join_answers(answers: list[Answer], remember: Mapping[str, object]) -> Answer:
    """The answers one after another; what one of them needs, all of them need."""
    texts = list(dict.fromkeys(answer.text for answer in answers if answer.text))
    needs = tuple(dict.fromkeys(need for answer in answers for need in answer.needs))
    merged = dict(remember)
    for answer in answers:
        merged.update(answer.remember)
    return Answer(
        "\n\n".join(texts),
        tuple(dict.fromkeys(choice for answer in answers for choice in answer.choices)),
        tuple(fact for answer in answers for fact in answer.facts),
        needs,
        next((answer.reason for answer in answers if answer.reason), None),
        merged,
        next((answer.start_form for answer in answers if answer.start_form), None),
    )
