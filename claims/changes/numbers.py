"""Gives out the numbers that claims and applications go by: letters, year, running number."""

from collections.abc import Awaitable, Callable

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from claims.database import ClaimsDatabase

_TRIES = 5


async def find_next_number(
    session: AsyncSession, column: InstrumentedAttribute[str], letters: str, year: int, digits: int
) -> str:
    """The number after the highest of that year."""
    head = f"{letters}{year}-"
    highest = await session.scalar(select(func.max(column)).where(column.like(f"{head}%")))
    following = int(highest.removeprefix(head)) + 1 if highest else 1
    return f"{head}{following:0{digits}}"


async def store_once(claims: ClaimsDatabase, store: Callable[[AsyncSession], Awaitable[str]]) -> str:
    """Runs `store` in a transaction, again where another took the same number meanwhile; gives the number."""
    for _ in range(_TRIES - 1):
        try:
            async with claims.begin() as session:
                return await store(session)
        except IntegrityError:
            continue
    async with claims.begin() as session:
        return await store(session)
