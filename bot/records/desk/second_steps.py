"""Staff's second steps: the sealed secret, the last code used, and the hashes of recovery codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.records.inserting import insert_once
from bot.records.tables import RecoveryCodeRow, SecondStepRow


@dataclass(frozen=True)
class KeptSecondStep:
    """One person's; it counts once it is confirmed."""

    secret_sealed: str
    confirmed_at: datetime | None


async def find_second_step(session: AsyncSession, staff_id: int) -> KeptSecondStep | None:
    row = await session.get(SecondStepRow, staff_id, populate_existing=True)
    return KeptSecondStep(row.secret_sealed, row.confirmed_at) if row else None


async def begin_second_step(session: AsyncSession, staff_id: int, secret_sealed: str) -> KeptSecondStep:
    """Keeps a secret that is not confirmed yet; of two pages opened at once both show the same."""
    await insert_once(session, SecondStepRow, staff_id=staff_id, secret_sealed=secret_sealed)
    kept = await find_second_step(session, staff_id)
    assert kept is not None
    return kept


async def confirm_second_step(session: AsyncSession, staff_id: int, now: datetime) -> None:
    """From now on it is asked for."""
    await session.execute(
        update(SecondStepRow).where(SecondStepRow.staff_id == staff_id).values(confirmed_at=now)
    )


async def remove_second_step(session: AsyncSession, staff_id: int) -> None:
    """Forgets secret and recovery codes."""
    await session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == staff_id))
    await session.execute(delete(SecondStepRow).where(SecondStepRow.staff_id == staff_id))


async def use_step(session: AsyncSession, staff_id: int, step: int) -> bool:
    """Uses up the code of this half minute and all before; False where that was done already."""
    result = await session.execute(
        update(SecondStepRow)
        .where(
            SecondStepRow.staff_id == staff_id,
            or_(SecondStepRow.last_step.is_(None), SecondStepRow.last_step < step),
        )
        .values(last_step=step)
    )
    return cast("CursorResult[object]", result).rowcount == 1


async def replace_recovery_codes(session: AsyncSession, staff_id: int, hashes: Sequence[str]) -> None:
    """Other codes in place of the old ones."""
    await session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == staff_id))
    session.add_all(RecoveryCodeRow(staff_id=staff_id, code_hash=one) for one in hashes)
    await session.flush()


async def use_recovery_code(session: AsyncSession, staff_id: int, code_hash: str, now: datetime) -> bool:
    """Uses one up; False where there is none such, or it was used."""
    result = await session.execute(
        update(RecoveryCodeRow)
        .where(
            RecoveryCodeRow.staff_id == staff_id,
            RecoveryCodeRow.code_hash == code_hash,
            RecoveryCodeRow.used_at.is_(None),
        )
        .values(used_at=now)
    )
    return cast("CursorResult[object]", result).rowcount == 1


async def count_recovery_codes(session: AsyncSession, staff_id: int) -> int:
    """How many are left."""
    query = select(func.count()).where(
        RecoveryCodeRow.staff_id == staff_id, RecoveryCodeRow.used_at.is_(None)
    )
    return int(await session.scalar(query) or 0)


async def find_staff_with_second_step(session: AsyncSession) -> frozenset[int]:
    """Everybody whose second step is on."""
    query = select(SecondStepRow.staff_id).where(SecondStepRow.confirmed_at.is_not(None))
    return frozenset(await session.scalars(query))
