"""What goes out to the centre's own systems, as supervisors see it: what waits, what does not get through, and once more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffMember
from bot.kernel.members.outgoing import Mishap, OutgoingStanding, StuckChange
from bot.records.audit import record_audit

MISHAPS: Mapping[str, str] = {
    Mishap.NO_CONNECTION: "连不上对方系统，或中途断了",
    Mishap.TIMEOUT: "对方系统一直没有回应",
    Mishap.SERVER_FAULT: "对方系统出错（5xx）",
    Mishap.BUSY: "对方系统说太忙（408、429）",
    Mishap.REFUSED: "对方系统不收这一条（4xx）",
    Mishap.REDIRECTED: "对方系统转去了别的地址（3xx），不跟过去",
    Mishap.NOT_CONFIRMED: "对方系统答了成功，但没有写明收到的是这一条",
}
EVENTS: Mapping[str, str] = {
    "claim.filed": "申报理赔",
    "paper.received": "交来材料",
    "paper.assigned": "说明材料是什么",
    "phone.changed": "改手机号",
    "card.asked": "申请换卡",
    "card.stopped": "换卡作废",
    "card.confirmed": "换卡核实生效",
    "card.in_force": "换卡到时生效",
    "visit.booked": "预约窗口",
    "visit.cancelled": "取消预约",
    "activity.joined": "报名活动",
    "activity.left": "退出活动",
    "activity.seat_given": "候补转正",
    "relief.submitted": "申请救助",
    "relief.acted": "救助审批",
    "wish.left": "找人工、登记想办的事",
    "wish.closed": "人工办结",
    "member.erased": "按本人要求删除",
}
_WORTH_SHOWING = 1


class StuckChanges(Protocol):
    """What does not get through, and how it is tried once more."""

    async def find_standing(self) -> OutgoingStanding: ...

    async def find_stuck(self, tries: int) -> Sequence[StuckChange]:
        """Those that failed so often, those that are parked first."""
        ...

    async def retry(self, key: str) -> bool: ...

    async def retry_all(self) -> int: ...


@dataclass(frozen=True)
class OutgoingDesk:
    """Every refusal is a `StaffRefusal`; `is_sent`: whether there is somewhere to send to."""

    records: Records
    outbox: StuckChanges
    clock: Callable[[], datetime]
    is_sent: bool

    async def find(self) -> tuple[OutgoingStanding, Sequence[StuckChange]]:
        """How much waits, and what failed, at most a hundred."""
        return await self.outbox.find_standing(), await self.outbox.find_stuck(_WORTH_SHOWING)

    async def retry(self, key: str, staff: StaffMember) -> None:
        """Lets one member's changes be tried again now."""
        if not await self.outbox.retry(key):
            raise StaffRefusal("not_waiting", "这一条已经送到了，或者已经在送，不用再试。", 409)
        await self._record(staff, {"change": key})

    async def retry_all(self, staff: StaffMember) -> None:
        """Lets everything that failed be tried again now."""
        members = await self.outbox.retry_all()
        if not members:
            raise StaffRefusal("not_waiting", "没有要再试的。", 409)
        await self._record(staff, {"members": members})

    async def _record(self, staff: StaffMember, details: Mapping[str, object]) -> None:
        async with self.records.begin() as session:
            await record_audit(
                session, f"staff:{staff.login}", "retry_changes", self.clock(), details=details
            )
