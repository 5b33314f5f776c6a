"""Several records asked after in one message: 重疾还差啥，津贴打没打. Each clause is of the record that it names."""

from collections.abc import Sequence
from dataclasses import replace

from actions.claim_picking import pick_by_words
from actions.question import AskedPart, Question
from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.values import Claim

_MOST = 4
_FEW = 2
_LOOKS_UP = frozenset(
    {"check_claim", "check_payment", "submit_documents", "ask_payout_time", "dispute_claim"}
)


async def split_by_records(claims: ClaimsDatabase, question: Question) -> tuple[Question, ...]:
    """A question for each clause, with the number of the claim that it names; none where fewer than two are named."""
    if question.member is None or question.way_back or len(question.parts) < _FEW:
        return ()
    every = await access_claims(claims, question.member)
    asked = [(part, _find_named(every, part, question)) for part in question.parts if part.intents]
    if len({claim.number for _, claim in asked if claim}) < _FEW:
        return ()
    return tuple(_ask(question, part, claim) for part, claim in asked[:_MOST])


def _find_named(every: Sequence[Claim], part: AskedPart, question: Question) -> Claim | None:
    """The one claim that a clause names, where it looks one up."""
    if not _LOOKS_UP.intersection(part.intents):
        return None
    named = pick_by_words(every, _ask(question, part, None))
    return named[0] if len(named) == 1 else None


def _ask(question: Question, part: AskedPart, claim: Claim | None) -> Question:
    entities = {**part.entities, "claim_number": (claim.number,)} if claim else part.entities
    programmes = part.entities.get("programme", ())
    return replace(
        question,
        text=part.text,
        intents=part.intents,
        entities=entities,
        programmes=programmes,
        context_programmes=programmes or question.context_programmes,
        aspects=part.aspects,
        about=part.about,
        faq=part.faq,
        mood=None,
        parts=(),
    )
