"""Finds the members of a campaign, page by page, and keeps them with the values that the notice may say."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.outreach.audience_filter import AudienceFilter, variables_of
from bot.kernel.outreach.audiences import BadRow, FoundMember, ListedMember
from bot.kernel.outreach.campaigns import Campaign
from bot.kernel.outreach.member_lists import UnreadableList, decode_list, read_list
from bot.outreach.doors import MemberSource
from bot.records.outreach import audiences

_LARGEST_LIST = 20 * 1024 * 1024
_PAGE = 1000
_BAD_ROWS_KEPT = 500
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass
class _Gathered:
    """What was found so far; the digest is of every member and every value."""

    digest: Any = field(default_factory=hashlib.sha256)
    found: int = 0
    bad: list[BadRow] = field(default_factory=list)
    bad_count: int = 0

    def add(self, members: Sequence[FoundMember]) -> list[str]:
        """Each of them as JSON: the number, and the values."""
        lines = [_write([one.id, one.values]) for one in members]
        for line in lines:
            self.digest.update(line.encode())
        self.found += len(members)
        return lines

    def refuse(self, rows: Sequence[BadRow]) -> None:
        self.bad += rows[: max(0, _BAD_ROWS_KEPT - len(self.bad))]
        self.bad_count += len(rows)


@dataclass(frozen=True)
class AudienceBuilding:
    """Each look makes a new audience; the campaign's own is changed by whoever asked."""

    records: Records
    source: MemberSource
    clock: Callable[[], datetime]

    async def build_by_filter(self, campaign: Campaign, chosen: AudienceFilter) -> int:
        """The number of the audience; raises StaffRefusal where the filter would find everybody by mistake."""
        if chosen == AudienceFilter():
            raise StaffRefusal("empty_filter", "请至少选一个条件；要发给所有人，请选上所有的区。", 422)
        variables = variables_of(chosen)
        return await self._build(
            campaign, "filter", chosen.to_json(), variables, self.source.find_members(chosen)
        )

    async def build_by_list(self, campaign: Campaign, file_name: str, content: bytes) -> int:
        """The number of the audience, its bad rows beside it; raises StaffRefusal for what is no list."""
        if len(content) > _LARGEST_LIST:
            raise StaffRefusal("list_too_large", "文件超过 20 MB。请分成几份，各建一次群发。", 413)
        try:
            own, rows = await asyncio.to_thread(lambda: read_list(decode_list(content)))
        except UnreadableList as fault:
            raise StaffRefusal("unreadable_list", str(fault), 422) from fault
        gathered = _Gathered()
        definition = {"file": file_name[:100], "sha256": hashlib.sha256(content).hexdigest()}
        variables = (*variables_of(AudienceFilter()), *own)
        pages = self._read_pages(rows, gathered)
        return await self._build(campaign, "list", definition, variables, pages, gathered)

    async def _read_pages(
        self, rows: Iterator[ListedMember | BadRow], gathered: _Gathered
    ) -> AsyncIterator[Sequence[FoundMember]]:
        """Who stands in the list twice gets one notice; the second row is named."""
        lines: dict[int, int] = {}
        while page := await asyncio.to_thread(lambda: list(islice(rows, _PAGE))):
            bad = [one for one in page if isinstance(one, BadRow)]
            named, unknown = await self.source.find_listed(
                [one for one in page if isinstance(one, ListedMember)]
            )
            members = []
            for line, member in named:
                if member.id in lines:
                    bad.append(BadRow(line, f"和第 {lines[member.id]} 行是同一个人"))
                    continue
                lines[member.id] = line
                members.append(member)
            gathered.refuse(sorted([*bad, *unknown], key=lambda one: one.line))
            yield members

    async def _build(
        self,
        campaign: Campaign,
        source: str,
        definition: dict[str, Any],
        variables: Sequence[str],
        pages: AsyncIterator[Sequence[FoundMember]],
        gathered: _Gathered | None = None,
    ) -> int:
        gathered = gathered or _Gathered()
        async with self.records.begin() as session:
            audience_id = await audiences.begin_audience(
                session, campaign.id, source, definition, variables, self.clock()
            )
        await self._add_pages(audience_id, pages, gathered)
        async with self.records.begin() as session:
            await audiences.finish_audience(
                session,
                audience_id,
                gathered.found,
                gathered.digest.hexdigest(),
                gathered.bad,
                gathered.bad_count,
            )
        return audience_id

    async def _add_pages(
        self, audience_id: int, pages: AsyncIterator[Sequence[FoundMember]], gathered: _Gathered
    ) -> None:
        """While one page is written the next one is read."""
        writing: asyncio.Task[None] | None = None
        try:
            async for members in pages:
                lines = gathered.add(members)
                if writing:
                    await writing
                writing = asyncio.create_task(self._add(audience_id, lines))
        finally:
            if writing:
                await writing

    async def _add(self, audience_id: int, lines: Sequence[str]) -> None:
        async with self.records.begin() as session:
            await audiences.add_members(session, audience_id, lines)
