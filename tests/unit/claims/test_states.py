"""Which state may follow which."""

from itertools import pairwise

import pytest

from claims.errors import ForbiddenTransition
from claims.states import (
    CLAIM_TRANSITIONS,
    RELIEF_TRANSITIONS,
    ClaimState,
    ReliefStep,
    accept_claim_transition,
    accept_relief_transition,
)


def test_a_claim_can_go_all_the_way_to_payment() -> None:
    way = [ClaimState.REGISTERED, ClaimState.FIRST_REVIEW, ClaimState.SECOND_REVIEW]
    way += [ClaimState.APPROVED, ClaimState.PAID, ClaimState.CLOSED]
    for now, then in pairwise(way):
        accept_claim_transition(now, then)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (ClaimState.REGISTERED, ClaimState.PAID),
        (ClaimState.FIRST_REVIEW, ClaimState.APPROVED),
        (ClaimState.DENIED, ClaimState.PAID),
        (ClaimState.PAID, ClaimState.DENIED),
        (ClaimState.CLOSED, ClaimState.REGISTERED),
    ],
)
def test_a_claim_never_skips_a_review_nor_turns_back_once_decided(now: ClaimState, then: ClaimState) -> None:
    with pytest.raises(ForbiddenTransition):
        accept_claim_transition(now, then)


def test_a_returned_payment_can_be_paid_again() -> None:
    accept_claim_transition(ClaimState.PAID, ClaimState.PAYMENT_RETURNED)
    accept_claim_transition(ClaimState.PAYMENT_RETURNED, ClaimState.PAID)


def test_relief_is_not_approved_before_the_committee() -> None:
    accept_relief_transition(ReliefStep.COMMITTEE_REVIEW, ReliefStep.APPROVED)
    with pytest.raises(ForbiddenTransition):
        accept_relief_transition(ReliefStep.TOWNSHIP_REVIEW, ReliefStep.APPROVED)


def test_every_state_can_be_reached() -> None:
    assert {ClaimState.REGISTERED}.union(*CLAIM_TRANSITIONS.values()) == set(ClaimState)
    assert {ReliefStep.SUBMITTED}.union(*RELIEF_TRANSITIONS.values()) == set(ReliefStep)
    assert (set(CLAIM_TRANSITIONS), set(RELIEF_TRANSITIONS)) == (set(ClaimState), set(ReliefStep))
