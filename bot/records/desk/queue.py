"""Reads the console's queue: open tickets with what was last said, and how long members have waited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.kernel.conversation.channels import Channel
from bot.kernel.conversation.messages import Speaker
from bot.kernel.conversation.tickets import Ticket, TicketState
from bot.records.conversation.tickets import read_ticket
from bot.records.database import find_channels
from bot.records.tables import ConversationRow, IdentityLinkRow, InboundRow, TicketRow, UtteranceRow
from vocabulary.tickets import TicketReason

_MOST = 500
_BEFORE_OPENING = timedelta(minutes=1)
"""The message that called for a person was said shortly before its ticket was opened."""


@dataclass(frozen=True)
class LastSaid:
    """The newest words of a person in a conversation."""

    speaker: Speaker
    text: str
    at: datetime


@dataclass(frozen=True)
class Waiting:
    """Since when the member has waited for a person's word, and how many messages nobody has answered."""

    since: datetime | None
    messages: int


@dataclass(frozen=True)
class _Said:
    utterance: int
    at: datetime
    is_understood: bool
    is_replied_to: bool

    def is_answered(self, reason: TicketReason) -> bool:
        """By the bot: an apology in an outage is no answer, and to one in danger only a person's word is one."""
        if reason is TicketReason.CRISIS:
            return False
        return self.is_understood if reason is TicketReason.OUTAGE else self.is_replied_to


@dataclass(frozen=True)
class QueuedTicket:
    """One open ticket with its conversation."""

    ticket: Ticket
    channel: Channel
    address: str
    member_id: int | None
    last: LastSaid | None
    waiting: Waiting
    raised: str = ""
    """The words that raised the alarm."""


async def find_queue(session: AsyncSession, ticket_id: int | None = None) -> list[QueuedTicket]:
    """Every open ticket, or the one with this id whether open or not; the most urgent first, then the oldest."""
    query = (
        select(TicketRow, ConversationRow.channel, ConversationRow.address, IdentityLinkRow.member_id)
        .join(ConversationRow, ConversationRow.id == TicketRow.conversation_id)
        .outerjoin(IdentityLinkRow, IdentityLinkRow.conversation_id == TicketRow.conversation_id)
        .order_by(TicketRow.urgency, TicketRow.id)
        .limit(_MOST)
    )
    wanted = TicketRow.state != TicketState.CLOSED if ticket_id is None else TicketRow.id == ticket_id
    rows = (await session.execute(query.where(wanted))).all()
    tickets = [read_ticket(row[0]) for row in rows]
    last = await _find_last(session, [one.conversation_id for one in tickets])
    waiting = await _find_waiting(session, tickets)
    raised = await _find_raised(session, tickets)
    return [
        QueuedTicket(
            ticket,
            find_channels(session)[row.channel],
            row.address,
            row.member_id,
            last.get(ticket.conversation_id),
            waiting[ticket.id],
            raised.get(ticket.raised_by or 0, ""),
        )
        for ticket, row in zip(tickets, rows, strict=True)
    ]


async def _find_raised(session: AsyncSession, tickets: Sequence[Ticket]) -> dict[int, str]:
    ids = {one.raised_by for one in tickets if one.raised_by}
    rows = await session.execute(select(InboundRow.id, InboundRow.text).where(InboundRow.id.in_(ids)))
    return {inbound: text for inbound, text in rows}


async def _find_last(session: AsyncSession, conversations: Sequence[int]) -> dict[int, LastSaid]:
    newest = (
        select(func.max(UtteranceRow.id))
        .where(UtteranceRow.conversation_id.in_(conversations), UtteranceRow.speaker.in_(("member", "staff")))
        .group_by(UtteranceRow.conversation_id)
    )
    rows = await session.scalars(select(UtteranceRow).where(UtteranceRow.id.in_(newest)))
    return {
        row.conversation_id: LastSaid(cast("Speaker", row.speaker), row.text, row.said_at) for row in rows
    }


async def _find_waiting(session: AsyncSession, tickets: Sequence[Ticket]) -> dict[int, Waiting]:
    """Counts the member's words after the last word of a person, or since the ticket was opened."""
    conversations = [one.conversation_id for one in tickets]
    spoken = (
        select(UtteranceRow.conversation_id, func.max(UtteranceRow.id).label("last"))
        .where(UtteranceRow.conversation_id.in_(conversations), UtteranceRow.speaker == "staff")
        .group_by(UtteranceRow.conversation_id)
        .subquery()
    )
    rows = await session.execute(select(spoken.c.conversation_id, spoken.c.last))
    last_staff = {conversation: last for conversation, last in rows}
    opened = min((one.opened_at for one in tickets), default=None)
    if opened is None:
        return {}
    words = await session.execute(
        select(UtteranceRow.conversation_id, UtteranceRow.id, UtteranceRow.said_at, *_find_answers())
        .where(
            UtteranceRow.conversation_id.in_(conversations),
            UtteranceRow.speaker == "member",
            UtteranceRow.said_at >= opened - _BEFORE_OPENING,
        )
        .order_by(UtteranceRow.id)
    )
    said: dict[int, list[_Said]] = {}
    for conversation, utterance, at, understood, replied in words:
        said.setdefault(conversation, []).append(_Said(utterance, at, understood, replied))
    return {one.id: _wait(one, said.get(one.conversation_id, []), last_staff) for one in tickets}


def _find_answers() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether the bot understood a message, and whether it said anything to it."""
    understood = select(InboundRow.id).where(
        InboundRow.id == UtteranceRow.inbound_id, InboundRow.understood.is_not(None)
    )
    reply = aliased(UtteranceRow)
    replied = select(reply.id).where(reply.inbound_id == UtteranceRow.inbound_id, reply.speaker == "bot")
    return understood.exists(), replied.exists()


def _wait(ticket: Ticket, said: Sequence[_Said], last_staff: dict[int, int]) -> Waiting:
    answered = last_staff.get(ticket.conversation_id, 0)
    begun = ticket.opened_at - _BEFORE_OPENING
    open_words = [one for one in said if one.utterance > answered and one.at >= begun]
    if open_words:
        return Waiting(open_words[0].at, sum(not one.is_answered(ticket.reason) for one in open_words))
    return Waiting(None if answered else ticket.opened_at, 0)
