"""Finds a member by what they typed, proves one anew, and shows a detail in clear."""

import hmac

from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.errors import UnknownMember
from claims.source.door import Detail
from claims.tables import MemberRow
from claims.values import MemberId
from vocabulary.identity_numbers import normalise_number
from vocabulary.names import name_key
from vocabulary.signs import fold
from vocabulary.telephones import read_mobile


async def find_member(claims: ClaimsDatabase, name: str, id_number: str, card_tail: str) -> MemberId | None:
    """The member, or None; does the same work whichever is wrong, so that time tells nothing."""
    id_number_hash = claims.sealer.hash_id_number(id_number)
    async with claims.begin() as session:
        row = await session.scalar(select(MemberRow).where(MemberRow.id_number_hash == id_number_hash))
    card_number = claims.sealer.unseal(row.card_number_sealed if row else claims.sealer.decoy)
    name_fits = _same(name_key(name), name_key(row.name if row else ""))
    # Whoever has no card on record cannot be known by its end.
    card_fits = _same(normalise_number(card_tail), card_number[-4:]) & bool(card_number)
    return MemberId(row.id) if (row is not None) & name_fits & card_fits and row else None


async def prove_member(
    claims: ClaimsDatabase, member: MemberId, id_number: str, known_number: str, *, phones: bool = True
) -> bool:
    """Whether somebody knows the member's identity number, and the whole phone or card number on record.

    Neither is ever shown whole. Without `phones` only the card counts. Does the same work whichever is wrong.
    """
    async with claims.begin() as session:
        row = await session.get(MemberRow, member)
    if row is None:
        return False
    typed, mobile = normalise_number(fold(known_number)), read_mobile(known_number)
    id_fits = _same(claims.sealer.hash_id_number(id_number), row.id_number_hash)
    phone = claims.sealer.unseal(row.phone_sealed)
    phone_fits = _same(mobile, read_mobile(phone)) & bool(mobile) & phones
    card_fits = _same(typed, normalise_number(claims.sealer.unseal(row.card_number_sealed)))
    return id_fits & (phone_fits | (card_fits & bool(typed)))


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


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
