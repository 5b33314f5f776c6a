"""What staff do with an application, each act one transaction; check and decision need two different people."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from claims.database import ClaimsDatabase
from claims.errors import ReliefRefused
from claims.outbox.events import ReliefActed
from claims.outbox.recording import record_change
from claims.relief_desk.rules import REASONS, SHORTEST_EXCEPTION, SHORTEST_REASON, is_within_range
from claims.states import RELIEF_ACTS, Act, ReliefStep
from claims.tables import ReliefActRow, ReliefApplicationRow, ReliefTimelineRow
from claims.values import ReliefKind

_CHECKS = ("agreed", "disagreed")


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
    """The id of the act; raises ReliefRefused, and then nothing is changed."""
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
    then = RELIEF_ACTS[step].get(new.act)
    if then is None:
        raise ReliefRefused("not_now")
    _check_reasons(row, new)
    if new.act in ("approved", "denied"):
        _check_two_people(before, new.staff_id)
    if new.act == "agreed" and then is not step:
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
    record_change(session, row.member_id, _tell(row.number, act, new.act, then), now)
    return act.id


def _tell(number: str, row: ReliefActRow, act: Act, then: ReliefStep) -> ReliefActed:
    return ReliefActed(
        relief_number=number,
        position=row.position,
        act=act,
        step_before=ReliefStep(row.step),
        step_after=then,
        staff_name=row.staff_name,
        for_member=row.for_member,
        for_staff=row.for_staff,
        amount=row.amount,
    )


def _check_reasons(row: ReliefApplicationRow, new: NewAct) -> None:
    written = {"for_member": len(new.for_member.strip()), "for_staff": len(new.for_staff.strip())}
    wanted = REASONS.get(new.act)
    if wanted and written[wanted] < SHORTEST_REASON:
        raise ReliefRefused("no_reason")
    if new.act == "approved":
        if new.amount is None or new.amount <= 0:
            raise ReliefRefused("amount_missing")
        kind: ReliefKind = "medical" if row.kind == "medical" else "disaster"
        if not is_within_range(kind, new.amount) and written["for_staff"] < SHORTEST_EXCEPTION:
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
