"""One detail of a member in clear: only for staff who gave a reason, which the caller has written down."""

from typing import Literal

from claims.database import ClaimsDatabase
from claims.errors import UnknownMember
from claims.tables import MemberRow
from claims.values import MemberId

Detail = Literal["name", "id_number", "phone", "card"]


async def reveal_detail(claims: ClaimsDatabase, member: MemberId, detail: Detail) -> str:
    """The detail as it is; raises UnknownMember."""
    async with claims.begin() as session:
        row = await session.get(MemberRow, member)
    if row is None:
        raise UnknownMember("No member by that id; the link to it may be stale.")
    unseal = claims.sealer.unseal
    match detail:
        case "name":
            return row.name
        case "id_number":
            return unseal(row.id_number_sealed)
        case "phone":
            return unseal(row.phone_sealed)
        case "card":
            return unseal(row.card_number_sealed)
