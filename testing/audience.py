"""Stand-ins for the members that a campaign can be sent to."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from bot.kernel.outreach.audience_filter import AudienceFilter, Choices
from bot.kernel.outreach.audiences import BadRow, FoundMember, ListedMember


@dataclass
class FakeAudience:
    """A claims database of some members, all found by any filter."""

    members: list[FoundMember] = field(default_factory=list)

    async def find_members(self, chosen: AudienceFilter) -> AsyncIterator[Sequence[FoundMember]]:
        """One page."""
        yield self.members

    async def find_choices(self) -> Choices:
        """One district."""
        return {"districts": {"朝阳区": "朝阳区"}}

    async def find_unions(self, written: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """There are none."""
        return [], written

    async def name_unions(self, codes: Sequence[str]) -> Sequence[str]:
        """There are none."""
        return codes

    async def find_listed(
        self, rows: Sequence[ListedMember]
    ) -> tuple[Sequence[tuple[int, FoundMember]], Sequence[BadRow]]:
        """A row's name is the member's."""
        known = {one.values["姓名"]: one for one in self.members}
        found = [(row.line, known[row.name]) for row in rows if row.name in known]
        return found, [BadRow(row.line, "没有这个会员") for row in rows if row.name not in known]
