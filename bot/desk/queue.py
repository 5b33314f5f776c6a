"""The console's queue: who waits, why, since when, and what may still be sent to them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.desk.doors import Members
from bot.desk.tickets import unknown_ticket
from bot.kernel.conversation.reply_window import MessageAllowance
from bot.kernel.conversation.tickets import TicketState
from bot.kernel.desk.staff import StaffMember
from bot.records.conversation import ledger
from bot.records.conversation.ticket_changes import find_last_seq
from bot.records.desk.queue import QueuedTicket, find_queue

_FRESH = timedelta(seconds=1)


@dataclass(frozen=True)
class Line:
    """One line of the queue; `window` is None where nothing limits what is sent."""

    queued: QueuedTicket
    member: str
    district: str | None
    window: MessageAllowance | None


@dataclass(frozen=True)
class QueueView:
    """The whole queue at one moment; `seq` is the newest change that it holds."""

    seq: int
    lines: tuple[Line, ...]

    def count(self, staff: StaffMember) -> Mapping[str, int]:
        """How many tickets each tab shows."""
        tickets = [line.queued.ticket for line in self.lines]
        return {
            "mine": sum(ticket.staff_id == staff.id for ticket in tickets),
            "unassigned": sum(ticket.state is TicketState.WAITING for ticket in tickets),
            "urgent": sum(ticket.reason.is_urgent for ticket in tickets),
            "all": len(tickets),
        }


@dataclass
class Queue:
    """Reads the queue; twenty consoles that ask after the same change share one reading."""

    records: Records
    members: Members
    clock: Callable[[], datetime]
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _latest: tuple[datetime, QueueView] | None = None

    async def read(self) -> QueueView:
        """Every open ticket, as it is after the newest change, and never older than a second."""
        async with self._turn:
            now = self.clock()
            async with self.records.begin() as session:
                seq = await find_last_seq(session)
            if self._latest and self._latest[1].seq == seq and now - self._latest[0] < _FRESH:
                return self._latest[1]
            view = await self._read()
            self._latest = (now, view)
            return view

    async def _read(self) -> QueueView:
        """The sequence number is read first, so that what comes meanwhile comes again."""
        async with self.records.begin() as session:
            seq = await find_last_seq(session)
            queued = await find_queue(session)
            windows = await self._find_windows(session, queued)
        return QueueView(seq, await self._make_lines(queued, windows))

    async def find(self, ticket_id: int) -> Line:
        """One ticket, open or closed."""
        async with self.records.begin() as session:
            queued = await find_queue(session, ticket_id)
            windows = await self._find_windows(session, queued)
        if not queued:
            raise unknown_ticket()
        return (await self._make_lines(queued, windows))[0]

    async def _make_lines(
        self, queued: list[QueuedTicket], windows: Mapping[int, MessageAllowance]
    ) -> tuple[Line, ...]:
        names = await self.members.find_names({one.member_id for one in queued if one.member_id})
        lines = []
        for one in queued:
            name, district = names.get(one.member_id or 0, (_stranger(one), None))
            lines.append(Line(one, name, district, windows.get(one.ticket.conversation_id)))
        return tuple(lines)

    async def _find_windows(
        self, session: AsyncSession, queued: list[QueuedTicket]
    ) -> dict[int, MessageAllowance]:
        conversations = [one.ticket.conversation_id for one in queued if one.channel.limits]
        windows = await ledger.find_windows(session, conversations)
        return {conversation: window.allows(self.clock()) for conversation, window in windows.items()}


def _stranger(queued: QueuedTicket) -> str:
    return f"{queued.channel.staff_name}访客 {queued.address[-4:]}"
