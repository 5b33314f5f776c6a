"""What a notice may say of each member of an audience: the enrolment, claim or application that fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.access.audience_filter import (
    MemberFilter,
    claim_conditions,
    enrolment_conditions,
    member_conditions,
    relief_conditions,
)
from claims.states import ClaimState, ReliefStep
from claims.tables import (
    ClaimDocumentRow,
    ClaimRow,
    EnrolmentRow,
    GrassrootsUnionRow,
    MemberRow,
    PlanRow,
    ReliefApplicationRow,
)
from claims.values import MemberId


@dataclass(frozen=True)
class NoticeValues:
    """Of several that fit: the cover that ends first, the newest claim, the newest application."""

    member: MemberId
    name: str
    union_name: str
    district: str
    plan_name: str = ""
    expiry_date: date | None = None
    claim_number: str = ""
    claim_state: ClaimState | None = None
    missing_papers: tuple[str, ...] = ()
    relief_number: str = ""
    relief_step: ReliefStep | None = None


def select_facts(wanted: MemberFilter) -> Select[*tuple[Any, ...]]:
    """The members that fit, by number, in one statement: the database reads each table once, however many they are."""
    query: Select[*tuple[Any, ...]] = (
        select(
            MemberRow.id.label("member"),
            MemberRow.name,
            MemberRow.id_number_sealed,
            GrassrootsUnionRow.name.label("union_name"),
            GrassrootsUnionRow.district,
        )
        .join(GrassrootsUnionRow, GrassrootsUnionRow.id == MemberRow.union_id)
        .where(*member_conditions(wanted))
        .order_by(MemberRow.id)
    )
    for fitting in _find_fitting(wanted):
        said = [column for column in fitting.c if column.name not in ("member_id", "place")]
        query = query.add_columns(*said).join(
            fitting, (fitting.c.member_id == MemberRow.id) & (fitting.c.place == 1)
        )
    return query


def read_facts(row: Any) -> NoticeValues:
    """One row of `select_facts`."""
    said = row._asdict()
    del said["id_number_sealed"]
    if "claim_state" in said:
        said["claim_state"] = ClaimState(said["claim_state"])
    if "relief_step" in said:
        said["relief_step"] = ReliefStep(said["relief_step"])
    return NoticeValues(**said)


async def add_papers(session: AsyncSession, page: Sequence[NoticeValues]) -> list[NoticeValues]:
    """With the papers that each one's claim still lacks."""
    query = (
        select(ClaimRow.number, ClaimDocumentRow.label)
        .join(ClaimRow, ClaimRow.id == ClaimDocumentRow.claim_id)
        .where(
            ClaimRow.number.in_([one.claim_number for one in page]), ClaimDocumentRow.received_on.is_(None)
        )
        .order_by(ClaimDocumentRow.id)
    )
    papers: dict[str, list[str]] = {}
    for number, label in await session.execute(query):
        papers.setdefault(number, []).append(label)
    return [replace(one, missing_papers=tuple(papers.get(one.claim_number, ()))) for one in page]


def _find_fitting(wanted: MemberFilter) -> list[Subquery]:
    """What the filter asks about, each row with its place among those of the same member that fit."""
    fitting: list[Select[*tuple[Any, ...]]] = []
    if wanted.is_of_plans:
        fitting.append(
            select(
                EnrolmentRow.member_id,
                PlanRow.name.label("plan_name"),
                EnrolmentRow.expiry_date,
                func.row_number()
                .over(
                    partition_by=EnrolmentRow.member_id, order_by=(EnrolmentRow.expiry_date, EnrolmentRow.id)
                )
                .label("place"),
            )
            .join(PlanRow, PlanRow.code == EnrolmentRow.plan_code)
            .where(*enrolment_conditions(wanted))
        )
    if wanted.is_of_claims:
        newest = (ClaimRow.filed_on.desc(), ClaimRow.id.desc())
        fitting.append(
            select(
                ClaimRow.member_id,
                ClaimRow.number.label("claim_number"),
                ClaimRow.state.label("claim_state"),
                func.row_number().over(partition_by=ClaimRow.member_id, order_by=newest).label("place"),
            ).where(*claim_conditions(wanted))
        )
    if wanted.is_of_relief:
        row = ReliefApplicationRow
        newest_first = (row.submitted_on.desc(), row.id.desc())
        fitting.append(
            select(
                row.member_id,
                row.number.label("relief_number"),
                row.step.label("relief_step"),
                func.row_number().over(partition_by=row.member_id, order_by=newest_first).label("place"),
            ).where(*relief_conditions(wanted))
        )
    return [one.subquery() for one in fitting]
