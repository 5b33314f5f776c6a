"""Several questions of one message: each with its own programme and what it names, each answered short, in order."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.question import Answer, Question
from vocabulary.intents import INTENTS, IntentKind

_MOST = 4
_BUDGET, _LEAST = 260, 45
"""How many characters all answers have together, and how few one may come down to."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_DATED = re.compile(r"（\d{4}年(?:的说法|公布)?[^（）]*）")
_OF_RECORDS = ("claim:", "relief:", "payment:", "enrolment:")
_PUBLIC = "（说的是公开材料，以中心最新规定为准。）"


def split(question: Question) -> tuple[Question, ...]:
    """A question for each clause that asks something; none where only one does."""
    asking = [one for one in question.parts if any(_asks(intent) for intent in one.intents)]
    if len(asking) < 2:
        return ()
    found: list[Question] = []
    programmes: tuple[str, ...] = ()
    for part in asking:
        intents = tuple(one for one in part.intents if _asks(one))
        programmes = part.entities.get("programme", ()) or programmes or question.programmes
        found.append(
            replace(
                question,
                text=part.text,
                intents=intents,
                entities=part.entities,
                programmes=programmes,
                context_programmes=programmes or question.context_programmes,
                aspects=(),
                parts=(),
            )
        )
    return tuple(found[:_MOST])


def shorten_all(answers: Sequence[Answer]) -> list[Answer]:
    """Each cut to the sentence that answers; what comes of records stays whole. One alone stays as it is."""
    if len(answers) < 2:
        return list(answers)
    budget = max(_LEAST, _BUDGET // len(answers))
    short = [_shorten(one, budget) for one in answers]
    is_dated = any(_DATED.search(one.text) and not _is_of_records(one) for one in answers)
    last = short[-1]
    return [*short[:-1], replace(last, text=f"{last.text}\n{_PUBLIC}")] if is_dated and last.text else short


def _shorten(answer: Answer, budget: int) -> Answer:
    if _is_of_records(answer) or answer.person or answer.needs or answer.opens:
        return answer
    sentences = [one.strip() for one in _SENTENCE.findall(_DATED.sub("", answer.text)) if one.strip(" 。")]
    kept: list[str] = []
    size = 0
    for sentence in sentences:
        if kept and size + len(sentence) > budget:
            break
        kept.append(sentence)
        size += len(sentence)
    return replace(answer, text="".join(kept))


def _is_of_records(answer: Answer) -> bool:
    return any(fact.source.startswith(_OF_RECORDS) for fact in answer.facts)


def _asks(intent: str) -> bool:
    found = INTENTS.get(intent)
    return found is not None and (found.kind is not IntentKind.CONVERSATION or intent == "out_of_scope")
