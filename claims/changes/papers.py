"""Takes in the papers that members send, each once and sealed, and notes which document each one is."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from claims.access import find_source
from claims.access.papers import read_paper
from claims.changes.documents import accept_kind, find_own_claim, note_received
from claims.changes.members import lock_member
from claims.database import ClaimsDatabase
from claims.errors import TooManyPapers, UnknownPaper
from claims.outbox.events import PaperAssigned, PaperReceived
from claims.outbox.recording import record_change
from claims.states import ClaimState
from claims.tables import ClaimRow, PaperRow
from claims.values import MemberId, Paper
from vocabulary.beijing import BEIJING

MOST_PAPERS_A_DAY = 40


@dataclass(frozen=True)
class NewPaper:
    """A file that a member sends; without a claim's number it is kept until they say what it is."""

    claim_number: str | None
    kind: str | None
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class _Sealed:
    """What is stored of a file."""

    content: bytes
    hash: str


async def receive_paper(claims: ClaimsDatabase, member: MemberId, paper: NewPaper, now: datetime) -> Paper:
    """The stored paper; the same content for the same claim is the first one again.

    Raises UnknownMember, UnknownClaim (also for a claim of somebody else, and a kind that nobody knows),
    TooManyPapers.
    """
    # Megabytes: long enough to keep everybody else waiting, and the member's lock as well.
    sealed = await asyncio.to_thread(_seal, claims, paper.content)
    if paper.claim_number:
        paper = replace(paper, claim_number=await find_source(claims).hold_claim(member, paper.claim_number))
    async with claims.begin() as session:
        await lock_member(session, member)
        claim = await find_own_claim(session, member, paper.claim_number) if paper.claim_number else None
        accept_kind(claim, paper.kind)
        row = await _find_same(session, member, claim, sealed.hash)
        is_new = row is None or (row.kind is None and paper.kind is not None)
        if row is None:
            await _refuse_too_many(session, member, now)
            row = _make_row(member, claim, paper, sealed, now)
            session.add(row)
        row.kind = row.kind or paper.kind
        if claim and paper.kind:
            is_new |= note_received(claim, paper.kind, now, moves=claims.core is None)
        await session.flush()
        if is_new:
            record_change(session, member, _tell(row, claim), now)
        return read_paper(row)


async def assign_paper(
    claims: ClaimsDatabase, member: MemberId, paper_id: int, claim_number: str, kind: str, now: datetime
) -> Paper:
    """Says which document a paper is; a copy that the claim already has takes its place.

    Raises UnknownMember and UnknownClaim as `receive_paper` does, and UnknownPaper, also for a paper that
    stands for another document already; saying the same again is no error.
    """
    claim_number = await find_source(claims).hold_claim(member, claim_number)
    async with claims.begin() as session:
        await lock_member(session, member)
        claim = await find_own_claim(session, member, claim_number)
        accept_kind(claim, kind)
        row = await session.scalar(_papers_of(member).where(PaperRow.id == paper_id))
        if row is None or _is_another_document(row, claim, kind):
            raise UnknownPaper("The member has no such paper that could be this document.")
        copy = await _find_same(session, member, claim, row.content_hash)
        dropped = row.id if copy and copy is not row else None
        is_new = dropped is not None or row.claim_id is None or row.kind is None
        if copy and copy is not row:
            await session.delete(row)
            row, copy.kind = copy, copy.kind or kind
        else:
            row.claim, row.kind = claim, kind
        is_new |= note_received(claim, kind, now, moves=claims.core is None)
        await session.flush()
        if is_new:
            record_change(session, member, _tell_assigned(row, claim, kind, dropped), now)
        return read_paper(row)


def _tell(row: PaperRow, claim: ClaimRow | None) -> PaperReceived:
    return PaperReceived(
        paper_id=row.id,
        claim_number=claim.number if claim else None,
        kind=row.kind,
        media_type=row.media_type,
        size=row.size,
        claim_state=ClaimState(claim.state) if claim else None,
    )


def _tell_assigned(row: PaperRow, claim: ClaimRow, kind: str, dropped: int | None) -> PaperAssigned:
    return PaperAssigned(
        paper_id=row.id,
        claim_number=claim.number,
        kind=kind,
        dropped_paper_id=dropped,
        claim_state=ClaimState(claim.state),
    )


def _seal(claims: ClaimsDatabase, content: bytes) -> _Sealed:
    return _Sealed(claims.sealer.seal_bytes(content), claims.sealer.hash_content(content))


def _make_row(
    member: MemberId, claim: ClaimRow | None, paper: NewPaper, sealed: _Sealed, now: datetime
) -> PaperRow:
    return PaperRow(
        member_id=member,
        claim=claim,
        kind=paper.kind,
        media_type=paper.media_type,
        size=len(paper.content),
        content_hash=sealed.hash,
        content_sealed=sealed.content,
        received_at=now.astimezone(BEIJING),
    )


def _is_another_document(row: PaperRow, claim: ClaimRow, kind: str) -> bool:
    is_assigned = row.claim_id is not None and row.kind is not None
    return is_assigned and (row.claim_id, row.kind) != (claim.id, kind)


def _papers_of(member: MemberId) -> Select[PaperRow]:
    return select(PaperRow).where(PaperRow.member_id == member).options(joinedload(PaperRow.claim))


async def _find_same(
    session: AsyncSession, member: MemberId, claim: ClaimRow | None, content_hash: str
) -> PaperRow | None:
    here = PaperRow.claim_id == claim.id if claim else PaperRow.claim_id.is_(None)
    return await session.scalar(_papers_of(member).where(PaperRow.content_hash == content_hash, here))


async def _refuse_too_many(session: AsyncSession, member: MemberId, now: datetime) -> None:
    midnight = datetime.combine(now.astimezone(BEIJING), time(), BEIJING)
    query = select(func.count(PaperRow.id)).where(
        PaperRow.member_id == member,
        PaperRow.received_at >= midnight,
        PaperRow.received_at < midnight + timedelta(days=1),
    )
    if (await session.scalar(query) or 0) >= MOST_PAPERS_A_DAY:
        raise TooManyPapers("The member has sent as many papers today as are taken in a day.")
