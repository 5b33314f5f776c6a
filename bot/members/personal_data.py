"""The claims database as the keeper of one member's data: to hand it out, and to erase what may be erased."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims import personal_data
from claims.access import access_masked_names
from claims.database import ClaimsDatabase
from claims.values import MemberId


@dataclass(frozen=True)
class ClaimsPersonalData:
    """What the claims database knows of one member."""

    claims: ClaimsDatabase
    clock: Callable[[], datetime]

    async def find(self, typed: str) -> tuple[int, str] | None:
        """A member by number or identity number: the number, and the masked name."""
        found = await personal_data.find_member_id(self.claims, typed)
        if found is None:
            return None
        names = await access_masked_names(self.claims, [found])
        return found, names[found].name

    async def export(self, member_id: int) -> tuple[Mapping[str, list[dict[str, Any]]], Mapping[str, bytes]]:
        """Every row by table in clear, and the papers as files."""
        return await personal_data.export_member(self.claims, MemberId(member_id))

    async def erase(self, member_id: int) -> tuple[str, ...]:
        """Erases what nothing was decided by; the numbers of the member's applications for relief."""
        return await personal_data.erase_member(self.claims, MemberId(member_id), self.clock())

    @property
    def stays(self) -> tuple[str, ...]:
        """What is not erased, and why."""
        return tuple(personal_data.STAYS.values())
