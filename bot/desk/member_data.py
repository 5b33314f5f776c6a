"""Hands one person all that is known of them, and erases what may be erased; each with a reason that is written down."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.records.audit import record_audit
from bot.records.members.personal_data import STAYS, Person, erase_person, export_person, find_person

_SHORTEST_REASON = 6
CONFIRMATION = "清除"
_README = """这份资料是应本人要求导出的，请只交给本人。
data.json：claims 是中心业务库里的登记、理赔、救助等；bot 是聊天、工单、通知、绑定和操作记录。
papers/：本人交来的材料原件；pictures/：同事发给本人的图片。
"""


class ClaimsSide(Protocol):
    """What the claims database knows of one member."""

    async def find(self, typed: str) -> tuple[int, str] | None:
        """A member by number or identity number: the number, and the masked name."""
        ...

    async def export(self, member_id: int) -> tuple[Mapping[str, list[dict[str, Any]]], Mapping[str, bytes]]:
        """Every row by table, and the papers as files."""
        ...

    async def erase(self, member_id: int) -> tuple[str, ...]:
        """Erases what may be; the numbers of the applications for relief."""
        ...

    @property
    def stays(self) -> tuple[str, ...]:
        """What is not erased, and why."""
        ...


@dataclass(frozen=True)
class Erased:
    """What became of it."""

    name: str
    conversations: int


@dataclass(frozen=True)
class MemberData:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    claims: ClaimsSide
    clock: Callable[[], datetime]

    async def export(self, typed: str, reason: str, *, by: str) -> bytes:
        """A zip with everything of one person in both databases."""
        member_id, _ = await self._find(typed, reason)
        rows, files = await self.claims.export(member_id)
        async with self.records.begin() as session:
            person = await find_person(session, member_id)
            ours = await export_person(session, person)
            await self._record(session, by, "export_member", person, reason)
        pictures = {f"pictures/{one['key']}.jpg": one.pop("content") for one in ours["sent_pictures"]}
        data = {"made_at": self.clock(), "member": member_id, "claims": rows, "bot": ours}
        return _pack({**files, **pictures}, data)

    async def erase(self, typed: str, reason: str, confirmation: str, *, by: str) -> Erased:
        """Erases the person's chats and links; what is left is named with its reason."""
        if confirmation.strip() != CONFIRMATION:
            raise StaffRefusal(
                "not_confirmed", f"清除以后找不回来。确定要清除，请在确认一栏写“{CONFIRMATION}”。", 422
            )
        member_id, name = await self._find(typed, reason)
        relief_numbers = await self.claims.erase(member_id)
        async with self.records.begin() as session:
            person = await find_person(session, member_id)
            await erase_person(session, person, relief_numbers, self.clock())
            await self._record(session, by, "erase_member", person, reason)
        return Erased(name, len(person.conversation_ids))

    @property
    def stays(self) -> tuple[str, ...]:
        """What is not erased, and why."""
        return (*STAYS.values(), *self.claims.stays)

    async def _find(self, typed: str, reason: str) -> tuple[int, str]:
        if len(reason.strip()) < _SHORTEST_REASON:
            raise StaffRefusal(
                "no_reason", "请写明依据，例如“本人11月30日到窗口书面申请”，至少 6 个字。", 422
            )
        found = await self.claims.find(typed) if typed.strip() else None
        if found is None:
            raise StaffRefusal("unknown_member", "没有这位会员：请核对会员编号或身份证号。", 404)
        return found

    async def _record(self, session: Any, by: str, act: str, person: Person, reason: str) -> None:
        details = {"member": person.member_id, "conversations": len(person.conversation_ids)}
        await record_audit(session, by, act, self.clock(), details=details, words=reason.strip()[:200])


def _pack(files: Mapping[str, bytes], data: Mapping[str, Any]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("说明.txt", _README)
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1, default=_spell))
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _spell(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
