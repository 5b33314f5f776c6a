"""Everything said, by whom, from which data: one row each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Row, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.conversations import Delivered, Spoken, Utterance
from bot.kernel.conversation.messages import Choice, Link, Reply, Speaker
from bot.records.inserting import insert_once
from bot.records.tables import UtteranceRow, table_of

_UTTERANCES = table_of(UtteranceRow)
_OF_MESSAGE = _UTTERANCES.c.inbound_id == bindparam("of_message")
_BY_US = _UTTERANCES.c.speaker != "member"
_FIND_ANSWERS = select(_UTTERANCES).where(_OF_MESSAGE, _BY_US).order_by(_UTTERANCES.c.id)
_TAKE = (
    update(_UTTERANCES)
    .where(_OF_MESSAGE, _BY_US, _UTTERANCES.c.delivery.is_(None))
    .values(delivery=bindparam("way"))
)
_FIND_HELD = (
    select(_UTTERANCES.c.id)
    .where(
        _UTTERANCES.c.conversation_id == bindparam("of_conversation"),
        _UTTERANCES.c.delivery == Delivered.HELD,
    )
    .order_by(_UTTERANCES.c.id)
)


async def record_spoken(
    session: AsyncSession,
    conversation_id: int,
    spoken: Iterable[Spoken],
    now: datetime,
    *,
    inbound_id: int | None = None,
    delivery: Delivered | None = None,
    key: str | None = None,
) -> list[Utterance]:
    """Adds what was said to the transcript, in order; nothing where `key` is there already."""
    rows = [
        dict[str, Any](
            conversation_id=conversation_id,
            inbound_id=inbound_id,
            speaker=one.speaker,
            name=one.name,
            text=one.reply.text,
            choices=[asdict(choice) for choice in one.reply.choices],
            links=[asdict(link) for link in one.reply.links],
            picture=one.reply.picture,
            card=asdict(one.reply.card) if one.reply.card else None,
            facts=[dict(fact) for fact in one.facts],
            said_at=now,
            delivery=delivery,
            key=key,
        )
        for one in spoken
    ]
    made = [await insert_once(session, UtteranceRow, **row) for row in rows]
    return [read_utterance(row) for row in made if row]


async def find_answers(session: AsyncSession, inbound_id: int) -> list[Utterance]:
    """What was said in answer to one message."""
    rows = await session.execute(_FIND_ANSWERS, {"of_message": inbound_id})
    return [read_utterance(row) for row in rows]


async def take_undelivered(session: AsyncSession, inbound_id: int, way: Delivered) -> bool:
    """Takes the answers to one message for one way of delivery; False where they were taken before."""
    result = await session.execute(_TAKE, {"of_message": inbound_id, "way": way})
    return cast("CursorResult[object]", result).rowcount > 0


async def take_held(session: AsyncSession, conversation_id: int, inbound_id: int) -> list[Utterance]:
    """Takes what waited for the member's next message, and binds it to the answer of that message."""
    ids = list(await session.scalars(_FIND_HELD, {"of_conversation": conversation_id}))
    if not ids:
        return []
    await session.execute(
        update(UtteranceRow)
        .where(UtteranceRow.id.in_(ids), UtteranceRow.delivery == Delivered.HELD)
        .values(delivery=None, inbound_id=inbound_id)
    )
    return [
        read_utterance(row)
        for row in await session.scalars(select(UtteranceRow).where(UtteranceRow.id.in_(ids)))
    ]


async def record_delivery(
    session: AsyncSession,
    utterance_ids: Iterable[int],
    way: Delivered,
    service_message_id: int | None = None,
) -> None:
    """Notes the way that utterances took, and the service message that took them."""
    taken = update(UtteranceRow).where(UtteranceRow.id.in_(list(utterance_ids)))
    tried = {"service_message_id": service_message_id} if service_message_id else {}
    await session.execute(taken.values(delivery=way, **tried))


async def find_by_key(session: AsyncSession, key: str) -> Utterance | None:
    """What staff sent under this key."""
    row = await session.scalar(select(UtteranceRow).where(UtteranceRow.key == key))
    return read_utterance(row) if row else None


async def find_newest(session: AsyncSession, conversation_id: int) -> int:
    """The id of the newest utterance, 0 where nothing was said."""
    query = select(func.max(UtteranceRow.id)).where(UtteranceRow.conversation_id == conversation_id)
    return int(await session.scalar(query) or 0)


async def find_facts(
    session: AsyncSession, utterance_ids: Sequence[int]
) -> dict[int, list[Mapping[str, Any]]]:
    """The rows that utterances were read from."""
    query = select(UtteranceRow.id, UtteranceRow.facts).where(UtteranceRow.id.in_(utterance_ids))
    return {row.id: row.facts for row in await session.execute(query)}


async def find_utterance(session: AsyncSession, utterance_id: int) -> tuple[Utterance, int] | None:
    """One utterance and its conversation."""
    row = await session.get(UtteranceRow, utterance_id, populate_existing=True)
    return (read_utterance(row), row.conversation_id) if row else None


async def find_said_after(
    session: AsyncSession, conversation_id: int, after: int, limit: int = 100
) -> list[Utterance]:
    """What was said after the utterance `after`, oldest first."""
    rows = await session.scalars(
        select(UtteranceRow)
        .where(UtteranceRow.conversation_id == conversation_id, UtteranceRow.id > after)
        .order_by(UtteranceRow.id)
        .limit(limit)
    )
    return [read_utterance(row) for row in rows]


async def find_said_before(
    session: AsyncSession, conversation_id: int, before: int | None, limit: int
) -> list[Utterance]:
    """The last `limit` utterances before `before` (or of all), oldest first."""
    query = select(UtteranceRow).where(UtteranceRow.conversation_id == conversation_id)
    if before is not None:
        query = query.where(UtteranceRow.id < before)
    rows = list(await session.scalars(query.order_by(UtteranceRow.id.desc()).limit(limit)))
    return [read_utterance(row) for row in reversed(rows)]


def read_utterance(row: UtteranceRow | Row[Any]) -> Utterance:
    """The row as a value."""
    reply = Reply(
        row.text,
        tuple(Choice(**cast("dict[str, Any]", choice)) for choice in row.choices),
        tuple(Link(**cast("dict[str, Any]", link)) for link in row.links),
        row.picture,
        Link(**row.card) if row.card else None,
    )
    return Utterance(
        row.id,
        row.inbound_id,
        cast("Speaker", row.speaker),
        row.name,
        reply,
        row.said_at,
        Delivered(row.delivery) if row.delivery else None,
        row.service_message_id,
    )
