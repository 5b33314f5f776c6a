"""What a notice may say of each member of an audience: the enrolment, claim or application that fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.access.audience_filter import MemberFilter, claim_conditions, enrolment_conditions
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
class MemberFacts:
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


async def find_facts(
    session: AsyncSession, members: Sequence[int], wanted: MemberFilter
) -> list[MemberFacts]:
    """The facts of these members, in their order; only what the filter asks about is looked up."""
    if not members:
        return []
    query = (
        select(MemberRow.id, MemberRow.name, GrassrootsUnionRow.name, GrassrootsUnionRow.district)
        .join(GrassrootsUnionRow, GrassrootsUnionRow.id == MemberRow.union_id)
        .where(MemberRow.id.in_(members))
        .order_by(MemberRow.id)
    )
    facts = {
        row[0]: MemberFacts(MemberId(row[0]), row[1], row[2], row[3]) for row in await session.execute(query)
    }
    if wanted.is_of_plans:
        await _add_cover(session, facts, wanted)
    if wanted.is_of_claims:
        await _add_claim(session, facts, wanted)
    if wanted.relief_steps:
        await _add_relief(session, facts, wanted)
    return list(facts.values())


async def _add_cover(session: AsyncSession, facts: dict[int, MemberFacts], wanted: MemberFilter) -> None:
    query = (
        select(EnrolmentRow.member_id, PlanRow.name, EnrolmentRow.expiry_date)
        .join(PlanRow, PlanRow.code == EnrolmentRow.plan_code)
        .where(EnrolmentRow.member_id.in_(facts), *enrolment_conditions(wanted))
        .order_by(EnrolmentRow.expiry_date.desc(), EnrolmentRow.id.desc())
    )
    for member, plan_name, expiry_date in await session.execute(query):
        facts[member] = replace(facts[member], plan_name=plan_name, expiry_date=expiry_date)


async def _add_claim(session: AsyncSession, facts: dict[int, MemberFacts], wanted: MemberFilter) -> None:
    query = (
        select(ClaimRow.id, ClaimRow.member_id, ClaimRow.number, ClaimRow.state)
        .where(ClaimRow.member_id.in_(facts), *claim_conditions(wanted))
        .order_by(ClaimRow.filed_on, ClaimRow.id)
    )
    newest = {row.member_id: row for row in await session.execute(query)}
    papers: dict[int, list[str]] = {}
    if wanted.papers_missing:
        missing = (
            select(ClaimDocumentRow.claim_id, ClaimDocumentRow.label)
            .where(
                ClaimDocumentRow.claim_id.in_([row.id for row in newest.values()]),
                ClaimDocumentRow.received_on.is_(None),
            )
            .order_by(ClaimDocumentRow.id)
        )
        for claim_id, label in await session.execute(missing):
            papers.setdefault(claim_id, []).append(label)
    for member, row in newest.items():
        facts[member] = replace(
            facts[member],
            claim_number=row.number,
            claim_state=ClaimState(row.state),
            missing_papers=tuple(papers.get(row.id, ())),
        )


async def _add_relief(session: AsyncSession, facts: dict[int, MemberFacts], wanted: MemberFilter) -> None:
    query = (
        select(ReliefApplicationRow.member_id, ReliefApplicationRow.number, ReliefApplicationRow.step)
        .where(ReliefApplicationRow.member_id.in_(facts), ReliefApplicationRow.step.in_(wanted.relief_steps))
        .order_by(ReliefApplicationRow.submitted_on, ReliefApplicationRow.id)
    )
    for member, number, step in await session.execute(query):
        facts[member] = replace(facts[member], relief_number=number, relief_step=ReliefStep(step))
