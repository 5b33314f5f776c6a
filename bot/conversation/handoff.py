"""Brings people in: opens tickets, and keeps what becomes of them without staff."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.doors import StaffPresence
from bot.conversation.handoff_words import queue_place, say_hours, stand_by
from bot.conversation.wording import RATINGS
from bot.delivery import Records
from bot.kernel.conversation.attendance import Attendance
from bot.kernel.conversation.conversations import Received, Spoken
from bot.kernel.conversation.danger import Danger, find_danger
from bot.kernel.conversation.gate import decide_status
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.ratings import read_rating
from bot.kernel.conversation.tickets import Handoff, Rating, Ticket, TicketOutcome, TicketState
from bot.kernel.conversation.working_hours import Calendar, WorkingHours, say_opening, say_week
from bot.records.conversation import inbox, ticket_work, tickets
from bot.records.conversation.ticket_changes import record_change
from bot.records.desk.desk_settings import find_written_hours
from vocabulary.awaited import AwaitedPerson
from vocabulary.tickets import MAY_BE_WITHDRAWN, TicketReason

_RATED_WITHIN = timedelta(days=7)
_MOST_WORDS = 300
"""Of the words that told of danger: enough to know what befell them."""
_ANSWERED_WITHIN = timedelta(minutes=10)
WECHAT_DESK = "wechat"
"""Who holds a ticket that WeChat's own desk saw to."""


@dataclass(frozen=True)
class Handoffs:
    """Where conversations ask for people."""

    records: Records
    clock: Callable[[], datetime]
    hours: WorkingHours = field(default_factory=WorkingHours)
    """Those of the settings, which hold until somebody writes others in the console."""
    calendar: Calendar | None = None
    """Under what somebody writes."""
    presence: StaffPresence | None = None

    async def open(
        self,
        session: AsyncSession,
        conversation_id: int,
        handover: Handoff,
        received_id: int | None = None,
    ) -> Spoken | None:
        """Opens a ticket within the caller's transaction, and says what happens next, unless it was said before."""
        before = await tickets.find_open_ticket(session, conversation_id)
        ticket = await tickets.open_ticket(session, conversation_id, handover, self.clock(), received_id)
        asked = handover.reason is TicketReason.REQUESTED
        if before and not asked and ticket.reason is before.reason:
            return None
        ahead = await tickets.count_ahead(session, ticket)
        return Spoken(Reply(queue_place(ticket, ahead, await self._find_attendance(session, ticket.id))))

    async def stand_by(self, session: AsyncSession, ticket: Ticket, received_id: int) -> Spoken:
        """What is said to one in danger who writes on while nobody has taken the ticket."""
        nth = await inbox.count_since(session, ticket.conversation_id, ticket.opened_at, received_id)
        ahead = await tickets.count_ahead(session, ticket)
        attendance = await self._find_attendance(session, ticket.id)
        words = await inbox.find_text(session, ticket.raised_by) if ticket.raised_by else ""
        unnamed = Danger.OTHER if ticket.about else Danger.DESPAIR
        return Spoken(Reply(stand_by(nth, ahead, attendance, find_danger(words) or unnamed)))

    async def find_waiting(self, session: AsyncSession, conversation_id: int) -> AwaitedPerson | None:
        """What is true of a person who is awaited, for whoever words the answer; None where nobody is."""
        ticket = await tickets.find_open_ticket(session, conversation_id)
        if ticket is None or decide_status(ticket) != "waiting":
            return None
        there = await self._find_attendance(session, ticket.id)
        words = await inbox.find_text(session, ticket.raised_by) if ticket.raised_by else ""
        danger = find_danger(words) if ticket.reason is TicketReason.CRISIS else None
        return AwaitedPerson(
            ticket.opened_at,
            ticket.reason,
            ticket.about,
            await tickets.count_ahead(session, ticket),
            there.is_open,
            there.opening,
            there.hours,
            there.is_somebody_there,
            there.is_being_read,
            danger.value if danger else "",
            words[:_MOST_WORDS] if danger else "",
        )

    async def withdraw(self, session: AsyncSession, conversation_id: int) -> bool:
        """Takes back the wish for a person; False where somebody took it meanwhile, or where it may not rest."""
        ticket = await tickets.find_open_ticket(session, conversation_id)
        if ticket is None:
            return True
        if ticket.state is not TicketState.WAITING or ticket.reason not in MAY_BE_WITHDRAWN:
            return False
        return await ticket_work.close_ticket(session, ticket.id, self.clock(), TicketOutcome.WITHDRAWN)

    async def say_hours(self, session: AsyncSession) -> str:
        """When people are at work, for whoever asks that and waits for nobody."""
        return say_hours(await self._find_attendance(session))

    async def _find_attendance(self, session: AsyncSession, ticket_id: int = 0) -> Attendance:
        """Who is there: by the hours, and by the screens."""
        written, now = await find_written_hours(session), self.clock()
        hours = written.parse(self.calendar) if written else self.hours
        is_open = hours.is_open(now)
        opening = None if is_open else hours.find_next_opening(now)
        return Attendance(
            is_open,
            say_opening(opening, now) if opening else "",
            say_week(hours),
            is_somebody_there=await self._is_looked_at(0, now),
            is_being_read=ticket_id > 0 and await self._is_looked_at(ticket_id, now),
        )

    async def _is_looked_at(self, ticket_id: int, now: datetime) -> bool:
        return self.presence is not None and bool(await self.presence.find(ticket_id, now))

    async def raise_alarm(self, session: AsyncSession, received: Received, danger: Danger) -> list[Spoken]:
        """Calls people to somebody in danger, and says whom else to call; nothing is said twice."""
        before = await tickets.find_open_ticket(session, received.conversation_id)
        if before and before.reason is TicketReason.CRISIS:
            is_waiting = before.state is TicketState.WAITING
            return [await self.stand_by(session, before, received.id)] if is_waiting else []
        following = await self.open(
            session, received.conversation_id, Handoff(TicketReason.CRISIS), received.id
        )
        return [Spoken(Reply(wording.DANGER[danger])), *([following] if following else [])]

    async def was_called_by(self, received: Received) -> bool:
        """Whether this message brought a person in; not for danger, which only our own desk sees to."""
        async with self.records.begin() as session:
            ticket = await tickets.find_open_ticket(session, received.conversation_id)
        return (
            ticket is not None
            and ticket.opened_at >= received.received_at
            and ticket.reason is not TicketReason.CRISIS
        )

    async def give_back(self, session: AsyncSession, conversation_id: int) -> None:
        """Closes the ticket of a conversation that WeChat's own desk has ended."""
        ticket = await tickets.find_open_ticket(session, conversation_id)
        if ticket and ticket.state is TicketState.WAITING:
            await ticket_work.take_ticket(session, ticket.id, WECHAT_DESK, self.clock())
            await ticket_work.close_ticket(session, ticket.id, self.clock(), TicketOutcome.WECHAT_DESK)

    async def read_rating(self, conversation_id: int, words: str) -> Rating | None:
        """What the words say of a person's help: the button at any time, plain words only soon after it was asked."""
        if tapped := RATINGS.get(words.strip()):
            return tapped
        rating = read_rating(words)
        if rating is None:
            return None
        async with self.records.begin() as session:
            since = self.clock() - _ANSWERED_WITHIN
            is_asked = await ticket_work.is_rating_asked(session, conversation_id, since)
        return rating if is_asked else None

    async def rate(self, conversation_id: int, rating: Rating) -> None:
        """Keeps what the member thought of the last person's help, if that is not long ago."""
        now = self.clock()
        async with self.records.begin() as session:
            await ticket_work.record_rating(session, conversation_id, rating, now - _RATED_WITHIN)

    async def close_unfollowed(self, session: AsyncSession, conversation_id: int) -> None:
        """Closes the ticket of a member who left: nothing can be said to them any more."""
        ticket = await tickets.find_open_ticket(session, conversation_id)
        if ticket:
            await ticket_work.close_ticket(session, ticket.id, self.clock(), TicketOutcome.UNFOLLOWED)

    async def note_said(self, session: AsyncSession, conversation_id: int) -> bool:
        """Tells the console that something was said where a ticket is open, which wakes it; whether one is."""
        ticket = await tickets.find_open_ticket(session, conversation_id)
        if ticket and ticket.snoozed_until:
            await ticket_work.snooze_ticket(session, ticket.id, None, self.clock())
        if ticket:
            await record_change(session, ticket, "said", self.clock())
        return ticket is not None
