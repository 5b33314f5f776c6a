"""Tickets in staff's hands: every act is one conditional update, so that of two who act at once one wins."""

from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, Update, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.tickets import Rating, TicketOutcome, TicketState
from bot.records.conversation.ticket_changes import ChangeKind, record_change
from bot.records.conversation.ticket_tellings import tell_closed
from bot.records.conversation.tickets import find_ticket
from bot.records.tables import InboundRow, TicketRow
from vocabulary.tickets import TicketDesk, TicketReason


async def take_ticket(
    session: AsyncSession, ticket_id: int, staff: str, now: datetime, staff_id: int | None = None
) -> bool:
    """Gives a waiting ticket to one person; False where another was first."""
    values = {"taken_by": staff, "staff_id": staff_id, "taken_at": now, "last_staff_at": now}
    taken = update(TicketRow).where(TicketRow.id == ticket_id, TicketRow.state == TicketState.WAITING)
    return await _act(
        session, taken.values(state=TicketState.TAKEN, snoozed_until=None, **values), ticket_id, now
    )


async def give_ticket(
    session: AsyncSession, ticket_id: int, staff: str, staff_id: int, now: datetime
) -> bool:
    """Gives a held ticket to somebody else; False where nobody holds it any more."""
    given = update(TicketRow).where(TicketRow.id == ticket_id, TicketRow.state == TicketState.TAKEN)
    values = {"taken_by": staff, "staff_id": staff_id, "taken_at": now, "last_staff_at": now}
    return await _act(session, given.values(snoozed_until=None, **values), ticket_id, now)


async def release_ticket(
    session: AsyncSession, ticket_id: int, now: datetime, desk: TicketDesk | None = None
) -> bool:
    """Puts a held ticket back into the queue, of another desk where one is given."""
    values: dict[str, object] = {"state": TicketState.WAITING, "taken_by": None, "staff_id": None}
    if desk:
        values["desk"] = desk
    released = update(TicketRow).where(TicketRow.id == ticket_id, TicketRow.state == TicketState.TAKEN)
    return await _act(session, released.values(snoozed_until=None, **values), ticket_id, now)


async def close_ticket(
    session: AsyncSession, ticket_id: int, now: datetime, outcome: TicketOutcome = TicketOutcome.RESOLVED
) -> bool:
    """Ends a ticket, so that the bot answers again; a resolved one must be held."""
    states = (
        [TicketState.TAKEN] if outcome is TicketOutcome.RESOLVED else [TicketState.TAKEN, TicketState.WAITING]
    )
    closed = update(TicketRow).where(TicketRow.id == ticket_id, TicketRow.state.in_(states))
    values = {"state": TicketState.CLOSED, "closed_at": now, "outcome": outcome}
    done = await _act(session, closed.values(**values), ticket_id, now)
    if done:
        await tell_closed(session, ticket_id, now)
    return done


async def close_outage(session: AsyncSession, ticket_id: int, now: datetime) -> bool:
    """Ends a ticket that only an outage opened, and nobody took; False where somebody is needed by now."""
    closed = update(TicketRow).where(
        TicketRow.id == ticket_id,
        TicketRow.state == TicketState.WAITING,
        TicketRow.reason == TicketReason.OUTAGE,
    )
    values = {"state": TicketState.CLOSED, "closed_at": now, "outcome": TicketOutcome.BOT_BACK}
    return await _act(session, closed.values(**values), ticket_id, now)


async def snooze_ticket(session: AsyncSession, ticket_id: int, until: datetime | None, now: datetime) -> bool:
    """Puts an open ticket out of sight until then; None brings it back."""
    snoozed = update(TicketRow).where(TicketRow.id == ticket_id, TicketRow.state != TicketState.CLOSED)
    return await _act(session, snoozed.values(snoozed_until=until), ticket_id, now)


async def record_staff_word(session: AsyncSession, ticket_id: int, now: datetime) -> None:
    """Notes that the holder spoke; the first time counts as the first answer."""
    await session.execute(
        update(TicketRow)
        .where(TicketRow.id == ticket_id)
        .values(last_staff_at=now, first_answer_at=_first(now), snoozed_until=None)
    )


async def record_rating(session: AsyncSession, conversation_id: int, rating: Rating, since: datetime) -> bool:
    """Keeps what the member thought of the last ticket closed after `since`; False where none waits for it."""
    last = (
        select(TicketRow.id)
        .where(
            TicketRow.conversation_id == conversation_id,
            TicketRow.outcome == TicketOutcome.RESOLVED,
            TicketRow.closed_at > since,
        )
        .order_by(TicketRow.id.desc())
        .limit(1)
    )
    rated = update(TicketRow).where(TicketRow.id == last.scalar_subquery(), TicketRow.rating.is_(None))
    return _count(await session.execute(rated.values(rating=rating))) == 1


async def is_rating_asked(session: AsyncSession, conversation_id: int, since: datetime) -> bool:
    """Whether the member was asked after `since` what they thought, and has not said so yet."""
    query = (
        select(TicketRow.rating)
        .where(
            TicketRow.conversation_id == conversation_id,
            TicketRow.outcome == TicketOutcome.RESOLVED,
            TicketRow.closed_at >= since,
        )
        .order_by(TicketRow.id.desc())
        .limit(1)
    )
    asked = (await session.execute(query)).first()
    return asked is not None and asked.rating is None


async def find_silent(session: AsyncSession, since: datetime, limit: int = 50) -> list[int]:
    """Held tickets whose member has waited for the holder's word since before `since`."""
    waits = (
        select(InboundRow.id)
        .where(
            InboundRow.conversation_id == TicketRow.conversation_id,
            InboundRow.kind != "event",
            InboundRow.received_at > TicketRow.last_staff_at,
            InboundRow.received_at < since,
        )
        .exists()
    )
    never_spoke = TicketRow.first_answer_at.is_(None) & (TicketRow.taken_at < since)
    query = select(TicketRow.id).where(
        TicketRow.state == TicketState.TAKEN, TicketRow.snoozed_until.is_(None), waits | never_spoke
    )
    return list(await session.scalars(query.limit(limit)))


async def find_waking(session: AsyncSession, now: datetime, limit: int = 50) -> list[int]:
    """Snoozed tickets whose time has come."""
    query = select(TicketRow.id).where(TicketRow.state != TicketState.CLOSED, TicketRow.snoozed_until <= now)
    return list(await session.scalars(query.limit(limit)))


async def note_change(session: AsyncSession, ticket_id: int, kind: ChangeKind, now: datetime) -> None:
    """Tells the console that something changed in a ticket."""
    ticket = await find_ticket(session, ticket_id)
    if ticket:
        await record_change(session, ticket, kind, now)


async def _act(session: AsyncSession, statement: Update, ticket_id: int, now: datetime) -> bool:
    done = _count(await session.execute(statement)) == 1
    if done:
        await note_change(session, ticket_id, "ticket", now)
    return done


def _count(result: object) -> int:
    return cast("CursorResult[object]", result).rowcount


def _first(now: datetime) -> object:
    return func.coalesce(TicketRow.first_answer_at, now)
