"""The outbox of the claims database, as it is delivered, fetched and looked after."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from bot.kernel.conversation.told_tickets import ToldTicket
from bot.kernel.members.outgoing import (
    Mishap,
    OutgoingLane,
    OutgoingStanding,
    Parcel,
    StuckChange,
)
from claims.database import ClaimsDatabase
from claims.outbox import delivering, standing
from claims.outbox.changes import OutgoingChange, acknowledge_changes, find_waiting_changes
from claims.outbox.events import EVENTS, ChangeEvent, WishClosed, WishLeft, WishReason
from claims.outbox.lanes import ClaimedLane
from claims.outbox.papers import read_paper_content
from claims.outbox.taking_in import ForeignChange, take_in_changes
from claims.values import MemberId

__all__ = ["EVENTS", "ChangeEvent", "ClaimsOutbox", "write_parcel"]

_LASTING = timedelta(seconds=20)
"""Longer than the receiver is ever waited for; a bot that was killed is not waited for longer than this."""
_RECEIPTS_KEPT = timedelta(days=90)
_WEBHOOK = "webhook"


@dataclass(frozen=True)
class ClaimsOutbox:
    """What members and staff changed, until the centre's systems have it."""

    claims: ClaimsDatabase
    clock: Callable[[], datetime]

    async def take_lanes(self, limit: int, *, is_early: bool = False) -> Sequence[OutgoingLane]:
        """Members' lanes that have something due, or that wait to be tried again, for this bot alone for a while.

        From SQLite, which lets one write at a time, no more than one.
        """
        if self.claims.engine.dialect.name == "sqlite":
            limit = min(limit, 1)
        found = await delivering.take_lanes(self.claims, limit, self.clock(), _LASTING, is_early=is_early)
        return [OutgoingLane(one.member_hash, one.claim, one.tries) for one in found]

    async def take_next(self, lane: OutgoingLane) -> Parcel | None:
        """The lane's next change; None where nothing waits, or the lane is not this bot's any more."""
        found = await delivering.take_next(self.claims, _read(lane), self.clock(), _LASTING)
        return write_parcel(found) if found else None

    async def keep_delivered(self, lane: OutgoingLane, parcel: Parcel) -> None:
        """The receiver has it."""
        await delivering.keep_delivered(self.claims, _read(lane), parcel.position, _WEBHOOK, self.clock())

    async def keep_failed(self, lane: OutgoingLane, mishap: Mishap, again_at: datetime | None) -> None:
        """The receiver does not have it after `lane.tries`; without a moment to try again it is parked."""
        await delivering.keep_failed(self.claims, _read(lane), mishap, self.clock(), again_at)

    async def give_back(self, lane: OutgoingLane) -> None:
        """Whoever is next may go on with the lane."""
        await delivering.give_back(self.claims, _read(lane))

    async def hasten(self, mishaps: Collection[Mishap]) -> int:
        """Lets what failed for one of these reasons, and is not parked, be tried again now."""
        return await standing.hasten_lanes(self.claims, mishaps, self.clock())

    async def find_waiting(self, after: int, limit: int) -> Sequence[Parcel]:
        """What nobody took in yet, in order, behind a position."""
        found = await find_waiting_changes(self.claims, after, limit)
        return [write_parcel(one) for one in found]

    async def acknowledge(self, keys: Collection[str], by: str) -> tuple[int, Sequence[str]]:
        """Takes changes for delivered; how many became so now, and the keys that there are none of."""
        return await acknowledge_changes(self.claims, keys, by, self.clock())

    async def read_paper(self, paper_id: int) -> tuple[str, bytes] | None:
        """Media type and content of a paper; None where it is not there any more."""
        return await read_paper_content(self.claims, paper_id)

    async def take_in(self, told: Sequence[ToldTicket]) -> None:
        """Takes wishes over that were left with staff; what is here already stays as it is."""
        await take_in_changes(self.claims, [write_wish(one) for one in told])

    async def find_standing(self) -> OutgoingStanding:
        """What waits, and since when."""
        found = await standing.find_outbox_standing(self.claims)
        return OutgoingStanding(found.waiting, found.oldest_at, found.parked)

    async def find_stuck(self, tries: int) -> Sequence[StuckChange]:
        """Members' changes that failed so often, those that are parked first."""
        return [_read_stuck(one) for one in await standing.find_stuck_lanes(self.claims, tries)]

    async def retry(self, key: str) -> bool:
        """Lets a member's changes be tried again now; False where that one waits no more."""
        return await standing.retry_lane(self.claims, key, self.clock())

    async def retry_all(self) -> int:
        """The same for all that failed; how many members' those are."""
        return await standing.retry_all_lanes(self.claims, self.clock())

    async def forget(self) -> int:
        """Deletes receipts that are old; how many those were."""
        return await standing.forget_receipts(self.claims, self.clock() - _RECEIPTS_KEPT)


def write_wish(told: ToldTicket) -> ForeignChange:
    """A ticket's news as an event."""
    event: ChangeEvent
    if told.is_closed:
        event = WishClosed(ticket=told.ticket, outcome=told.outcome or "resolved", staff_name=told.taken_by)
    else:
        event = WishLeft(
            ticket=told.ticket,
            reason=cast("WishReason", told.reason.value),
            desk=told.desk,
            about=told.about,
            opened_at=told.opened_at,
        )
    return ForeignChange(told.key, MemberId(told.member_id), event, told.at)


def write_parcel(change: OutgoingChange) -> Parcel:
    """A change as its receiver reads it: always the same bytes."""
    told: dict[str, Any] = {
        "position": change.position,
        "key": change.key,
        "event": change.event,
        "version": change.version,
        "at": change.at.isoformat(),
        "member": {"id_number": change.id_number, "sequence": change.sequence},
        "data": change.data,
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return Parcel(change.position, change.key, change.event, body)


def _read(lane: OutgoingLane) -> ClaimedLane:
    return ClaimedLane(lane.id, lane.claim, lane.tries)


def _read_stuck(lane: standing.StuckLane) -> StuckChange:
    return StuckChange(
        key=lane.first_key,
        name=lane.name,
        event=lane.event,
        at=lane.at,
        waiting=lane.waiting,
        tries=lane.tries,
        reason=lane.reason,
        next_try_at=lane.next_try_at,
        parked_at=lane.parked_at,
    )
