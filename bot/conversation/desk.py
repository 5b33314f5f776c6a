"""Brings people in: opens tickets, gives them to staff, and passes on what staff say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.delivery import Delivery, Records
from bot.errors import BadRequest
from bot.kernel.conversations import Received, Spoken
from bot.kernel.messages import Reply
from bot.kernel.tickets import Handover, Ticket, TicketReason, TicketState
from bot.records import tickets, transcript
from bot.records.audit import record_audit
from bot.records.conversations import find_conversation_by_id
from bot.records.ledger import FOR_STAFF

WECHAT_DESK = "wechat"
"""Who holds a ticket that WeChat's own desk saw to."""


@dataclass(frozen=True)
class Desk:
    """The staff's side of conversations."""

    records: Records
    delivery: Delivery
    clock: Callable[[], datetime]

    async def open(self, session: AsyncSession, conversation_id: int, handover: Handover) -> Spoken | None:
        """Opens a ticket within the caller's transaction, and says what happens next, unless it was said before."""
        before = await tickets.find_open_ticket(session, conversation_id)
        ticket = await tickets.open_ticket(session, conversation_id, handover, self.clock())
        asked = handover.reason is TicketReason.REQUESTED
        if before and not asked and ticket.reason is before.reason:
            return None
        return Spoken(Reply(wording.queue_place(ticket, await tickets.count_ahead(session, ticket))))

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
            await tickets.take_ticket(session, ticket.id, WECHAT_DESK)
            await tickets.close_ticket(session, ticket.id, self.clock())

    async def take(self, ticket_id: int, staff: str) -> None:
        """Gives a ticket to one person, who answers from now on; raises BadRequest where it is taken."""
        async with self.records.begin() as session:
            if not await tickets.take_ticket(session, ticket_id, staff):
                raise BadRequest(f"ticket {ticket_id} is not waiting")
        await self._say(
            ticket_id, staff, Spoken(Reply(wording.STAFF_JOINED.format(name=staff)), "system"), "take_ticket"
        )

    async def reply(self, ticket_id: int, text: str) -> None:
        """Says a person's words to the member; raises BadRequest where nobody holds the ticket."""
        ticket = await self._held(ticket_id)
        staff = ticket.taken_by or ""
        await self._say(ticket_id, staff, Spoken(Reply(text), "staff", staff), "reply")

    async def close(self, ticket_id: int) -> None:
        """Gives the conversation back to the bot."""
        ticket = await self._held(ticket_id)
        async with self.records.begin() as session:
            await tickets.close_ticket(session, ticket_id, self.clock())
        await self._say(
            ticket_id, ticket.taken_by or "", Spoken(Reply(wording.STAFF_LEFT), "system"), "close_ticket"
        )

    async def _held(self, ticket_id: int) -> Ticket:
        async with self.records.begin() as session:
            ticket = await tickets.find_ticket(session, ticket_id)
        if ticket is None or ticket.state is not TicketState.TAKEN:
            raise BadRequest(f"ticket {ticket_id} is not held by anybody; take it first")
        return ticket

    async def _say(self, ticket_id: int, staff: str, spoken: Spoken, act: str) -> None:
        now = self.clock()
        async with self.records.begin() as session:
            ticket = await tickets.find_ticket(session, ticket_id)
            assert ticket is not None
            conversation = await find_conversation_by_id(session, ticket.conversation_id)
            said = await transcript.record_spoken(session, conversation.id, [spoken], now)
            await record_audit(
                session,
                f"staff:{staff}",
                act,
                now,
                conversation_id=conversation.id,
                details={"ticket": ticket_id},
            )
        await self.delivery.say(conversation, said, FOR_STAFF)
