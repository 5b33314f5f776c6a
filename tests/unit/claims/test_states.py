"""Which state may follow which."""

from itertools import pairwise

import pytest

from claims.errors import ForbiddenTransition
from claims.states import (
    CLAIM_TRANSITIONS,
    RELIEF_ACTS,
    ClaimState,
    ReliefStep,
    accept_claim_transition,
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


def test_relief_is_approved_by_the_committee_alone_and_paid_once_approved() -> None:
    assert [step for step, acts in RELIEF_ACTS.items() if "approved" in acts] == [ReliefStep.COMMITTEE_REVIEW]
    assert [step for step, acts in RELIEF_ACTS.items() if "paid" in acts] == [ReliefStep.APPROVED]


def test_every_state_can_be_reached() -> None:
    assert {ClaimState.REGISTERED}.union(*CLAIM_TRANSITIONS.values()) == set(ClaimState)
    assert {ReliefStep.SUBMITTED}.union(*(acts.values() for acts in RELIEF_ACTS.values())) == set(ReliefStep)
    assert (set(CLAIM_TRANSITIONS), set(RELIEF_ACTS)) == (set(ClaimState), set(ReliefStep))
