"""Grassroots unions: which districts there are, and which union somebody means."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from claims.database import ClaimsDatabase
from claims.tables import GrassrootsUnionRow


async def find_districts(claims: ClaimsDatabase) -> list[str]:
    """The districts that have unions."""
    query = select(GrassrootsUnionRow.district).distinct().order_by(GrassrootsUnionRow.district)
    async with claims.begin() as session:
        return list(await session.scalars(query))


async def find_union_codes(claims: ClaimsDatabase, written: Sequence[str]) -> tuple[list[str], list[str]]:
    """The codes of the unions that are named, by code or by whole name, and what names none."""
    query = select(GrassrootsUnionRow.code, GrassrootsUnionRow.name).where(
        or_(GrassrootsUnionRow.code.in_(written), GrassrootsUnionRow.name.in_(written))
    )
    async with claims.begin() as session:
        rows = (await session.execute(query)).all()
    known = {name for row in rows for name in row}
    return sorted({row.code for row in rows}), [one for one in written if one not in known]


async def find_union_names(claims: ClaimsDatabase, codes: Sequence[str]) -> list[tuple[str, str]]:
    """The code and name of each of these unions, by code."""
    query = (
        select(GrassrootsUnionRow.code, GrassrootsUnionRow.name)
        .where(GrassrootsUnionRow.code.in_(codes))
        .order_by(GrassrootsUnionRow.code)
    )
    async with claims.begin() as session:
        return [(row.code, row.name) for row in await session.execute(query)]
