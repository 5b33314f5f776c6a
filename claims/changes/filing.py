"""Files a claim: a member's own words become a registered claim with a number and the papers it needs."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.changes.numbers import find_next_number, store_once
from claims.database import ClaimsDatabase
from claims.errors import UnknownMember
from claims.outbox.events import ClaimFiled
from claims.outbox.recording import record_change
from claims.own_numbers import CLAIM
from claims.reference.papers import PAPERS, find_first_papers
from claims.source.recorded.claims import find_claim
from claims.states import ClaimState
from claims.tables import ClaimDocumentRow, ClaimRow, ClaimTellingRow, ClaimTimelineRow
from claims.values import Claim, ClaimKind, MemberId


@dataclass(frozen=True)
class ClaimFiling:
    """What a member tells to file a claim; `amount` in yuan as far as they know it."""

    plan_code: str
    kind: ClaimKind
    cause: str
    date_of_loss: date
    place: str
    amount: Decimal | None
    told: str


async def file_claim(claims: ClaimsDatabase, member: MemberId, filing: ClaimFiling, now: datetime) -> Claim:
    """The registered claim; the same loss filed again on the same day is the same claim."""

    async def store(session: AsyncSession) -> str:
        return await _find_same(session, member, filing, now.date()) or await _register(
            session, claims, member, filing, now
        )

    number = await store_once(claims, store)
    claim = await find_claim(claims, member, number)  # As it was written here: no core system knows it yet.
    if claim is None:
        raise UnknownMember("The member was removed while filing.")
    return claim


async def _find_same(session: AsyncSession, member: MemberId, filing: ClaimFiling, today: date) -> str | None:
    return await session.scalar(
        select(ClaimRow.number).where(
            ClaimRow.member_id == member,
            ClaimRow.plan_code == filing.plan_code,
            ClaimRow.kind == filing.kind,
            ClaimRow.date_of_loss == filing.date_of_loss,
            ClaimRow.filed_on == today,
        )
    )


async def _register(
    session: AsyncSession, claims: ClaimsDatabase, member: MemberId, filing: ClaimFiling, now: datetime
) -> str:
    today = now.date()
    number = await find_next_number(session, ClaimRow.number, CLAIM, today.year, claims.number_mark)
    row = ClaimRow(
        number=number,
        member_id=member,
        plan_code=filing.plan_code,
        kind=filing.kind,
        cause=filing.cause[:100],
        date_of_loss=filing.date_of_loss,
        filed_on=today,
        state=ClaimState.REGISTERED,
        state_since=today,
        updated_at=now,
        timeline=[
            ClaimTimelineRow(position=0, state=ClaimState.REGISTERED, entered_on=today, note="本人在线登记")
        ],
        documents=[
            ClaimDocumentRow(kind=kind, label=PAPERS[kind], asked_on=today)
            for kind in find_first_papers(filing.kind)
        ],
    )
    session.add(row)
    await session.flush()
    seal = claims.sealer.seal
    telling = ClaimTellingRow(
        claim_id=row.id, amount=filing.amount, place_sealed=seal(filing.place), told_sealed=seal(filing.told)
    )
    session.add(telling)
    record_change(session, member, _tell(row, filing), now)
    return number


def _tell(row: ClaimRow, filing: ClaimFiling) -> ClaimFiled:
    return ClaimFiled(
        claim_number=row.number,
        plan_code=row.plan_code,
        kind=filing.kind,
        cause=row.cause,
        date_of_loss=row.date_of_loss,
        filed_on=row.filed_on,
        place=filing.place,
        amount=filing.amount,
        told=filing.told,
        documents_asked=[document.kind for document in row.documents],
    )
