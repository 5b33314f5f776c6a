"""Finds the one member whom a name, an identity number and a card's last four digits all fit; and proves one anew."""

from claims.access.own_records import find_source
from claims.database import ClaimsDatabase
from claims.values import MemberId


async def find_member(claims: ClaimsDatabase, name: str, id_number: str, card_tail: str) -> MemberId | None:
    """The member, or None; time tells nothing of what was wrong."""
    return await find_source(claims).find(name, id_number, card_tail)


async def prove_member(
    claims: ClaimsDatabase, member: MemberId, id_number: str, known_number: str, *, phones: bool = True
) -> bool:
    """Whether somebody knows the member's identity number, and the whole phone or card number on record.

    Neither is ever shown whole. Without `phones` only the card counts.
    """
    return await find_source(claims).prove(member, id_number, known_number, phones=phones)
