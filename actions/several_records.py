"""Several records asked after in one message: 重疾还差啥，津贴打没打. Each clause is of the record that it names, or that the one before it named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions.claim_picking import is_of_illness, pick_by_words
from actions.question import AskedPart, Question
from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.values import Claim
from vocabulary.expects import Subject
from vocabulary.intents import INTENTS

_MOST = 4
_FEW = 2
_LOOKS_UP = frozenset(
    {"check_claim", "check_payment", "submit_documents", "ask_payout_time", "dispute_claim"}
)
_OF_NAMED = frozenset({"ask_benefit", "ask_documents", "ask_deadline"})
"""What asks of rules, and of a record where one is named for the whole message."""
_NUMBERED = re.compile(r"(?:^|[；;，,。：:\s])(?:[一二三四五六]、|\d[.、．)）](?!\d)|[①②③④⑤⑥])")


async def split_by_records(claims: ClaimsDatabase, question: Question) -> tuple[Question, ...]:
    """A question for each clause, with the number of the claim that it means; none where fewer than two are named."""
    if question.member is None or question.way_back:
        return ()
    parts = tuple(_hear_all(question))
    if len(parts) < _FEW:
        return ()
    every = await access_claims(claims, question.member)
    may_mean = _LOOKS_UP | _OF_NAMED if _names_happening(every, question) else _LOOKS_UP
    asked = [(part, _find_named(every, part, question, may_mean)) for part in parts if part.intents]
    if len({claim.number for _, claim in asked if claim}) < _FEW:
        return ()
    return tuple(_ask(question, part, claim) for part, claim in _carry_on(asked[:_MOST]))


def _hear_all(question: Question) -> Iterator[AskedPart]:
    """The clauses that ask, in order; of a numbered list those, too, that were passed over and name a plan."""
    ends = [match.end() for match in _NUMBERED.finditer(question.text)]
    if len(ends) < _FEW or not question.parts:
        yield from question.parts
        return
    looks_up = tuple(one for one in question.intents if one in _LOOKS_UP)[:1]
    heard = {code for part in question.parts for code in part.entities.get("programme", ())}
    left = tuple(code for code in question.programmes if code not in heard)
    starts = [match.start() for match in _NUMBERED.finditer(question.text)]
    for start, end in zip(ends, [*starts[1:], len(question.text)], strict=True):
        text = question.text[start:end].strip("；;，,。 ")
        within = [part for part in question.parts if part.text in text]
        if within or not looks_up or not left:
            yield from within
        else:
            yield AskedPart(text, looks_up, {"programme": left}, about=Subject.CLAIM)


def _names_happening(every: Sequence[Claim], question: Question) -> bool:
    """Whether what happened is named once, and several of the claims are of it: 我脑出血那次."""
    illness = question.named("illness") or ""
    return sum(bool(illness) and is_of_illness(illness, one.cause) for one in every) >= _FEW


def _find_named(
    every: Sequence[Claim], part: AskedPart, question: Question, may_mean: frozenset[str]
) -> Claim | None:
    """The one claim that a clause names, where it looks one up."""
    if not may_mean.intersection(part.intents):
        return None
    named = pick_by_words(every, _ask(question, part, None))
    return named[0] if len(named) == 1 else None


def _carry_on(
    asked: Sequence[tuple[AskedPart, Claim | None]],
) -> Iterator[tuple[AskedPart, Claim | None]]:
    """A clause that looks up and names nothing is of the record before it: 重疾到哪步 … 还差什么."""
    before: Claim | None = None
    for part, claim in asked:
        is_bare = not part.entities and part.about is not Subject.COVER
        looks_up = all(INTENTS[one].looks_up for one in part.intents)
        claim = claim or (before if is_bare and looks_up else None)
        before = claim or before
        yield part, claim


def _ask(question: Question, part: AskedPart, claim: Claim | None) -> Question:
    entities = {**part.entities, "claim_number": (claim.number,)} if claim else part.entities
    programmes = part.entities.get("programme", ())
    about = Subject.CLAIM if claim and part.about is Subject.PROGRAMME else part.about
    return replace(
        question,
        text=part.text,
        intents=part.intents,
        entities=entities,
        programmes=programmes,
        context_programmes=programmes or question.context_programmes,
        aspects=part.aspects,
        about=about,
        faq=part.faq,
        mood=None,
        parts=(),
    )
