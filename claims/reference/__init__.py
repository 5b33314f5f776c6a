"""Loads the plans and what is known of their terms; safe to repeat, and keeps what people confirmed."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from claims.database import ClaimsDatabase
from claims.tables import BenefitRow, PlanRow, PlanVersionRow
from vocabulary.yaml_files import read_yaml

_PLANS = Path(__file__).with_name("plans.yaml")


async def load_plans(claims: ClaimsDatabase) -> None:
    """Brings plans, versions and benefits in line with the file; `confirmed_by` is never taken away."""
    plans = read_yaml(_PLANS)
    async with claims.begin() as session:
        for position, plan in enumerate(plans):
            await session.merge(
                PlanRow(code=plan["code"], name=plan["name"], family=plan["family"], position=position)
            )
            for version in plan["versions"]:
                await _load_version(session, plan["code"], version)


async def _load_version(session: AsyncSession, plan_code: str, wanted: dict[str, Any]) -> None:
    query = (
        select(PlanVersionRow)
        .where(PlanVersionRow.plan_code == plan_code, PlanVersionRow.in_force_from == wanted["from"])
        .options(selectinload(PlanVersionRow.benefits))
    )
    row = await session.scalar(query)
    confirmed = {_identity(old): old.confirmed_by for old in row.benefits} if row else {}
    if row is None:
        row = PlanVersionRow(plan_code=plan_code, in_force_from=wanted["from"], benefits=[])
        session.add(row)
    updated_at = datetime.combine(wanted["as_of"], time(), UTC)
    row.in_force_until = wanted.get("until")
    row.source, row.grade, row.as_of = wanted["source"], wanted["grade"], wanted["as_of"]
    row.updated_at = updated_at
    row.benefits.clear()
    # The old positions must be gone before the new ones come.
    await session.flush()
    for position, figure in enumerate(wanted.get("benefits", ())):
        benefit = _benefit(position, figure, updated_at)
        benefit.confirmed_by = confirmed.get(_identity(benefit))
        row.benefits.append(benefit)


def _benefit(position: int, figure: dict[str, Any], updated_at: datetime) -> BenefitRow:
    return BenefitRow(
        position=position,
        label=figure["label"],
        tier=figure.get("tier"),
        amount=figure.get("amount"),
        per=figure["per"],
        note=figure["note"],
        grade=figure["grade"],
        source=figure["source"],
        updated_at=updated_at,
    )


def _identity(benefit: BenefitRow) -> tuple[object, ...]:
    """What was confirmed: the figure itself, so that a changed one must be confirmed anew."""
    return benefit.label, benefit.tier, benefit.amount, benefit.per
