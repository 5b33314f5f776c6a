"""The working hours, as supervisors write them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.conversation.working_hours import Calendar, WrittenHours, say_opening
from bot.kernel.desk.staff import StaffMember
from bot.records.audit import record_audit
from bot.records.desk.desk_settings import find_written_hours, record_written_hours


@dataclass(frozen=True)
class OfficeHours:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    clock: Callable[[], datetime]
    first: WrittenHours = field(default_factory=lambda: WrittenHours(""))
    """Those of the settings, which hold until others are written."""
    calendar: Calendar | None = None

    async def find(self) -> WrittenHours:
        """As they were last written."""
        async with self.records.begin() as session:
            return await find_written_hours(session) or self.first

    async def save(self, written: WrittenHours, staff: StaffMember) -> None:
        """Stores new ones, once they can be read."""
        try:
            written.parse()
        except ValueError as fault:
            raise StaffRefusal("hours_form", str(fault), 422) from fault
        now = self.clock()
        async with self.records.begin() as session:
            await record_written_hours(session, written, now)
            details = {"week": written.week, "holidays": written.holidays, "make_up": written.make_up_days}
            await record_audit(session, f"staff:{staff.login}", "edit_hours", now, details=details)

    def describe(self, written: WrittenHours) -> str:
        """Whether somebody is there by these hours now, and who is told what."""
        hours, now = written.parse(self.calendar), self.clock()
        if not hours.week:
            return "没有设上班时间：什么时候都对会员说同事会回，不说几点。"
        follows = (
            "法定节假日和调休不用写，系统自己知道；写在下面的日子以您写的为准。" if self.calendar else ""
        )
        if hours.is_open(now):
            return f"现在是上班时间。{follows}"
        opening = hours.find_next_opening(now)
        if opening is None:
            return f"两个月内都不上班。{follows}"
        return f"现在是下班时间，会对会员说：{say_opening(opening, now)}上班。{follows}"
