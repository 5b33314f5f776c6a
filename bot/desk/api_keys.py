"""Keys of the centre's own systems: made once and shown once, listed, revoked; each use is known, each act written down."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.desk.api_keys import NAME, ApiKey, Scope, hash_key, make_key
from bot.records.audit import record_audit
from bot.records.desk import api_keys

SCOPES: Mapping[str, str] = {
    Scope.READ_CHANGES: "取变动",
    Scope.ACK_CHANGES: "确认收到",
    Scope.READ_PAPERS: "取材料的内容",
}
"""In words for staff."""


@dataclass(frozen=True)
class ApiKeys:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    clock: Callable[[], datetime]

    async def make(self, name: str, scopes: Collection[Scope], per_minute: int, *, by: str) -> str:
        """The new key, which is shown this once."""
        if not NAME.fullmatch(name):
            raise StaffRefusal("key_name", "名字用小写字母、数字和连字符，以字母开头，2 到 31 个。", 422)
        if not scopes or per_minute < 1:
            raise StaffRefusal("key_scopes", "请至少给一项权限，每分钟至少 1 次。", 422)
        key = make_key()
        async with self.records.begin() as session:
            if not await api_keys.add_api_key(
                session, name, hash_key(key), scopes, per_minute, by, self.clock()
            ):
                raise StaffRefusal("key_name_taken", "这个名字用过了，请换一个。", 409)
            details = {"key": name, "scopes": sorted(scopes)}
            await record_audit(session, by, "make_api_key", self.clock(), details=details)
        return key

    async def find_all(self) -> Sequence[ApiKey]:
        """All there are and were."""
        async with self.records.begin() as session:
            return await api_keys.list_api_keys(session)

    async def revoke(self, name: str, *, by: str) -> None:
        """From now on it is good for nothing."""
        async with self.records.begin() as session:
            if not await api_keys.revoke_api_key(session, name, self.clock()):
                raise StaffRefusal("unknown_key", "没有在用的这个密钥。", 404)
            await record_audit(session, by, "revoke_api_key", self.clock(), details={"key": name})

    async def use(self, key: str) -> ApiKey | None:
        """The key that somebody shows, unless it is unknown or revoked."""
        async with self.records.begin() as session:
            found = await api_keys.find_api_key(session, hash_key(key))
            if found is None or found.revoked_at is not None:
                return None
            await api_keys.note_use(session, found.id, self.clock())
            return found

    async def note_fetched(self, key: ApiKey, details: Mapping[str, Any]) -> None:
        """A system has changes in its hands."""
        async with self.records.begin() as session:
            await record_audit(session, f"key:{key.name}", "fetch_changes", self.clock(), details=details)

    async def note_acknowledged(self, key: ApiKey, details: Mapping[str, Any]) -> None:
        """A system said that it has changes."""
        async with self.records.begin() as session:
            await record_audit(session, f"key:{key.name}", "ack_changes", self.clock(), details=details)

    async def note_paper(self, key: ApiKey, paper_id: int) -> None:
        """A system has a paper in its hands."""
        async with self.records.begin() as session:
            details = {"paper": paper_id}
            await record_audit(session, f"key:{key.name}", "fetch_paper", self.clock(), details=details)
