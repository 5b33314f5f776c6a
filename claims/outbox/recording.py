"""Puts every change into the outbox in the transaction that makes it.

Positions are given out behind one lock, as the last act of a transaction: whoever reads up to a position has seen all
before it, and nobody waits for another lock behind this one.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from claims.outbox.content import seal_content
from claims.outbox.events import ChangeEvent
from claims.sealing import Sealer
from claims.tables import ClaimsTable, MemberRow, OutboxHeadRow, OutboxLaneRow, OutboxRow
from claims.values import MemberId

_UNWRITTEN = "outbox"
_HEAD = 1


@dataclass(frozen=True)
class _Recorded:
    member: MemberId
    event: ChangeEvent
    at: datetime
    key: str


@dataclass(frozen=True)
class _Person:
    hash: str
    id_number_sealed: str


def record_change(
    session: AsyncSession, member: MemberId | int, event: ChangeEvent, at: datetime, key: str = ""
) -> None:
    """Adds one change of a member's, written with the transaction's end, or not at all; a new one has a new key."""
    recorded = _Recorded(MemberId(member), event, at, key or str(uuid.uuid4()))
    session.info.setdefault(_UNWRITTEN, []).append(recorded)


async def write_outbox(session: AsyncSession, sealer: Sealer) -> None:
    """Writes what a transaction recorded: its last act."""
    recorded: list[_Recorded] = session.info.pop(_UNWRITTEN, [])
    if not recorded:
        return
    people = await _find_people(session, recorded)
    sequences = await _take_sequences(session, recorded, people)
    position = await _take_positions(session, len(recorded))
    for one in recorded:
        position += 1
        person = people[one.member]
        sequences[person.hash] += 1
        session.add(
            OutboxRow(
                position=position,
                key=one.key,
                member_hash=person.hash,
                sequence=sequences[person.hash],
                event=one.event.name,
                version=one.event.version,
                event_sealed=seal_content(sealer, person.id_number_sealed, one.event),
                at=one.at,
            )
        )
    await session.flush()


async def _find_people(session: AsyncSession, recorded: Sequence[_Recorded]) -> Mapping[MemberId, _Person]:
    query = select(MemberRow.id, MemberRow.id_number_hash, MemberRow.id_number_sealed).where(
        MemberRow.id.in_({one.member for one in recorded})
    )
    return {MemberId(member): _Person(*rest) for member, *rest in await session.execute(query)}


async def _take_sequences(
    session: AsyncSession, recorded: Sequence[_Recorded], people: Mapping[MemberId, _Person]
) -> dict[str, int]:
    """By member, the last sequence before these; always in the same order, so that no two wait crosswise."""
    wanted = Counter(people[one.member].hash for one in recorded)
    first_at = {people[one.member].hash: one.at for one in reversed(recorded)}
    return {
        one: await _take_sequence(session, one, wanted[one], first_at[one]) - wanted[one]
        for one in sorted(wanted)
    }


async def _take_sequence(session: AsyncSession, member_hash: str, wanted: int, at: datetime) -> int:
    fresh = {"tries": 0, "reason": "", "claim": "", "next_try_at": at}
    statement = _insert(session, OutboxLaneRow).values(member_hash=member_hash, sequence=wanted, **fresh)
    taken = statement.on_conflict_do_update(
        index_elements=["member_hash"],
        set_={
            "sequence": OutboxLaneRow.sequence + wanted,
            "next_try_at": func.coalesce(OutboxLaneRow.next_try_at, statement.excluded.next_try_at),
        },
    ).returning(OutboxLaneRow.sequence)
    return int((await session.execute(taken)).scalar_one())


async def _take_positions(session: AsyncSession, wanted: int) -> int:
    """The last position before these."""
    statement = _insert(session, OutboxHeadRow).values(id=_HEAD, position=wanted)
    taken = statement.on_conflict_do_update(
        index_elements=["id"], set_={"position": OutboxHeadRow.position + wanted}
    ).returning(OutboxHeadRow.position)
    return int((await session.execute(taken)).scalar_one()) - wanted


def _insert(session: AsyncSession, table: type[ClaimsTable]) -> Any:
    """An insert that can meet a row there is."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgres else sqlite.insert(table)
