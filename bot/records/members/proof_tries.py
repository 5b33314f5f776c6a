"""Tries to prove who somebody is: each is written down before it is weighed, one at a time for each chat and number."""

from datetime import datetime

from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.members.proof_tries import LOCK_OUT, TriesLeft, allow_try
from bot.records.tables import ProofTryRow


async def reserve_try(
    session: AsyncSession, who_hash: str, number_hash: str, now: datetime
) -> tuple[TriesLeft, int]:
    """Whether this try may be weighed, and its number to give it back by; an empty `number_hash` is of no number.

    However many come at once, they are counted one after the other.
    """
    # A write first: SQLite lets no other writer in from here on.
    await remove_proof_tries_before(session, now - LOCK_OUT)
    await _take_turn(session, f"proof:{who_hash}", *([f"proof-of:{number_hash}"] if number_hash else []))
    own = await count_tries(session, who_hash, now)
    allowance = allow_try(own, await _find_tries_of(session, number_hash), now)
    if not allowance.is_allowed:
        return allowance, 0
    row = ProofTryRow(who_hash=who_hash, number_hash=number_hash, tried_at=now)
    session.add(row)
    await session.flush()
    return allowance, row.id


async def remove_proof_tries_before(session: AsyncSession, before: datetime) -> None:
    """Forgets tries that count no more."""
    await session.execute(delete(ProofTryRow).where(ProofTryRow.tried_at <= before))


async def give_back_try(session: AsyncSession, try_id: int) -> None:
    """It was right, or nothing was weighed: it does not count."""
    await session.execute(delete(ProofTryRow).where(ProofTryRow.id == try_id))


async def count_tries(session: AsyncSession, who_hash: str, now: datetime) -> int:
    """How many tries count against a chat."""
    query = select(func.count()).where(
        ProofTryRow.who_hash == who_hash, ProofTryRow.tried_at > now - LOCK_OUT
    )
    return int(await session.scalar(query) or 0)


async def _find_tries_of(session: AsyncSession, number_hash: str) -> list[datetime]:
    """When an identity number was tried, newest first."""
    if not number_hash:
        return []
    query = select(ProofTryRow.tried_at).where(ProofTryRow.number_hash == number_hash)
    return list(await session.scalars(query.order_by(ProofTryRow.tried_at.desc())))


async def _take_turn(session: AsyncSession, *names: str) -> None:
    """Waits until nobody else counts the same; the transaction's end lets the next one in."""
    if session.get_bind().dialect.name == "postgresql":
        for name in names:
            await session.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
            )
