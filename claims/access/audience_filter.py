"""What members of an audience must be like, and their enrolments, claims and applications."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from claims.states import ClaimState, ReliefStep
from claims.tables import (
    ClaimDocumentRow,
    ClaimRow,
    EnrolmentRow,
    GrassrootsUnionRow,
    ReliefApplicationRow,
)

_SEVENTEENTH = 16


@dataclass(frozen=True)
class MemberFilter:
    """All of it must fit; what is empty does not matter. Terms are those in force on `today`.

    `ending_within` is in days, from today on; unions and plans are given by their codes.
    """

    today: date
    districts: tuple[str, ...] = ()
    unions: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    ending_within: int | None = None
    claim_states: tuple[ClaimState, ...] = ()
    papers_missing: bool = False
    relief_steps: tuple[ReliefStep, ...] = ()
    gender: Literal["", "female", "male"] = ""

    @property
    def is_of_plans(self) -> bool:
        """Whether an enrolment decides."""
        return bool(self.plans) or self.ending_within is not None

    @property
    def is_of_claims(self) -> bool:
        """Whether a claim decides."""
        return bool(self.claim_states) or self.papers_missing

    @property
    def is_of_relief(self) -> bool:
        """Whether an application to the fund decides."""
        return bool(self.relief_steps)


def member_conditions(wanted: MemberFilter) -> list[ColumnElement[bool]]:
    """What the member's union must be."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.districts:
        conditions.append(GrassrootsUnionRow.district.in_(wanted.districts))
    if wanted.unions:
        conditions.append(GrassrootsUnionRow.code.in_(wanted.unions))
    return conditions


def enrolment_conditions(wanted: MemberFilter) -> list[ColumnElement[bool]]:
    """What an enrolment must be like; a term that was renewed already does not end."""
    conditions = [EnrolmentRow.effective_date <= wanted.today, EnrolmentRow.expiry_date >= wanted.today]
    if wanted.plans:
        conditions.append(EnrolmentRow.plan_code.in_(wanted.plans))
    if wanted.ending_within is not None:
        last = wanted.today + timedelta(days=wanted.ending_within)
        conditions += [EnrolmentRow.expiry_date <= last, ~was_renewed()]
    return conditions


def was_renewed() -> ColumnElement[bool]:
    """Whether the member has a later term in the same plan."""
    later = aliased(EnrolmentRow)
    return (
        select(later.id)
        .where(
            later.member_id == EnrolmentRow.member_id,
            later.plan_code == EnrolmentRow.plan_code,
            later.expiry_date > EnrolmentRow.expiry_date,
        )
        .exists()
    )


def claim_conditions(wanted: MemberFilter) -> list[ColumnElement[bool]]:
    """What a claim must be like."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.claim_states:
        conditions.append(ClaimRow.state.in_(wanted.claim_states))
    if wanted.papers_missing:
        missing = select(ClaimDocumentRow.id).where(
            ClaimDocumentRow.claim_id == ClaimRow.id, ClaimDocumentRow.received_on.is_(None)
        )
        conditions += [ClaimRow.state != ClaimState.CLOSED, missing.exists()]
    return conditions


def relief_conditions(wanted: MemberFilter) -> list[ColumnElement[bool]]:
    """What an application to the fund must be like."""
    return [ReliefApplicationRow.step.in_(wanted.relief_steps)] if wanted.relief_steps else []


def fits_number(wanted: MemberFilter, read_number: Callable[[], str]) -> bool:
    """Whether the identity number fits: it is sealed, no query reads it, and it is opened only where it decides."""
    if not wanted.gender:
        return True
    digit = read_number()[_SEVENTEENTH:][:1]
    return digit.isdigit() and (int(digit) % 2 == 1) == (wanted.gender == "male")
