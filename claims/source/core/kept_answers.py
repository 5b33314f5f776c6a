"""Keeps the core's last answers: for seconds as they are, and for days sealed in the database, with their as-of."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from claims.database import ClaimsDatabase
from claims.source.core.messages import CoreAnswer
from claims.tables import CoreAnswerRow
from claims.values import MemberId

A = TypeVar("A", bound=CoreAnswer)

KEPT_FOR = timedelta(days=7)
"""Older answers are given to nobody, and deleted."""
_WRITTEN_AGAIN = timedelta(hours=1)
_MOST_FRESH = 5_000


@dataclass(frozen=True)
class _Fresh:
    answer: CoreAnswer
    got_at: datetime
    written_at: datetime | None
    digest: bytes


@dataclass
class KeptAnswers:
    """`fresh_for` an answer stands for the next of the same question; so a turn asks the core once for each."""

    database: ClaimsDatabase
    now: Callable[[], datetime]
    fresh_for: timedelta
    _fresh: "OrderedDict[tuple[MemberId, str], _Fresh]" = field(default_factory=OrderedDict)
    _swept_at: datetime | None = None

    def find_fresh(self, kind: type[A], member: MemberId, question: str) -> A | None:
        """The answer of seconds ago."""
        known = self._fresh.get((member, question))
        if known is None or self.now() - known.got_at >= self.fresh_for:
            return None
        return known.answer if isinstance(known.answer, kind) else None

    async def keep(self, member: MemberId, question: str, answer: CoreAnswer) -> None:
        """Writes it where it says something new, else once an hour for its as-of."""
        key, now = (member, question), self.now()
        written = answer.model_dump_json(exclude={"as_of"})
        digest, before = sha256(written.encode()).digest(), self._fresh.pop(key, None)
        written_at = before.written_at if before and before.digest == digest else None
        if written_at is None or now - written_at >= _WRITTEN_AGAIN:
            await self._write(member, question, answer, now)
            written_at = now
        self._fresh[key] = _Fresh(answer, now, written_at, digest)
        if len(self._fresh) > _MOST_FRESH:
            self._fresh.popitem(last=False)

    async def find_kept(self, kind: type[A], member: MemberId, question: str) -> A | None:
        """The last answer there was, if it is not too old; it says itself up to when it is complete."""
        async with self.database.begin() as session:
            row = await session.get(CoreAnswerRow, (member, question))
        if row is None or self.now() - row.kept_at > KEPT_FOR:
            return None
        try:
            found = kind.model_validate_json(self.database.sealer.unseal(row.content_sealed))
        except ValidationError:
            return None  # Kept by an earlier version of this code.
        known = self._fresh.get((member, question))
        # Nothing new was written for up to an hour, though the core said the same meanwhile.
        return known.answer if known and isinstance(known.answer, kind) else found

    async def forget(self, member: MemberId) -> None:
        """The core knows nobody by that reference any more."""
        for key in [one for one in self._fresh if one[0] == member]:
            del self._fresh[key]
        async with self.database.begin() as session:
            await session.execute(delete(CoreAnswerRow).where(CoreAnswerRow.member_id == member))

    async def _write(self, member: MemberId, question: str, answer: CoreAnswer, now: datetime) -> None:
        sealed = self.database.sealer.seal(answer.model_dump_json())
        try:
            async with self.database.begin() as session:
                key = CoreAnswerRow.member_id == member, CoreAnswerRow.question == question
                row = await session.scalar(select(CoreAnswerRow).where(*key)) or CoreAnswerRow(
                    member_id=member, question=question
                )
                row.content_sealed, row.as_of, row.kept_at = sealed, answer.as_of, now
                session.add(row)
                if self._swept_at is None or now - self._swept_at >= _WRITTEN_AGAIN:
                    self._swept_at = now
                    await session.execute(delete(CoreAnswerRow).where(CoreAnswerRow.kept_at < now - KEPT_FOR))
        except IntegrityError:
            return  # Another process kept the same at this moment, or the member was struck off here.
