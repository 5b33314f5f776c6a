"""Finds the one member whom a name, an identity number and a card's last four digits all fit."""

import hmac

from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.tables import MemberRow
from claims.values import MemberId
from vocabulary.identity_numbers import normalise_number
from vocabulary.names import name_key


async def find_member(claims: ClaimsDatabase, name: str, id_number: str, card_tail: str) -> MemberId | None:
    """The member, or None; does the same work whichever is wrong, so that time tells nothing."""
    id_number_hash = claims.sealer.hash_id_number(id_number)
    async with claims.begin() as session:
        row = await session.scalar(select(MemberRow).where(MemberRow.id_number_hash == id_number_hash))
    card_number = claims.sealer.unseal(row.card_number_sealed if row else claims.sealer.decoy)
    name_fits = _same(name_key(name), name_key(row.name if row else ""))
    card_fits = _same(normalise_number(card_tail), card_number[-4:])
    return MemberId(row.id) if (row is not None) & name_fits & card_fits and row else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
