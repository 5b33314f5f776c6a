"""Tickets in staff's hands: taken, passed on, put off, and given back to the bot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import wording
from bot.conversation.doors import Engine, Locks
from bot.conversation.handoff_words import say_left
from bot.delivery import Delivery, Records
from bot.desk.tickets import find_known
from bot.engine.answers import Turn
from bot.errors import EngineUnavailable, StaffRefusal
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.dialogues import Dialogue
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import STAFF_WAKE_UP, Ticket, TicketState
from bot.kernel.desk.staff import StaffAct, StaffMember
from bot.records.audit import record_audit
from bot.records.conversation import ticket_work, tickets, transcript
from bot.records.conversation.conversations import find_conversation_by_id, start_new_dialogue
from bot.records.conversation.ledger import FOR_STAFF
from bot.records.conversation.talks import find_dialogue, keep_talk
from vocabulary.needs import WayBack
from vocabulary.tickets import TicketDesk

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Holding:
    """What staff do with a ticket; every refusal is a `StaffRefusal`."""

    records: Records
    delivery: Delivery
    engine: Engine
    locks: Locks
    clock: Callable[[], datetime]

    async def take(self, ticket_id: int, staff: StaffMember) -> None:
        """Gives a waiting ticket to this person, who answers from now on; taking one's own again changes nothing."""
        async with self.records.begin() as session:
            ticket = await find_known(session, ticket_id)
            if _holds(ticket, staff):
                return
            now = self.clock()
            if not await ticket_work.take_ticket(session, ticket_id, staff.name, now, staff.id or None):
                taken = await find_known(session, ticket_id)
                if _holds(taken, staff):
                    return  # Pressed twice.
                raise refuse_taken(taken)
            await self._audit(session, staff, "take_ticket", ticket)
        await self._say(ticket, [_notice(wording.STAFF_JOINED.format(name=staff.name))])

    async def pass_on(
        self, ticket_id: int, staff: StaffMember, to: StaffMember | None, desk: TicketDesk | None
    ) -> None:
        """Gives a held ticket to a colleague, or back into the queue of a desk."""
        async with self.records.begin() as session:
            await tickets.lock_ticket(session, ticket_id)
            ticket = await find_held(session, ticket_id, staff)
            now = self.clock()
            if to and to.is_active and to.may(StaffAct.ANSWER):
                await ticket_work.give_ticket(session, ticket_id, to.name, to.id, now)
                words = wording.STAFF_CHANGED.format(name=to.name)
            elif desk:
                await ticket_work.release_ticket(session, ticket_id, now, desk)
                words = wording.STAFF_MOVED.format(desk=wording.DESKS[desk])
            else:
                raise StaffRefusal("nobody", "请选一位在岗的同事，或者一个组。", 422)
            await self._audit(session, staff, "pass_on_ticket", ticket)
        await self._say(ticket, [_notice(words)])

    async def snooze(self, ticket_id: int, staff: StaffMember, minutes: int | None) -> None:
        """Puts one's ticket out of sight for some minutes; None brings it back. The member's next word does too."""
        async with self.records.begin() as session:
            await find_held(session, ticket_id, staff)
            now = self.clock()
            until = now + timedelta(minutes=minutes) if minutes else None
            await ticket_work.snooze_ticket(session, ticket_id, until, now)
        await self.delivery.wake_ups.announce(STAFF_WAKE_UP)

    async def resolve(self, ticket_id: int, staff: StaffMember, way: WayBack) -> None:
        """Gives the conversation back to the bot, which speaks first; the member is asked what they thought."""
        async with self.records.begin() as session:
            ticket = await find_held(session, ticket_id, staff)
        async with self.locks.hold(ticket.conversation_id):
            async with self.records.begin() as session:
                if not await ticket_work.close_ticket(session, ticket_id, self.clock()):
                    raise refuse_taken(await find_known(session, ticket_id))
                if way == "fresh":
                    await start_new_dialogue(session, ticket.conversation_id)
                await self._audit(session, staff, "close_ticket", ticket)
                conversation = await find_conversation_by_id(session, ticket.conversation_id)
                dialogue = await find_dialogue(session, conversation)
            # Apart: asked in one breath with a form's question, neither would be answered.
            await self._say(ticket, [Spoken(say_left(staff.name, ticket.reason), "system")])
            turn = await self._resume(dialogue, way)
            await self._say(ticket, turn.spoken or [Spoken(Reply(wording.STAFF_LEFT_BOT))], turn.talk)

    async def _resume(self, dialogue: Dialogue, way: WayBack) -> Turn:
        try:
            return await self.engine.resume(dialogue, way)
        except EngineUnavailable as fault:
            log.warning("bot_did_not_resume", code=fault.code, detail=fault.detail, advice=fault.advice)
            return Turn(())

    async def _say(self, ticket: Ticket, spoken: Sequence[Spoken], talk: str = "") -> None:
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, ticket.conversation_id)
            said = await transcript.record_spoken(session, conversation.id, spoken, self.clock())
            if talk:
                await keep_talk(session, conversation.id, talk, self.clock())
        await self.delivery.say(conversation, said, FOR_STAFF)
        await self.delivery.wake_ups.announce(STAFF_WAKE_UP)

    async def _audit(self, session: AsyncSession, staff: StaffMember, act: str, ticket: Ticket) -> None:
        await record_audit(
            session,
            f"staff:{staff.login}",
            act,
            self.clock(),
            conversation_id=ticket.conversation_id,
            details={"ticket": ticket.id},
        )


async def find_held(session: AsyncSession, ticket_id: int, staff: StaffMember) -> Ticket:
    """The ticket, where this person holds it or may act for whoever does."""
    ticket = await find_known(session, ticket_id)
    is_held = ticket.state is TicketState.TAKEN
    if not is_held or not (_holds(ticket, staff) or staff.may(StaffAct.SUPERVISE)):
        raise refuse_taken(ticket)
    return ticket


def refuse_taken(ticket: Ticket) -> StaffRefusal:
    """Why somebody cannot act on a ticket: who has it, or that nobody does."""
    if ticket.state is TicketState.CLOSED:
        return StaffRefusal("closed", "这个对话已经结束，交还给小助手了。")
    if ticket.state is TicketState.WAITING:
        return StaffRefusal("not_yours", "这个对话还没有人接，请先接起来。", by=None)
    return StaffRefusal("taken", f"{ticket.taken_by} 已经接了这个对话。", by=ticket.taken_by)


def _holds(ticket: Ticket, staff: StaffMember) -> bool:
    is_same = ticket.staff_id == staff.id if ticket.staff_id else ticket.taken_by == staff.name
    return ticket.state is TicketState.TAKEN and is_same


def _notice(words: str) -> Spoken:
    return Spoken(Reply(words), "system")
