"""Changes a member's phone number, and notes what was changed, masked."""

from datetime import date, datetime

from sqlalchemy import select

from claims.changes.members import lock_member
from claims.database import ClaimsDatabase
from claims.errors import WrongPhone
from claims.outbox.events import PhoneChanged
from claims.outbox.recording import record_change
from claims.sealing import mask_phone
from claims.source.recorded.profiles import find_profile
from claims.tables import ProfileChangeRow
from claims.values import MemberId, Profile
from vocabulary.beijing import BEIJING
from vocabulary.telephones import read_mobile


async def change_phone(claims: ClaimsDatabase, member: MemberId, phone: str, now: datetime) -> Profile:
    """The profile as it is held here, with the new number; the same number changes nothing. Raises WrongPhone, UnknownMember."""
    new = read_phone(phone)
    async with claims.begin() as session:
        row = await lock_member(session, member)
        old = claims.sealer.unseal(row.phone_sealed)
        if new != old:
            row.phone_sealed, row.updated_at = claims.sealer.seal(new), now
            today = now.astimezone(BEIJING).date()
            session.add(_note(member, "phone", (mask_phone(old), mask_phone(new)), today))
            record_change(session, member, PhoneChanged(phone=new), now)
    return await find_profile(claims, member)


def read_phone(typed: str) -> str:
    """A phone number as people type it, in digits alone; raises WrongPhone."""
    phone = read_mobile(typed)
    if not phone:
        raise WrongPhone("A mobile number has eleven digits and begins with 13 to 19.")
    return phone


async def is_phone_newer_than(claims: ClaimsDatabase, member: MemberId, day: date) -> bool:
    """Whether the member's phone was changed after that day."""
    query = select(ProfileChangeRow.id).where(
        ProfileChangeRow.member_id == member,
        ProfileChangeRow.field == "phone",
        ProfileChangeRow.changed_on > day,
    )
    async with claims.begin() as session:
        return await session.scalar(query.limit(1)) is not None


def _note(member: MemberId, field: str, masked: tuple[str, str], today: date) -> ProfileChangeRow:
    old, new = masked
    return ProfileChangeRow(member_id=member, field=field, masked_old=old, masked_new=new, changed_on=today)
