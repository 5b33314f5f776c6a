"""What a bot that delivers asks of the outbox: lanes of its own, the next change of each, and what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from claims.database import ClaimsDatabase
from claims.outbox.changes import OutgoingChange, find_first, mark_delivered, read_outgoing
from claims.outbox.lanes import ClaimedLane, claim_lanes, free_lanes, hold_claimed


async def take_lanes(
    claims: ClaimsDatabase, limit: int, now: datetime, lasting: timedelta, *, is_early: bool = False
) -> Sequence[ClaimedLane]:
    """Up to so many lanes that have something due, or that wait to be tried again (`is_early`), for this bot alone for a while."""
    async with claims.begin() as session:
        return await claim_lanes(session, limit, now, lasting, is_early=is_early)


async def take_next(
    claims: ClaimsDatabase, lane: ClaimedLane, now: datetime, lasting: timedelta
) -> OutgoingChange | None:
    """The lane's next change, and the lane for a while longer; None, and the lane at rest, where nothing waits.

    None also where the lane went to another bot, or was parked.
    """
    async with claims.begin() as session:
        held = await hold_claimed(session, lane)
        if held is None:
            return None
        first = await find_first(session, lane.member_hash)
        if first is None:
            await free_lanes(session, [lane.member_hash], now)
            return None
        held.claimed_until = now + lasting
        return read_outgoing(claims.sealer, first)


async def keep_delivered(
    claims: ClaimsDatabase, lane: ClaimedLane, position: int, by: str, now: datetime
) -> None:
    """The receiver has it: what was in it goes, also where the lane is another's meanwhile."""
    async with claims.begin() as session:
        held = await hold_claimed(session, lane)
        row = await find_first(session, lane.member_hash)
        if row is None or row.position != position:
            return
        mark_delivered(row, by, now)
        if held is not None:
            held.tries, held.reason = 0, ""


async def keep_failed(
    claims: ClaimsDatabase, lane: ClaimedLane, reason: str, now: datetime, again_at: datetime | None
) -> None:
    """The receiver does not have it, for this reason, after `lane.tries`; without a moment to try again it is parked."""
    async with claims.begin() as session:
        held = await hold_claimed(session, lane)
        if held is None:
            return
        held.tries, held.reason = lane.tries, reason[:40]
        held.next_try_at = again_at or now
        held.parked_at = None if again_at else now
        held.claim, held.claimed_until = "", None


async def give_back(claims: ClaimsDatabase, lane: ClaimedLane) -> None:
    """Another bot, or this one later, may go on with the lane."""
    async with claims.begin() as session:
        held = await hold_claimed(session, lane)
        if held is not None:
            held.claim, held.claimed_until = "", None
