"""What supervisors look at: how long members wait, how it ends, and what the bot settles by itself."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median, quantiles

from bot.kernel.conversation.tickets import Rating
from vocabulary.tickets import TicketDesk, TicketReason


@dataclass(frozen=True)
class PastWork:
    """One ticket's times."""

    conversation_id: int
    desk: TicketDesk
    reason: TicketReason
    opened_at: datetime
    first_answer_at: datetime | None
    closed_at: datetime | None
    rating: Rating | None


@dataclass(frozen=True)
class DayFigures:
    """One Beijing day; minutes are None where nothing was answered or closed, the share where nobody wrote."""

    day: date
    opened: int
    closed: int
    answer_median: float | None
    answer_ninth_decile: float | None
    closing_median: float | None
    conversations: int
    solved_by_bot: float | None
    ratings: Mapping[Rating, int]


@dataclass(frozen=True)
class Figures:
    """A span of days, oldest first, and why people were needed in it."""

    days: tuple[DayFigures, ...]
    reasons: Mapping[TicketReason, int]
    unanswered: tuple[tuple[str, int], ...]

    @property
    def ratings(self) -> Mapping[Rating, int]:
        total: Counter[Rating] = Counter()
        for day in self.days:
            total.update(day.ratings)
        return total


def gather_day(day: date, opened: Sequence[PastWork], closed: int, conversations: int) -> DayFigures:
    """The figures of the tickets that were opened that day, of `conversations` in which members wrote."""
    answers = [_minutes(one.opened_at, one.first_answer_at) for one in opened if one.first_answer_at]
    closings = [_minutes(one.opened_at, one.closed_at) for one in opened if one.closed_at]
    handed_over = len({one.conversation_id for one in opened})
    return DayFigures(
        day=day,
        opened=len(opened),
        closed=closed,
        answer_median=_round(median(answers)) if answers else None,
        answer_ninth_decile=_find_ninth_decile(answers),
        closing_median=_round(median(closings)) if closings else None,
        conversations=conversations,
        solved_by_bot=max(0.0, 1 - handed_over / conversations) if conversations else None,
        ratings=Counter(one.rating for one in opened if one.rating),
    )


def count_reasons(work: Iterable[PastWork]) -> Mapping[TicketReason, int]:
    """How often each reason called for a person, the most frequent first."""
    return dict(Counter(one.reason for one in work).most_common())


def _minutes(begin: datetime, end: datetime) -> float:
    return max(0.0, (end - begin).total_seconds() / 60)


def _find_ninth_decile(values: list[float]) -> float | None:
    if not values:
        return None
    return _round(quantiles(values, n=10, method="inclusive")[8] if len(values) > 1 else values[0])


def _round(minutes: float) -> float:
    return round(minutes, 1)
