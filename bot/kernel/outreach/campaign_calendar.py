"""Campaigns by day: when each of them goes out, went out, or will."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.kernel.days import read_day
from bot.kernel.outreach.campaigns import Campaign


@dataclass(frozen=True)
class CampaignSpan:
    """A campaign, and the days it takes, the first and the last included."""

    campaign: Campaign
    first: date
    last: date


@dataclass(frozen=True)
class CalendarDay:
    """One day of a page of the calendar; those of the months before and after fill up its weeks."""

    day: date
    is_of_month: bool
    spans: tuple[CampaignSpan, ...]


def lay_out_month(month: date, spans: Sequence[CampaignSpan]) -> list[list[CalendarDay]]:
    """The weeks of the month that `month` lies in, from Monday on."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    return [
        [
            CalendarDay(
                day,
                day.month == month.month,
                tuple(span for span in spans if span.first <= day <= span.last),
            )
            for day in week
        ]
        for week in weeks
    ]


def read_month(written: str, today: date) -> date:
    """`2026-12`; the month of `today` where it is none, or none that anybody plans for."""
    try:
        return read_day(f"{written}-01")
    except ValueError:
        return today.replace(day=1)


def find_next_month(month: date, steps: int = 1) -> date:
    """The first day of the month so many later."""
    count = month.year * 12 + month.month - 1 + steps
    return date(count // 12, count % 12 + 1, 1)
