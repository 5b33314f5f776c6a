"""Changes the card that money goes to: a new one waits a day, or for a second pair of eyes, before it counts."""

import re
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from claims.changes.members import lock_member
from claims.database import ClaimsDatabase
from claims.errors import NoCardChange, WrongCard
from claims.outbox.events import CardAsked, CardConfirmed, CardInForce, CardStopped
from claims.outbox.recording import record_change
from claims.sealing import mask_card_number
from claims.tables import CardChangeRow, MemberRow, ProfileChangeRow
from claims.values import CardChange, MemberId
from vocabulary.beijing import BEIJING
from vocabulary.signs import fold

HOLD = timedelta(days=1)
_CARD = re.compile(r"[0-9]{16,19}")
_JOINS = re.compile(r"[ \-‐‑‒–—−]")
_MANY = 500


async def ask_card_change(
    claims: ClaimsDatabase, member: MemberId, card_number: str, now: datetime
) -> CardChange | None:
    """Lets a new card wait, in place of any that waits; None where it is the card already. Raises WrongCard, UnknownMember.

    The same card asked for again goes on waiting.
    """
    new = read_card(card_number)
    async with claims.begin() as session:
        row = await lock_member(session, member)
        waiting = await _find_waiting(session, member)
        if waiting and claims.sealer.unseal(waiting.card_number_sealed) == new:
            return _read(waiting)
        if waiting:
            _stop(session, waiting, "member", now)
            await session.flush()
        old = claims.sealer.unseal(row.card_number_sealed)
        if new == old:
            return None
        asked = CardChangeRow(
            member_id=member,
            card_number_sealed=claims.sealer.seal(new),
            masked_new=mask_card_number(new),
            asked_at=now,
            effective_at=now + HOLD,
            state="pending",
        )
        session.add(asked)
        session.add(_note(member, mask_card_number(old), asked.masked_new, now))
        await session.flush()
        told = CardAsked(change_id=asked.id, card_tail=asked.masked_new[-4:], effective_at=asked.effective_at)
        record_change(session, member, told, now)
        return _read(asked)


async def find_card_change(claims: ClaimsDatabase, member: MemberId) -> CardChange | None:
    """The new card that waits for a member."""
    async with claims.begin() as session:
        row = await _find_waiting(session, member)
        return _read(row) if row else None


async def stop_card_change(
    claims: ClaimsDatabase, member: MemberId, change_id: int, by: str, now: datetime
) -> None:
    """Throws a waiting card away; raises NoCardChange where that one does not wait any more, UnknownMember."""
    async with claims.begin() as session:
        await lock_member(session, member)
        _stop(session, await _take_waiting(session, member, change_id), by, now)


async def confirm_card_change(
    claims: ClaimsDatabase, member: MemberId, change_id: int, by: str, now: datetime
) -> None:
    """Puts a waiting card in force at once, by somebody who made sure; raises NoCardChange, UnknownMember."""
    async with claims.begin() as session:
        row = await lock_member(session, member)
        waiting = await _take_waiting(session, member, change_id)
        _put_in_force(row, waiting, by, now)
        card = claims.sealer.unseal(waiting.card_number_sealed)
        told = CardConfirmed(change_id=waiting.id, card_number=card, decided_by=waiting.decided_by)
        record_change(session, member, told, now)


async def put_cards_in_force(claims: ClaimsDatabase, now: datetime) -> int:
    """Puts every card in force whose day of waiting is over; how many those were."""
    due = (
        select(CardChangeRow.id, CardChangeRow.member_id)
        .where(CardChangeRow.state == "pending", CardChangeRow.effective_at <= now)
        .order_by(CardChangeRow.id)
        .limit(_MANY)
    )
    async with claims.begin() as session:
        found = list(await session.execute(due))
    put = 0
    for change_id, member_id in found:
        async with claims.begin() as session:
            member = await lock_member(session, MemberId(member_id))
            waiting = await _find_waiting(session, MemberId(member_id))
            if waiting and waiting.id == change_id:
                _put_in_force(member, waiting, "time", now)
                card = claims.sealer.unseal(waiting.card_number_sealed)
                told = CardInForce(change_id=waiting.id, card_number=card, decided_by="time")
                record_change(session, member_id, told, now)
                put += 1
    return put


def read_card(typed: str) -> str:
    """A card number as people type it, in digits alone; raises WrongCard. The check digit is not checked."""
    card = _JOINS.sub("", fold(typed))
    if not _CARD.fullmatch(card):
        raise WrongCard("A card number has 16 to 19 digits.")
    return card


def _put_in_force(member: MemberRow, change: CardChangeRow, by: str, now: datetime) -> None:
    member.card_number_sealed, member.updated_at = change.card_number_sealed, now
    change.effective_at = min(change.effective_at, now)
    _decide(change, "in_force", by, now)


def _stop(session: AsyncSession, change: CardChangeRow, by: str, now: datetime) -> None:
    _decide(change, "stopped", by, now)
    told = CardStopped(change_id=change.id, decided_by=change.decided_by)
    record_change(session, change.member_id, told, now)


def _decide(change: CardChangeRow, state: str, by: str, now: datetime) -> None:
    change.state, change.decided_by, change.decided_at = state, by[:64], now


async def _find_waiting(session: AsyncSession, member: MemberId) -> CardChangeRow | None:
    query = select(CardChangeRow).where(CardChangeRow.member_id == member, CardChangeRow.state == "pending")
    return cast("CardChangeRow | None", await session.scalar(query))


async def _take_waiting(session: AsyncSession, member: MemberId, change_id: int) -> CardChangeRow:
    waiting = await _find_waiting(session, member)
    if waiting is None or waiting.id != change_id:
        raise NoCardChange("That card waits no more.")
    return waiting


def _read(row: CardChangeRow) -> CardChange:
    return CardChange(row.id, MemberId(row.member_id), row.masked_new[-4:], row.asked_at, row.effective_at)


def _note(member: MemberId, old: str, new: str, now: datetime) -> ProfileChangeRow:
    today = now.astimezone(BEIJING).date()
    return ProfileChangeRow(
        member_id=member, field="payout_card", masked_old=old, masked_new=new, changed_on=today
    )
