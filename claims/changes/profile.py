"""Changes a member's phone number or the card that money goes to, and notes what was changed, masked."""

import re
from datetime import date, datetime, time

from claims.access import access_profile
from claims.changes.members import lock_member
from claims.database import ClaimsDatabase
from claims.errors import WrongCard, WrongPhone
from claims.sealing import mask_card_number, mask_phone
from claims.tables import ProfileChangeRow
from claims.tables.base import BEIJING
from claims.values import MemberId, Profile
from vocabulary.signs import fold
from vocabulary.telephones import read_mobile

_CARD = re.compile(r"[0-9]{16,19}")
_JOINS = re.compile(r"[ \-‐‑‒–—−]")


async def change_phone(claims: ClaimsDatabase, member: MemberId, phone: str, today: date) -> Profile:
    """The profile with the new number; the same number changes nothing. Raises WrongPhone, UnknownMember."""
    new = read_mobile(phone)
    if not new:
        raise WrongPhone("A mobile number has eleven digits and begins with 13 to 19.")
    async with claims.begin() as session:
        row = await lock_member(session, member)
        old = claims.sealer.unseal(row.phone_sealed)
        if new != old:
            row.phone_sealed, row.updated_at = claims.sealer.seal(new), _start_of(today)
            session.add(_note(member, "phone", (mask_phone(old), mask_phone(new)), today))
    return await access_profile(claims, member)


async def change_payout_card(
    claims: ClaimsDatabase, member: MemberId, card_number: str, today: date
) -> Profile:
    """The profile with the new card; the same card changes nothing. Raises WrongCard, UnknownMember.

    From now on its last four digits are those the member is known by. The check digit is not checked.
    """
    new = _JOINS.sub("", fold(card_number))
    if not _CARD.fullmatch(new):
        raise WrongCard("A card number has 16 to 19 digits.")
    async with claims.begin() as session:
        row = await lock_member(session, member)
        old = claims.sealer.unseal(row.card_number_sealed)
        if new != old:
            row.card_number_sealed, row.updated_at = claims.sealer.seal(new), _start_of(today)
            session.add(_note(member, "payout_card", (mask_card_number(old), mask_card_number(new)), today))
    return await access_profile(claims, member)


def _note(member: MemberId, field: str, masked: tuple[str, str], today: date) -> ProfileChangeRow:
    old, new = masked
    return ProfileChangeRow(member_id=member, field=field, masked_old=old, masked_new=new, changed_on=today)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)
