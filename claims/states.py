"""The states of a claim and the steps of a relief application, and what leads from which to which."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from claims.errors import ForbiddenTransition


class ClaimState(StrEnum):
    """How far a claim has come."""

    REGISTERED = "registered"
    DOCUMENTS_REQUESTED = "documents_requested"
    FIRST_REVIEW = "first_review"
    SECOND_REVIEW = "second_review"
    APPROVED = "approved"
    DENIED = "denied"
    PAID = "paid"
    PAYMENT_RETURNED = "payment_returned"
    CLOSED = "closed"


class ReliefStep(StrEnum):
    """How far a relief application has come: three reviews, then a decision."""

    SUBMITTED = "submitted"
    UNIT_REVIEW = "unit_review"
    TOWNSHIP_REVIEW = "township_review"
    COMMITTEE_REVIEW = "committee_review"
    APPROVED = "approved"
    DENIED = "denied"
    PAID = "paid"


CLAIM_TRANSITIONS: Mapping[ClaimState, frozenset[ClaimState]] = {
    ClaimState.REGISTERED: frozenset(
        {ClaimState.DOCUMENTS_REQUESTED, ClaimState.FIRST_REVIEW, ClaimState.CLOSED}
    ),
    ClaimState.DOCUMENTS_REQUESTED: frozenset(
        {ClaimState.FIRST_REVIEW, ClaimState.SECOND_REVIEW, ClaimState.CLOSED}
    ),
    ClaimState.FIRST_REVIEW: frozenset(
        {ClaimState.DOCUMENTS_REQUESTED, ClaimState.SECOND_REVIEW, ClaimState.DENIED}
    ),
    ClaimState.SECOND_REVIEW: frozenset(
        {ClaimState.DOCUMENTS_REQUESTED, ClaimState.APPROVED, ClaimState.DENIED}
    ),
    ClaimState.APPROVED: frozenset({ClaimState.PAID}),
    # A refusal may be looked at once more when the member disputes it.
    ClaimState.DENIED: frozenset({ClaimState.SECOND_REVIEW, ClaimState.CLOSED}),
    ClaimState.PAID: frozenset({ClaimState.PAYMENT_RETURNED, ClaimState.CLOSED}),
    ClaimState.PAYMENT_RETURNED: frozenset({ClaimState.PAID}),
    ClaimState.CLOSED: frozenset(),
}

Act = Literal["agreed", "disagreed", "papers_asked", "approved", "denied", "paid"]
"""What staff do with a relief application."""


def _review(then: ReliefStep, stays: ReliefStep) -> dict[Act, ReliefStep]:
    return {"agreed": then, "disagreed": stays, "papers_asked": stays, "denied": ReliefStep.DENIED}


_UNIT, _TOWNSHIP, _COMMITTEE = (
    ReliefStep.UNIT_REVIEW,
    ReliefStep.TOWNSHIP_REVIEW,
    ReliefStep.COMMITTEE_REVIEW,
)
RELIEF_ACTS: Mapping[ReliefStep, Mapping[Act, ReliefStep]] = {
    ReliefStep.SUBMITTED: _review(_UNIT, ReliefStep.SUBMITTED),
    ReliefStep.UNIT_REVIEW: _review(_TOWNSHIP, _UNIT),
    ReliefStep.TOWNSHIP_REVIEW: _review(_COMMITTEE, _TOWNSHIP),
    ReliefStep.COMMITTEE_REVIEW: _review(_COMMITTEE, _COMMITTEE) | {"approved": ReliefStep.APPROVED},
    ReliefStep.APPROVED: {"paid": ReliefStep.PAID},
    ReliefStep.DENIED: {},
    ReliefStep.PAID: {},
}
"""What may be done at each step, and where it leads: to the step itself where the application stays."""


def accept_claim_transition(now: ClaimState, then: ClaimState) -> None:
    """Raises ForbiddenTransition unless a claim may go from `now` to `then`."""
    if then not in CLAIM_TRANSITIONS[now]:
        raise ForbiddenTransition(f"A claim cannot go from {now} to {then}.")
