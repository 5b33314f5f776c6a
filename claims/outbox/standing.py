"""How the outbox stands: what waits and since when, which lanes do not go on and why, and what may be forgotten."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, delete, func, or_, select, update

from claims.database import ClaimsDatabase
from claims.outbox.changes import find_first
from claims.sealing import mask_name
from claims.tables import MemberRow, OutboxLaneRow, OutboxRow

_PAGE = 100


@dataclass(frozen=True)
class OutboxStanding:
    """How many changes wait and since when the first of them, and how many lanes are parked."""

    waiting: int
    oldest_at: datetime | None
    parked: int


@dataclass(frozen=True)
class StuckLane:
    """One member's changes that do not get through; `waiting` of them, the first of which is `event`."""

    first_key: str
    name: str
    event: str
    at: datetime
    waiting: int
    tries: int
    reason: str
    next_try_at: datetime | None
    parked_at: datetime | None


async def find_outbox_standing(claims: ClaimsDatabase) -> OutboxStanding:
    """As it is now."""
    waits = select(func.count(), func.min(OutboxRow.at)).where(OutboxRow.delivered_at.is_(None))
    parked = select(func.count()).where(OutboxLaneRow.parked_at.is_not(None))
    async with claims.begin() as session:
        waiting, oldest_at = (await session.execute(waits)).one()
        return OutboxStanding(waiting, oldest_at, int(await session.scalar(parked) or 0))


async def find_stuck_lanes(claims: ClaimsDatabase, tries: int) -> Sequence[StuckLane]:
    """Those that are parked, and those that failed so often; at most a hundred, the parked ones first."""
    query = (
        select(OutboxLaneRow, MemberRow.name)
        .outerjoin(MemberRow, MemberRow.id_number_hash == OutboxLaneRow.member_hash)
        .where(
            OutboxLaneRow.next_try_at.is_not(None),
            or_(OutboxLaneRow.tries >= tries, OutboxLaneRow.parked_at.is_not(None)),
        )
        .order_by(OutboxLaneRow.parked_at.is_(None), OutboxLaneRow.next_try_at)
        .limit(_PAGE)
    )
    found = []
    async with claims.begin() as session:
        for lane, name in list(await session.execute(query)):
            first = await find_first(session, lane.member_hash)
            if first is None:
                continue
            waits = select(func.count()).where(
                OutboxRow.member_hash == lane.member_hash, OutboxRow.delivered_at.is_(None)
            )
            found.append(
                StuckLane(
                    first_key=first.key,
                    name=mask_name(name) if name else "",
                    event=first.event,
                    at=first.at,
                    waiting=int(await session.scalar(waits) or 0),
                    tries=lane.tries,
                    reason=lane.reason,
                    next_try_at=lane.next_try_at,
                    parked_at=lane.parked_at,
                )
            )
    return found


async def retry_lane(claims: ClaimsDatabase, first_key: str, now: datetime) -> bool:
    """Lets a lane be tried again now, by the key of a change of its; False where that change waits no more."""
    mine = select(OutboxRow.member_hash).where(OutboxRow.key == first_key, OutboxRow.delivered_at.is_(None))
    lane = update(OutboxLaneRow).where(OutboxLaneRow.member_hash == mine.scalar_subquery())
    return bool(await _count(claims, lane.values(next_try_at=now, tries=0, parked_at=None)))


async def retry_all_lanes(claims: ClaimsDatabase, now: datetime) -> int:
    """Lets every lane that failed, parked or not, be tried again now; how many those are."""
    failed = _free_lanes(OutboxLaneRow.next_try_at.is_not(None), OutboxLaneRow.reason != "")
    return await _count(claims, failed.values(next_try_at=now, tries=0, parked_at=None))


async def hasten_lanes(claims: ClaimsDatabase, reasons: Collection[str], now: datetime) -> int:
    """Lets lanes that failed for one of these reasons be tried now; their tries go on being counted."""
    failed = _free_lanes(
        OutboxLaneRow.next_try_at > now,
        OutboxLaneRow.reason.in_(reasons),
        OutboxLaneRow.parked_at.is_(None),
    )
    return await _count(claims, failed.values(next_try_at=now))


def _free_lanes(*conditions: ColumnElement[bool]) -> Update:
    """Those lanes but the ones held this moment: many are taken at once, and whoever holds one may wait for another."""
    free = select(OutboxLaneRow.member_hash).where(*conditions).with_for_update(skip_locked=True)
    return update(OutboxLaneRow).where(OutboxLaneRow.member_hash.in_(free.scalar_subquery()))


async def _count(claims: ClaimsDatabase, changing: Update) -> int:
    async with claims.begin() as session:
        return len(list(await session.scalars(changing.returning(OutboxLaneRow.member_hash))))


async def forget_receipts(claims: ClaimsDatabase, before: datetime) -> int:
    """Deletes the receipts of changes that were delivered before; how many those were."""
    async with claims.begin() as session:
        gone = await session.scalars(
            delete(OutboxRow).where(OutboxRow.delivered_at < before).returning(OutboxRow.position)
        )
        return len(list(gone))
