"""The states of a claim and the steps of a relief application, and which may follow which."""

from collections.abc import Mapping
from enum import StrEnum

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

RELIEF_TRANSITIONS: Mapping[ReliefStep, frozenset[ReliefStep]] = {
    ReliefStep.SUBMITTED: frozenset({ReliefStep.UNIT_REVIEW, ReliefStep.DENIED}),
    ReliefStep.UNIT_REVIEW: frozenset({ReliefStep.TOWNSHIP_REVIEW, ReliefStep.DENIED}),
    ReliefStep.TOWNSHIP_REVIEW: frozenset({ReliefStep.COMMITTEE_REVIEW, ReliefStep.DENIED}),
    ReliefStep.COMMITTEE_REVIEW: frozenset({ReliefStep.APPROVED, ReliefStep.DENIED}),
    ReliefStep.APPROVED: frozenset({ReliefStep.PAID}),
    ReliefStep.DENIED: frozenset(),
    ReliefStep.PAID: frozenset(),
}


def accept_claim_transition(now: ClaimState, then: ClaimState) -> None:
    """Raises ForbiddenTransition unless a claim may go from `now` to `then`."""
    if then not in CLAIM_TRANSITIONS[now]:
        raise ForbiddenTransition(f"A claim cannot go from {now} to {then}.")


def accept_relief_transition(now: ReliefStep, then: ReliefStep) -> None:
    """Raises ForbiddenTransition unless an application may go from `now` to `then`."""
    if then not in RELIEF_TRANSITIONS[now]:
        raise ForbiddenTransition(f"A relief application cannot go from {now} to {then}.")
