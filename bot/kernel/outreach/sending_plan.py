"""When a campaign will be done: by the day's quota, the pace, and the hours in which nobody is disturbed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from vocabulary.beijing import BEIJING

_LOOKED_AHEAD = 400


@dataclass(frozen=True)
class QuietHours:
    """From an evening hour until a morning hour nothing is sent; the same hour twice: never quiet."""

    begin: time
    end: time

    def is_quiet(self, now: datetime) -> bool:
        """Whether members are left alone now."""
        clock = now.astimezone(BEIJING).time()
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end

    def find_next_sending(self, now: datetime) -> datetime:
        """Now, or when the quiet ends."""
        here = now.astimezone(BEIJING)
        if not self.is_quiet(here):
            return here
        end = datetime.combine(here.date(), self.end, BEIJING)
        return end if end > here else end + timedelta(days=1)

    def find_last_sending(self, moment: datetime) -> datetime:
        """When the sending that goes on at `moment` must stop: at the next quiet, or at midnight."""
        here = moment.astimezone(BEIJING)
        midnight = datetime.combine(here.date() + timedelta(days=1), time(), BEIJING)
        quiet = datetime.combine(here.date(), self.begin, BEIJING)
        return quiet if self.begin != self.end and here < quiet < midnight else midnight


def parse_quiet_hours(written: str) -> QuietHours:
    """`21:00-8:30`; empty: never quiet. Raises ValueError."""
    if not written.strip():
        return QuietHours(time(), time())
    begin, _, end = written.partition("-")
    return QuietHours(_read_time(begin), _read_time(end))


@dataclass(frozen=True)
class PlannedDay:
    """How many go out on a day, and when the last of them does."""

    day: date
    count: int
    until: datetime


@dataclass(frozen=True)
class SendingPlan:
    """What a campaign needs and what there is; `overlap` is what other campaigns still have to send."""

    needed: int
    overlap: int
    per_day: int
    left_today: int
    per_second: float
    begins_at: datetime
    days: tuple[PlannedDay, ...]

    @property
    def finishes_at(self) -> datetime | None:
        """None where nothing is to be sent, or no end is in sight."""
        return (
            self.days[-1].until if self.days and sum(one.count for one in self.days) >= self.needed else None
        )


def plan_sending(
    needed: int,
    overlap: int,
    per_day: int,
    used_today: int,
    per_second: float,
    starts_at: datetime,
    now: datetime,
    quiet: QuietHours,
) -> SendingPlan:
    """Other campaigns are counted as if they went first: the end that is promised is the latest one."""
    moment = quiet.find_next_sending(max(starts_at, now))
    today, begins_at = now.astimezone(BEIJING).date(), moment
    ahead, left, days = overlap, needed, list[PlannedDay]()
    for _ in range(_LOOKED_AHEAD):
        if left <= 0 or per_day <= 0:
            break
        allowed = per_day - (used_today if moment.date() == today else 0)
        stop = quiet.find_last_sending(moment)
        possible = max(0, min(allowed, int((stop - moment).total_seconds() * per_second)))
        others = min(ahead, possible)
        count = min(left, possible - others)
        ahead, left = ahead - others, left - count
        if count:
            until = moment + timedelta(seconds=(others + count) / per_second)
            days.append(PlannedDay(moment.date(), count, until))
        next_day = datetime.combine(moment.date() + timedelta(days=1), time(), BEIJING)
        moment = quiet.find_next_sending(next_day)
    left_today = max(0, per_day - used_today)
    return SendingPlan(needed, overlap, per_day, left_today, per_second, begins_at, tuple(days))


def say_moment(moment: datetime) -> str:
    """`11月24日 9:05`."""
    here = moment.astimezone(BEIJING)
    return f"{here.month}月{here.day}日 {here.hour}:{here.minute:02}"


def _read_time(written: str) -> time:
    hour, _, minute = written.strip().partition(":")
    return time(int(hour), int(minute or 0))
