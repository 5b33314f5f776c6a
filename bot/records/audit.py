"""The audit table: who did what, and when; each line holds the hash of the one before."""

import json
import secrets
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.audit_chain import AuditEntry, chain, digest_words
from bot.records.tables import AuditHeadRow, AuditRow

_PAGE = 100
_WALKED_AT_ONCE = 1000
_UNWRITTEN = "audit"


@dataclass(frozen=True)
class AuditHead:
    """How many lines there are, and the hash of the last one."""

    lines: int
    hash: str


async def record_audit(
    session: AsyncSession,
    actor: str,
    act: str,
    now: datetime,
    *,
    conversation_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    words: str | None = None,
) -> None:
    """Adds one line, written with the transaction's end.

    `details` hold ids and codes, never personal data; what a person wrote goes into `words`, which can be erased.
    """
    # As the database will give it back, for the hash must fit what is read.
    kept: dict[str, Any] = json.loads(_clean(json.dumps(dict(details or {}), ensure_ascii=False)))
    entry = AuditEntry(now, actor, act, conversation_id, kept)
    if words is not None:
        words = _clean(words)
        salt = secrets.token_hex(16)
        entry = replace(entry, words=words, words_salt=salt, words_digest=digest_words(salt, words))
    session.info.setdefault(_UNWRITTEN, []).append(entry)


def _clean(written: str) -> str:
    """Without what PostgreSQL keeps in no text."""
    plain = written.replace("\0", "").replace("\\u0000", "")
    return plain.encode(errors="replace").decode()


async def write_audit(session: AsyncSession) -> None:
    """Chains and writes what a transaction recorded: its last act, so that nobody waits for another lock behind it."""
    entries: list[AuditEntry] = session.info.pop(_UNWRITTEN, [])
    if not entries:
        return
    taken = (
        update(AuditHeadRow).values(lines=AuditHeadRow.lines + len(entries)).returning(AuditHeadRow.hash)
    ).execution_options(synchronize_session=False)
    last = (await session.execute(taken)).scalar_one()
    for entry in entries:
        last = chain(last, entry)
        session.add(make_row(entry, last))
        await session.flush()
    await session.execute(update(AuditHeadRow).values(hash=last).execution_options(synchronize_session=False))


def make_row(entry: AuditEntry, hash: str) -> AuditRow:
    """The row of a line."""
    return AuditRow(
        at=entry.at,
        actor=entry.actor,
        act=entry.act,
        conversation_id=entry.conversation_id,
        details=dict(entry.details),
        words=entry.words,
        words_salt=entry.words_salt,
        words_digest=entry.words_digest,
        hash=hash,
    )


async def erase_audit_words(
    session: AsyncSession, conversation_ids: Collection[int], relief_numbers: Collection[str] = ()
) -> None:
    """Erases what people wrote about these conversations and applications; that and when they did stays."""
    about = or_(
        AuditRow.conversation_id.in_(conversation_ids),
        AuditRow.details["number"].as_string().in_(relief_numbers),
    )
    await session.execute(
        update(AuditRow)
        .where(AuditRow.words.is_not(None), about)
        .values(words=None, words_salt=None)
        .execution_options(synchronize_session=False)
    )


async def find_audit(session: AsyncSession, who: str, act: str, before: int) -> list[AuditRow]:
    """The newest lines before `before` (0: of all), of one actor and one act where given."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(_PAGE)
    if who:
        query = query.where(AuditRow.actor.in_([who, f"staff:{who}"]))
    if act:
        query = query.where(AuditRow.act == act)
    if before:
        query = query.where(AuditRow.id < before)
    return list(await session.scalars(query))


async def read_head(session: AsyncSession) -> AuditHead:
    """The end of the chain; without a hash where somebody took it away."""
    found = (await session.execute(select(AuditHeadRow.lines, AuditHeadRow.hash))).one_or_none()
    return AuditHead(*found) if found else AuditHead(0, "")


async def read_chain(session: AsyncSession) -> AsyncIterator[tuple[int, AuditEntry, str]]:
    """Every line from the first, with its id and the hash that it was given."""
    after = 0
    while True:
        query = select(AuditRow).where(AuditRow.id > after).order_by(AuditRow.id).limit(_WALKED_AT_ONCE)
        rows = list(await session.scalars(query))
        for row in rows:
            yield row.id, read_entry(row), row.hash
        if not rows:
            return
        after = rows[-1].id
        session.expunge_all()


def read_entry(row: Any) -> AuditEntry:
    """The line of a row."""
    return AuditEntry(
        row.at,
        row.actor,
        row.act,
        row.conversation_id,
        row.details,
        row.words_digest,
        row.words,
        row.words_salt,
    )
