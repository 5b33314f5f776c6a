"""Takes in changes that were written elsewhere, each once by its key, in the order in which they come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from claims.database import ClaimsDatabase
from claims.outbox.events import ChangeEvent
from claims.outbox.recording import record_change
from claims.tables import MemberRow, OutboxRow
from claims.values import MemberId


@dataclass(frozen=True)
class ForeignChange:
    """A change of a member's, under the key that it got where it was made."""

    key: str
    member: MemberId
    event: ChangeEvent
    at: datetime


async def take_in_changes(claims: ClaimsDatabase, changes: Sequence[ForeignChange]) -> int:
    """How many are new; one of a member who is gone from here is left out, since nobody could say whose it is."""
    try:
        return await _take_in(claims, changes)
    except IntegrityError:
        return await _take_in(claims, changes)  # Somebody else took one in at the same moment.


async def _take_in(claims: ClaimsDatabase, changes: Sequence[ForeignChange]) -> int:
    keys, members = {one.key for one in changes}, {one.member for one in changes}
    async with claims.begin() as session:
        known = set(await session.scalars(select(OutboxRow.key).where(OutboxRow.key.in_(keys))))
        here = set(await session.scalars(select(MemberRow.id).where(MemberRow.id.in_(members))))
        new = [one for one in changes if one.key not in known and one.member in here]
        for one in new:
            record_change(session, one.member, one.event, one.at, one.key)
    return len(new)
