"""Notes that a document a claim asked for has come, and sends a claim that misses nothing more to review."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from claims.errors import UnknownClaim, UnknownDocument
from claims.reference.papers import PAPERS
from claims.states import ClaimState, accept_claim_transition
from claims.tables import ClaimRow, ClaimTimelineRow
from claims.values import MemberId
from vocabulary.beijing import BEIJING

_COMPLETE = "本人在线补齐材料"


async def find_own_claim(session: AsyncSession, member: MemberId, number: str) -> ClaimRow:
    """The member's claim of that number; raises UnknownClaim if there is none, or it is somebody else's."""
    row = await session.scalar(
        select(ClaimRow)
        .where(ClaimRow.member_id == member, ClaimRow.number == number.strip().upper())
        .options(selectinload(ClaimRow.documents), selectinload(ClaimRow.timeline))
    )
    if row is None:
        raise UnknownClaim("The member has no claim of that number.")
    return row


def accept_kind(claim: ClaimRow | None, kind: str | None) -> None:
    """Raises UnknownDocument for a kind of paper that is neither known here nor asked for by the claim."""
    asked = {document.kind for document in claim.documents} if claim else set()
    if kind is not None and kind not in PAPERS and kind not in asked:
        raise UnknownDocument("There is no document of that kind.")


def note_received(claim: ClaimRow, kind: str, now: datetime, *, moves: bool) -> bool:
    """Marks what the claim asked for of that kind; with nothing missing any more, a waiting claim goes on if it `moves`.

    Where a core system is the system of record, how a claim stands is for it to say. Whether anything was missing of
    that kind.
    """
    today = now.astimezone(BEIJING).date()
    missing = [document for document in claim.documents if document.received_on is None]
    come = [document for document in missing if document.kind == kind]
    for document in come:
        document.received_on, claim.updated_at = today, now
    is_complete = bool(come) and len(come) == len(missing)
    if moves and is_complete and claim.state == ClaimState.DOCUMENTS_REQUESTED:
        _enter_first_review(claim, today)
    return bool(come)


def _enter_first_review(claim: ClaimRow, today: date) -> None:
    accept_claim_transition(ClaimState(claim.state), ClaimState.FIRST_REVIEW)
    claim.state, claim.state_since = ClaimState.FIRST_REVIEW, today
    position = max((step.position for step in claim.timeline), default=-1) + 1
    claim.timeline.append(
        ClaimTimelineRow(position=position, state=ClaimState.FIRST_REVIEW, entered_on=today, note=_COMPLETE)
    )
