"""What was written here and the core does not know yet, laid over what it answers: by number, and the core's word first."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.source.recorded import claims as recorded_claims
from claims.source.recorded import relief as recorded_relief
from claims.tables import (
    CardChangeRow,
    ClaimRow,
    ClaimTellingRow,
    ProfileChangeRow,
    ReliefApplicationRow,
    ReliefTellingRow,
)
from claims.values import Claim, ClaimDocument, MemberId, Profile, ReliefApplication


async def add_claims(
    database: ClaimsDatabase, member: MemberId, of_core: Iterable[Claim]
) -> tuple[Claim, ...]:
    """The core's claims with the papers that came in here, and those filed here that it does not know; newest first."""
    here = {one.number: one for one in await recorded_claims.find_claims(database, member)}
    told = [_add_papers(one, here.get(one.number)) for one in of_core]
    known = {one.number for one in told}
    unknown = set(here) - known
    filed = await _find_filed(database, member) if unknown else set()
    told += [one for one in here.values() if one.number in unknown & filed]
    return tuple(sorted(told, key=lambda one: one.filed_on, reverse=True))


async def add_relief(
    database: ClaimsDatabase, member: MemberId, of_core: Iterable[ReliefApplication]
) -> tuple[ReliefApplication, ...]:
    """The core's applications, and those submitted here that it does not know; newest first."""
    told = list(of_core)
    known = {one.number for one in told}
    here = await recorded_relief.find_relief_applications(database, member)
    unknown = [one for one in here if one.number not in known]
    submitted = await _find_submitted(database, member) if unknown else set()
    told += [one for one in unknown if one.number in submitted]
    return tuple(sorted(told, key=lambda one: one.submitted_on, reverse=True))


async def change_profile(database: ClaimsDatabase, profile: Profile) -> Profile:
    """The phone and the card that the member changed here since the core last touched the profile."""
    day = profile.updated_at.date()
    phones = (
        select(ProfileChangeRow.masked_new)
        .where(ProfileChangeRow.member_id == profile.member, ProfileChangeRow.field == "phone")
        .where(ProfileChangeRow.changed_on >= day)
        .order_by(ProfileChangeRow.id.desc())
        .limit(1)
    )
    cards = (
        select(CardChangeRow.masked_new)
        .where(CardChangeRow.member_id == profile.member, CardChangeRow.state == "in_force")
        .where(CardChangeRow.decided_at >= profile.updated_at)
        .order_by(CardChangeRow.decided_at.desc(), CardChangeRow.id.desc())
        .limit(1)
    )
    async with database.begin() as session:
        phone, card = await session.scalar(phones), await session.scalar(cards)
    return replace(
        profile,
        masked_phone=phone or profile.masked_phone,
        card_tail=card[-4:] if card else profile.card_tail,
    )


def _add_papers(told: Claim, here: Claim | None) -> Claim:
    """What the member handed in here is not asked for once more, though the core still waits for it."""
    if here is None:
        return told
    received = {one.kind: one.received_on for one in here.documents if one.received_on}
    return replace(told, documents=tuple(_receive(one, received) for one in told.documents))


def _receive(asked: ClaimDocument, received: Mapping[str, date]) -> ClaimDocument:
    on = received.get(asked.kind)
    if asked.received_on is not None or on is None or on < asked.asked_on:
        return asked
    return replace(asked, received_on=on)


async def _find_filed(database: ClaimsDatabase, member: MemberId) -> set[str]:
    """Numbers of claims that were filed here; others are copies that papers hang on."""
    query = select(ClaimRow.number).join(ClaimTellingRow, ClaimTellingRow.claim_id == ClaimRow.id)
    async with database.begin() as session:
        return set(await session.scalars(query.where(ClaimRow.member_id == member)))


async def _find_submitted(database: ClaimsDatabase, member: MemberId) -> set[str]:
    query = select(ReliefApplicationRow.number).join(
        ReliefTellingRow, ReliefTellingRow.application_id == ReliefApplicationRow.id
    )
    async with database.begin() as session:
        return set(await session.scalars(query.where(ReliefApplicationRow.member_id == member)))
