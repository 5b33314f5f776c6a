"""The figures of the desk: what is now, and the days before."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.delivery import Records
from bot.desk.presence import Presence
from bot.desk.queue import Queue
from bot.errors import StaffRefusal
from bot.kernel.conversation.tickets import TicketState
from bot.kernel.desk.corrections import mask_example
from bot.kernel.desk.figures import Figures, PastWork, count_reasons, gather_day
from bot.records.desk import figures
from vocabulary.beijing import BEIJING, find_day
from vocabulary.tickets import TicketDesk

LONGEST_SPAN = 92
_MOST_UNANSWERED = 20


@dataclass(frozen=True)
class LiveFigures:
    """This moment: `longest_minutes` is None where nobody waits."""

    waiting: int
    longest_minutes: int | None
    held: int
    alarms: int
    online: tuple[str, ...]


@dataclass(frozen=True)
class DeskFigures:
    """Reads the figures."""

    records: Records
    queue: Queue
    presence: Presence
    clock: Callable[[], datetime]

    async def read_live(self) -> LiveFigures:
        """Who waits, and who is there."""
        now = self.clock()
        lines = (await self.queue.read()).lines
        since = [line.queued.waiting.since for line in lines if line.queued.waiting.since]
        online = sorted(one.name for one in await self.presence.find(0, now))
        return LiveFigures(
            waiting=sum(line.queued.ticket.state is TicketState.WAITING for line in lines),
            longest_minutes=int((now - min(since)).total_seconds() // 60) if since else None,
            held=sum(line.queued.ticket.state is TicketState.TAKEN for line in lines),
            alarms=sum(line.queued.ticket.is_alarm() for line in lines),
            online=tuple(online),
        )

    def choose_span(self, first: date | None, last: date | None) -> tuple[date, date]:
        """The days asked for, both included, or the last seven; raises StaffRefusal for what cannot be."""
        today = find_day(self.clock())
        last = last or today
        first = first or last - timedelta(days=6)
        if first > last or (last - first).days >= LONGEST_SPAN:
            raise StaffRefusal("span", f"日期要从早到晚，最多 {LONGEST_SPAN} 天。", 422)
        return first, last

    async def read(self, first: date, last: date, desk: TicketDesk | None) -> Figures:
        """Each day of the span, and the whole of it."""
        begin, end = _begin(first), _begin(last + timedelta(days=1))
        async with self.records.begin() as session:
            work = await figures.find_past_work(session, begin, end, desk)
            words = await figures.find_unclear_words(session, begin, end)
            opened: dict[date, list[PastWork]] = {}
            for one in work:
                opened.setdefault(find_day(one.opened_at), []).append(one)
            days = []
            for day in _days(first, last):
                span = (_begin(day), _begin(day + timedelta(days=1)))
                closed = await figures.count_closed(session, *span, desk)
                conversations = await figures.count_conversations(session, *span)
                days.append(gather_day(day, opened.get(day, []), closed, conversations))
        unanswered = Counter(map(mask_example, words)).most_common(_MOST_UNANSWERED)
        return Figures(tuple(days), count_reasons(work), tuple(unanswered))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def _days(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
