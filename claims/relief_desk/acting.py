"""What staff do with an application, each act one transaction; check and decision need two different people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from claims.database import ClaimsDatabase
from claims.errors import ReliefRefused
from claims.relief_desk.rules import is_within_range
from claims.relief_desk.values import Act
from claims.states import ReliefStep
from claims.tables import ReliefActRow, ReliefApplicationRow, ReliefTimelineRow
from claims.values import ReliefKind

_NEXT: Mapping[ReliefStep, ReliefStep] = {
    ReliefStep.SUBMITTED: ReliefStep.UNIT_REVIEW,
    ReliefStep.UNIT_REVIEW: ReliefStep.TOWNSHIP_REVIEW,
    ReliefStep.TOWNSHIP_REVIEW: ReliefStep.COMMITTEE_REVIEW,
}
_CHECKS = ("agreed", "disagreed")
_REVIEWS = (*_NEXT, ReliefStep.COMMITTEE_REVIEW)
_SHORTEST_REASON, _SHORTEST_EXCEPTION = 6, 20
ACT_REFUSALS: Mapping[str, str] = {
    "unknown_application": "没有这个编号的申请。",
    "changed": "别人刚动过这份申请，请看一眼新的情况再办，写的内容还在。",
    "not_now": "这一步现在不能这样办。",
    "no_reason": "请写明理由，至少 6 个字。",
    "not_checked": "还没有人核过，核的人和定的人要是两个人。",
    "same_person": "您核过这份申请，要由另一个人来定。",
    "same_level": "上一级是您同意的，这一级要由另一个人来核。",
    "amount_missing": "请写救助金额，要大于 0。",
    "amount_outside": "金额超出公开的范围（大病最高 50000 元，灾害 5000—10000 元），请在内部说明里写清理由，至少 20 个字。",
}


@dataclass(frozen=True)
class NewAct:
    """What somebody wants to do, having seen the act at `seen` (0: none yet)."""

    act: Act
    seen: int
    staff_id: int
    staff_name: str
    for_member: str = ""
    for_staff: str = ""
    amount: Decimal | None = None


async def do_relief_act(claims: ClaimsDatabase, number: str, new: NewAct, now: datetime) -> int:
    """The id of the act; raises ReliefRefused, with a code of `ACT_REFUSALS`, and then nothing is changed."""
    for is_last in (False, False, True):
        try:
            return await _try(claims, number, new, now)
        except IntegrityError as fault:
            raise ReliefRefused("changed") from fault
        except OperationalError:
            # SQLite: another writer was first; what was read must be read again.
            if is_last:
                raise
    raise AssertionError("unreachable")


async def _try(claims: ClaimsDatabase, number: str, new: NewAct, now: datetime) -> int:
    async with claims.begin() as session:
        row = await session.scalar(
            select(ReliefApplicationRow)
            .where(ReliefApplicationRow.number == number.strip().upper())
            .with_for_update()
        )
        if row is None:
            raise ReliefRefused("unknown_application")
        return await _act(session, row, new, now)


async def _act(session: AsyncSession, row: ReliefApplicationRow, new: NewAct, now: datetime) -> int:
    before = list(
        await session.scalars(
            select(ReliefActRow).where(ReliefActRow.application_id == row.id).order_by(ReliefActRow.position)
        )
    )
    if new.seen != (before[-1].position if before else 0):
        raise ReliefRefused("changed")
    step = ReliefStep(row.step)
    then = _find_next_step(step, new)
    _check_reasons(row, new)
    if new.act in ("approved", "denied"):
        _check_two_people(before, new.staff_id)
    if new.act == "agreed" and step in _NEXT:
        _check_other_level(before, new.staff_id)
    act = ReliefActRow(
        application_id=row.id,
        position=new.seen + 1,
        act=new.act,
        step=step,
        staff_id=new.staff_id,
        staff_name=new.staff_name,
        for_member=new.for_member.strip(),
        for_staff=new.for_staff.strip(),
        amount=new.amount if new.act == "approved" else row.approved_amount if new.act == "paid" else None,
        acted_at=now,
    )
    session.add(act)
    await session.flush()
    if then is not step:
        await _move(session, row, then, new, now)
    return act.id


def _find_next_step(step: ReliefStep, new: NewAct) -> ReliefStep:
    """Where the act leads; raises ReliefRefused where it does not belong to the step."""
    match new.act:
        case "agreed" if step in _REVIEWS:
            return _NEXT.get(step, step)
        case "disagreed" | "papers_asked" if step in _REVIEWS:
            return step
        case "approved" if step is ReliefStep.COMMITTEE_REVIEW:
            return ReliefStep.APPROVED
        case "denied" if step in _REVIEWS:
            return ReliefStep.DENIED
        case "paid" if step is ReliefStep.APPROVED:
            return ReliefStep.PAID
    raise ReliefRefused("not_now")


def _check_reasons(row: ReliefApplicationRow, new: NewAct) -> None:
    if new.act in ("papers_asked", "denied") and len(new.for_member.strip()) < _SHORTEST_REASON:
        raise ReliefRefused("no_reason")
    if new.act in ("agreed", "disagreed", "approved") and len(new.for_staff.strip()) < _SHORTEST_REASON:
        raise ReliefRefused("no_reason")
    if new.act == "approved":
        if new.amount is None or new.amount <= 0:
            raise ReliefRefused("amount_missing")
        kind: ReliefKind = "medical" if row.kind == "medical" else "disaster"
        if not is_within_range(kind, new.amount) and len(new.for_staff.strip()) < _SHORTEST_EXCEPTION:
            raise ReliefRefused("amount_outside")


def _check_two_people(before: list[ReliefActRow], staff_id: int) -> None:
    checkers = {one.staff_id for one in before if one.act in _CHECKS}
    if not checkers:
        raise ReliefRefused("not_checked")
    if staff_id in checkers:
        raise ReliefRefused("same_person")


def _check_other_level(before: list[ReliefActRow], staff_id: int) -> None:
    """Whoever took the application to this step does not take it on: each level is another pair of eyes."""
    last = next((one for one in reversed(before) if one.act == "agreed"), None)
    if last is not None and last.staff_id == staff_id:
        raise ReliefRefused("same_level")


async def _move(
    session: AsyncSession, row: ReliefApplicationRow, then: ReliefStep, new: NewAct, now: datetime
) -> None:
    """Enters the next step on the application and its timeline."""
    row.step, row.step_since, row.updated_at = then, now.date(), now
    if then is ReliefStep.APPROVED:
        row.approved_amount = new.amount
    if then is ReliefStep.DENIED:
        row.denial_reason = new.for_member.strip()
    last = await session.scalar(
        select(func.max(ReliefTimelineRow.position)).where(ReliefTimelineRow.application_id == row.id)
    )
    position = 0 if last is None else last + 1
    session.add(
        ReliefTimelineRow(
            application_id=row.id,
            position=position,
            step=then,
            entered_on=now.date(),
            note=new.for_member.strip(),
        )
    )
