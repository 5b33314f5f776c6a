"""Members by what is true of them, page by page: for those who write to many, not for members themselves."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from sqlalchemy import select

from claims.access.audience_facts import NoticeValues, add_papers, read_facts, select_facts
from claims.access.audience_filter import MemberFilter, fits_number
from claims.database import ClaimsDatabase
from claims.tables import MemberRow
from claims.values import MemberId
from vocabulary.identity_numbers import normalise_number
from vocabulary.names import is_same_name

_PAGE = 2000


@dataclass(frozen=True)
class ListedName:
    """An identity number and the name beside it, as somebody wrote them down."""

    id_number: str
    name: str


async def find_audience(
    claims: ClaimsDatabase, wanted: MemberFilter
) -> AsyncIterator[Sequence[NoticeValues]]:
    """The members that fit and did not leave, by number, in pages: at no moment more than one page is held."""
    async with claims.begin() as session:
        there = select_facts(wanted).where(MemberRow.left_on.is_(None))
        found = await session.stream(there, execution_options={"yield_per": _PAGE})
        async for rows in found.partitions():
            page = [
                read_facts(row)
                for row in rows
                if fits_number(wanted, partial(claims.sealer.unseal, row.id_number_sealed))
            ]
            if page and wanted.papers_missing:
                async with claims.begin() as beside:
                    page = await add_papers(beside, page)
            if page:
                yield page


async def find_listed(
    claims: ClaimsDatabase, listed: Sequence[ListedName]
) -> tuple[dict[int, NoticeValues], dict[int, Literal["unknown", "name"]]]:
    """By the place in `listed`: the member, or whether the number is unknown or the name another."""
    hashes = [claims.sealer.hash_id_number(normalise_number(one.id_number)) for one in listed]
    async with claims.begin() as session:
        query = select(MemberRow.id, MemberRow.name, MemberRow.id_number_hash)
        rows = await session.execute(query.where(MemberRow.id_number_hash.in_(set(hashes))))
        known = {row.id_number_hash: row for row in rows}
        found, wrong = dict[int, MemberId](), dict[int, Literal["unknown", "name"]]()
        for place, (one, hashed) in enumerate(zip(listed, hashes, strict=True)):
            row = known.get(hashed)
            if row is None:
                wrong[place] = "unknown"
            elif one.name and not is_same_name(one.name, row.name):
                wrong[place] = "name"
            else:
                found[place] = MemberId(row.id)
        query = select_facts(MemberFilter(date.min)).where(MemberRow.id.in_(set(found.values())))
        facts = {row.member: read_facts(row) for row in await session.execute(query)}
    return {place: facts[member] for place, member in found.items()}, wrong
