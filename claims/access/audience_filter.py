"""What members of an audience must be like, and their enrolments, claims and applications."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from claims.states import ClaimState, ReliefStep
from claims.tables import (
    ClaimDocumentRow,
    ClaimRow,
    EnrolmentRow,
    GrassrootsUnionRow,
)


@dataclass(frozen=True)
class MemberFilter:
    """All of it must fit; what is empty does not matter. Terms are those in force on `today`."""

    today: date
    districts: tuple[str, ...] = ()
    union_codes: tuple[str, ...] = ()
    plan_codes: tuple[str, ...] = ()
    ending_by: date | None = None
    claim_states: tuple[ClaimState, ...] = ()
    papers_missing: bool = False
    relief_steps: tuple[ReliefStep, ...] = ()
    gender: Literal["", "female", "male"] = ""

    @property
    def is_of_plans(self) -> bool:
        """Whether an enrolment decides."""
        return bool(self.plan_codes) or self.ending_by is not None

    @property
    def is_of_claims(self) -> bool:
        """Whether a claim decides."""
        return bool(self.claim_states) or self.papers_missing


def member_conditions(wanted: MemberFilter) -> list[ColumnElement[bool]]:
    """What the member's union must be."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.districts:
        conditions.append(GrassrootsUnionRow.district.in_(wanted.districts))
    if wanted.union_codes:
        conditions.append(GrassrootsUnionRow.code.in_(wanted.union_codes))
    return conditions


def enrolment_conditions(wanted: MemberFilter) -> list[ColumnElement[bool]]:
    """What an enrolment must be like; a term that was renewed already does not end."""
    conditions = [EnrolmentRow.effective_date <= wanted.today, EnrolmentRow.expiry_date >= wanted.today]
    if wanted.plan_codes:
        conditions.append(EnrolmentRow.plan_code.in_(wanted.plan_codes))
    if wanted.ending_by is not None:
        conditions += [EnrolmentRow.expiry_date <= wanted.ending_by, ~was_renewed()]
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
