"""Who several members are, masked: for those who keep a list of conversations."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from claims.database import ClaimsDatabase
from claims.sealing import mask_name
from claims.tables import MemberRow
from claims.values import MemberId


@dataclass(frozen=True)
class MaskedName:
    """A member by the last sign of their name, and their union's district."""

    name: str
    district: str


async def access_masked_names(
    claims: ClaimsDatabase, members: Collection[MemberId]
) -> dict[MemberId, MaskedName]:
    """The members among these that there are."""
    if not members:
        return {}
    query = select(MemberRow).where(MemberRow.id.in_(members)).options(joinedload(MemberRow.union))
    async with claims.begin() as session:
        return {
            MemberId(row.id): MaskedName(mask_name(row.name), row.union.district)
            for row in await session.scalars(query)
        }
