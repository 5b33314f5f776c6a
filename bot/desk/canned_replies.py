"""What agents say often: brought along in a file, edited by supervisors, each place to fill known."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.desk.canned_replies import VARIABLES, CannedReply, find_places
from bot.kernel.desk.staff import StaffMember
from bot.records.audit import record_audit
from bot.records.desk.desk_settings import find_canned_replies, record_canned_reply
from vocabulary.yaml_files import read_yaml

_FILE = Path(__file__).parent / "canned_replies.yml"
_MOST_BYTES, _LONGEST_SHORT, _LONGEST_TITLE, _LONGEST_ADDRESS = 1900, 20, 40, 500
_LONGEST_CARD_TEXT = 120
"""WeChat shows little more of a card's description."""


def load_canned_replies(file: Path = _FILE) -> tuple[CannedReply, ...]:
    """The replies that Huzhu brings along."""
    return tuple(CannedReply(**one) for one in read_yaml(file))


@dataclass(frozen=True)
class CannedReplies:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    clock: Callable[[], datetime]
    brought: tuple[CannedReply, ...] = load_canned_replies()

    async def find_all(self) -> list[CannedReply]:
        """Every reply as it is now."""
        async with self.records.begin() as session:
            return await find_canned_replies(session, self.brought)

    async def find(self, short: str) -> CannedReply:
        found = next((one for one in await self.find_all() if one.short == short), None)
        if found is None:
            raise StaffRefusal("unknown_canned", f"没有 /{short} 这条常用语了。", 404)
        return found

    async def save(self, reply: CannedReply, staff: StaffMember) -> None:
        """Adds one, or changes the one with this short name."""
        check_canned_reply(reply)
        await self._record(reply, staff, is_removed=False)

    async def remove(self, short: str, staff: StaffMember) -> None:
        """Takes one away."""
        await self._record(await self.find(short), staff, is_removed=True)

    async def _record(self, reply: CannedReply, staff: StaffMember, *, is_removed: bool) -> None:
        now = self.clock()
        async with self.records.begin() as session:
            await record_canned_reply(session, reply, now, is_removed=is_removed)
            told = {"short": reply.short, "removed": is_removed}
            await record_audit(session, f"staff:{staff.login}", "edit_canned", now, details=told)


def check_canned_reply(reply: CannedReply) -> None:
    """Raises `StaffRefusal` where a reply could not be sent as it is."""
    if not 1 <= len(reply.short) <= _LONGEST_SHORT or any(sign.isspace() for sign in reply.short):
        raise StaffRefusal("short_form", "短名 1 到 20 个字，中间不留空格，打 / 加短名就能用。", 422)
    if not 1 <= len(reply.title) <= _LONGEST_TITLE:
        raise StaffRefusal("title_form", "标题 1 到 40 个字。", 422)
    if not reply.text.strip() or len(reply.text.encode()) > _MOST_BYTES:
        raise StaffRefusal("text_form", "内容不能空，最多约 630 个字，微信一条就这么长。", 422)
    unknown = [name for name in find_places(reply.text) if name not in VARIABLES]
    if unknown:
        known = "、".join(f"{{{name}}}" for name in VARIABLES)
        raise StaffRefusal("unknown_place", f"没有 {{{unknown[0]}}}，能用的是：{known}。", 422)
    if reply.card:
        if not _is_address(reply.card.url):
            raise StaffRefusal("card_form", "卡片的网址要以 https:// 开头。", 422)
        if not reply.card.title.strip() or len(reply.text) > _LONGEST_CARD_TEXT:
            raise StaffRefusal("card_form", "卡片要有标题，说明最多 120 个字，再长微信不显示。", 422)


def _is_address(written: str) -> bool:
    try:
        address = urlsplit(written)
    except ValueError:
        return False
    return address.scheme in ("https", "http") and bool(address.netloc) and len(written) <= _LONGEST_ADDRESS
