"""Gives out the numbers that claims and applications go by: letters, year, running number, the last in a range of their own."""

from collections.abc import Awaitable, Callable

from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from claims.database import ClaimsDatabase
from claims.own_numbers import NumberForm
from claims.tables import RunningNumberRow

_TRIES = 5
_BEGIN_BEHIND = text(
    "INSERT INTO running_numbers (head, last) VALUES (:head, :highest + 1)"
    " ON CONFLICT (head) DO UPDATE SET last = 1 + CASE WHEN running_numbers.last < :highest"
    " THEN :highest ELSE running_numbers.last END RETURNING last"
)


async def find_next_number(
    session: AsyncSession, column: InstrumentedAttribute[str], form: NumberForm, year: int, mark: str = ""
) -> str:
    """A number that nobody has, behind all of that year's range; whoever asks next waits until this transaction ends."""
    head, digits = form.head(year, mark), form.digits - len(mark)
    counted = await session.scalar(
        update(RunningNumberRow)
        .where(RunningNumberRow.head == head)
        .values(last=RunningNumberRow.last + 1)
        .returning(RunningNumberRow.last)
    )
    number = f"{head}{counted:0{digits}}" if counted else ""
    if number and await session.scalar(select(column).where(column == number)) is None:
        return number
    # The first of the year, or the centre's files brought numbers of the same form meanwhile.
    begun = await session.scalar(
        _BEGIN_BEHIND, {"head": head, "highest": await _find_highest(session, column, head)}
    )
    return f"{head}{begun:0{digits}}"


async def _find_highest(session: AsyncSession, column: InstrumentedAttribute[str], head: str) -> int:
    """Of two numbers the longer one is the higher: 100000 comes after 99999. Others of the same head do not count."""
    query = (
        select(column)
        .where(column.like(f"{head}%"), column.regexp_match(f"^{head}[0-9]+$"))
        .order_by(func.length(column).desc(), column.desc())
        .limit(1)
    )
    highest = await session.scalar(query)
    return int(highest.removeprefix(head)) if highest else 0


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
