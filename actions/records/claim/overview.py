"""All of a member's claims at a glance: what waits for the member on top, then a short line of each."""

from collections.abc import Sequence
from datetime import date

from actions.claim_status import list_claims
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice
from actions.records.claim.asked import CHANGE_CARD, HAND_IN
from actions.wording import say_list
from claims.states import ClaimState
from claims.values import Claim
from vocabulary.needs import Need


def say_overview(knowledge: Knowledge, claims: Sequence[Claim], today: date) -> Answer:
    """True counts, what the member has to do, and how each stands."""
    listed = list_claims(claims, today, say_to_do(knowledge, claims))
    choices: tuple[OfferedChoice, ...] = ()
    needs: tuple[Need, ...] = ()
    if any(one.state is ClaimState.DOCUMENTS_REQUESTED for one in claims):
        choices = (HAND_IN,)
    if any(one.state is ClaimState.PAYMENT_RETURNED for one in claims):
        choices, needs = (*choices, CHANGE_CARD), ("profile",)
    return Answer(listed.text, choices, listed.facts, needs, offers=listed.offers)


def say_to_do(knowledge: Knowledge, claims: Sequence[Claim]) -> str:
    """What waits for the member, by place in the list."""
    papers = [
        f"第 {place} 笔{knowledge.short_name(one.plan_code)}要补{say_list(paper.label for paper in one.missing_documents) or '材料'}"
        for place, one in enumerate(claims, 1)
        if one.state is ClaimState.DOCUMENTS_REQUESTED
    ]
    cards = [
        f"第 {place} 笔{knowledge.short_name(one.plan_code)}要换收款卡"
        for place, one in enumerate(claims, 1)
        if one.state is ClaimState.PAYMENT_RETURNED
    ]
    if not papers and not cards:
        return ""
    how = "，说“我要交材料”就能拍照传" if papers else ""
    return f"要您动手的：{'；'.join([*papers, *cards])}{how}。"
