"""The row that a member of the core has here, for drafts, papers and changes: made when they first prove who they are."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from claims.database import ClaimsDatabase
from claims.source.core.messages import ProfileMessage, UnionMessage
from claims.tables import CardChangeRow, CoreMemberRow, GrassrootsUnionRow, MemberRow, ProfileChangeRow
from claims.values import MemberId

_TRIES = 5


async def find_ref(database: ClaimsDatabase, member: MemberId) -> str | None:
    """The core's reference of a member; None for whoever never proved themselves against it, and who is gone here."""
    async with database.begin() as session:
        return await session.scalar(select(CoreMemberRow.ref).where(CoreMemberRow.member_id == member))


async def hold_member(
    database: ClaimsDatabase, ref: str, id_number: str, told: ProfileMessage, now: datetime
) -> MemberId:
    """The member's number here, the same at every proof; name and union become those of the core.

    Phone and card are not known here, and stay empty until the member changes them here.
    """
    for _ in range(_TRIES - 1):
        try:
            async with database.begin() as session:
                return await _hold(session, database, ref, id_number, told, now)
        except IntegrityError:
            continue  # The same member proves themselves in two windows at once.
    async with database.begin() as session:
        return await _hold(session, database, ref, id_number, told, now)


async def _hold(
    session: AsyncSession,
    database: ClaimsDatabase,
    ref: str,
    id_number: str,
    told: ProfileMessage,
    now: datetime,
) -> MemberId:
    sealer, union_id = database.sealer, await _hold_union(session, told.union, now)
    hashed = sealer.hash_id_number(id_number)
    row = await session.scalar(select(MemberRow).where(MemberRow.id_number_hash == hashed))
    if row is None:
        row = MemberRow(id_number_hash=hashed, id_number_sealed=sealer.seal(id_number))
        row.card_number_sealed, row.phone_sealed = sealer.seal(""), sealer.seal("")
        session.add(row)
    row.name, row.union_id, row.updated_at = told.name, union_id, now
    await session.flush()
    if await _bind(session, MemberId(row.id), ref, now):
        await _forget_numbers(session, database, row)
    return MemberId(row.id)


async def _forget_numbers(session: AsyncSession, database: ClaimsDatabase, row: MemberRow) -> None:
    """What was fed in before proves nobody any more: phone and card are the core's, but for what was changed here."""
    changes = select(ProfileChangeRow.id).where(ProfileChangeRow.member_id == row.id)
    cards = select(CardChangeRow.id).where(
        CardChangeRow.member_id == row.id, CardChangeRow.state == "in_force"
    )
    if await session.scalar(changes.where(ProfileChangeRow.field == "phone").limit(1)) is None:
        row.phone_sealed = database.sealer.seal("")
    if await session.scalar(cards.limit(1)) is None:
        row.card_number_sealed = database.sealer.seal("")


async def _bind(session: AsyncSession, member: MemberId, ref: str, now: datetime) -> bool:
    """One reference for one member: the core's word of now counts. Whether it is another than before."""
    known = await session.get(CoreMemberRow, member)
    if known is not None and known.ref == ref:
        known.proved_at = now
        return False
    if known is not None:
        session.expunge(known)
    await session.execute(
        delete(CoreMemberRow).where((CoreMemberRow.ref == ref) | (CoreMemberRow.member_id == member))
    )
    session.add(CoreMemberRow(member_id=member, ref=ref, proved_at=now))
    return True


async def _hold_union(session: AsyncSession, told: UnionMessage, now: datetime) -> int:
    row = await session.scalar(select(GrassrootsUnionRow).where(GrassrootsUnionRow.code == told.code))
    row = row or GrassrootsUnionRow(code=told.code)
    row.name, row.district, row.township, row.updated_at = told.name, told.district, told.township, now
    session.add(row)
    await session.flush()
    return row.id
