"""The forms that a member left, sealed, for seven days from the last word of them: of each kind the newest and one before it."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from actions.question import Question
from actions.talk import Draft
from actions.talk.drafts import read_draft
from claims.changes import KEPT_DAYS, access_draft, access_drafts, drop_draft, keep_draft
from claims.database import ClaimsDatabase

_BEFORE_ANYTHING = frozenset({"unit", "district", "offered_districts", "city", "own"})
"""What is known before a word is said."""
_EARLIER = "earlier:"
_DAYS = ("date_of_loss", "happened_on")


@dataclass(frozen=True)
class DraftKeeping:
    """Keeps drafts in the claims database: they outlive a change of mind, and the conversation too."""

    claims: ClaimsDatabase

    async def keep(self, question: Question, draft: Draft) -> date:
        """Keeps the draft in place of an older one of its kind; the day until which."""
        await self._store(question, draft.task, draft)
        return question.today + timedelta(days=KEPT_DAYS)

    async def find(self, question: Question) -> tuple[Draft, ...]:
        """The drafts that hold something, the one kept last first."""
        flows = await self._flows(question)
        found = [await self._read(question, flow) for flow in flows]
        return tuple(one for one in found if one and one.values.keys() - _BEFORE_ANYTHING)

    async def take_up(self, question: Question, draft: Draft) -> None:
        """Makes this draft the newest of its kind; the one that was so comes before it."""
        newest = await self._read(question, draft.task)
        if newest and newest != draft:
            await self._store(question, f"{_EARLIER}{draft.task}", newest)
        elif newest is None:
            await self._drop(question, f"{_EARLIER}{draft.task}")
        await self._store(question, draft.task, draft)

    async def set_aside(self, question: Question, draft: Draft) -> None:
        """Makes room for another form of the same kind: this one stays findable."""
        await self._store(question, f"{_EARLIER}{draft.task}", draft)
        await self._drop(question, draft.task)

    async def drop(self, question: Question, name: str) -> None:
        """Forgets the newest draft of a form."""
        await self._drop(question, name)

    async def forget(self, question: Question, draft: Draft) -> None:
        """Forgets this very draft."""
        for flow in (draft.task, f"{_EARLIER}{draft.task}"):
            if await self._read(question, flow) == draft:
                await self._drop(question, flow)

    async def finish(self, question: Question, draft: Draft) -> None:
        """Forgets what was sent, and what was begun before of the very same matter."""
        await self._drop(question, draft.task)
        earlier = await self._read(question, f"{_EARLIER}{draft.task}")
        if earlier and _is_same(earlier, draft):
            await self._drop(question, f"{_EARLIER}{draft.task}")

    async def _flows(self, question: Question) -> tuple[str, ...]:
        if question.member is None:
            return ()
        return await access_drafts(self.claims, question.member, question.now)

    async def _store(self, question: Question, flow: str, draft: Draft) -> None:
        if question.member is not None:
            content = {"draft": json.dumps(draft.as_json(), ensure_ascii=False)}
            await keep_draft(self.claims, question.member, flow, content, question.now)

    async def _drop(self, question: Question, flow: str) -> None:
        if question.member is not None:
            await drop_draft(self.claims, question.member, flow)

    async def _read(self, question: Question, flow: str) -> Draft | None:
        if question.member is None:
            return None
        content = await access_draft(self.claims, question.member, flow, question.now)
        return read_draft(json.loads(content["draft"])) if content else None


def _is_same(before: Draft, sent: Draft) -> bool:
    """Whether two drafts tell of one matter: of the same kind, on the same day as far as both say one."""
    days = {one.values[name] for one in (before, sent) for name in _DAYS if name in one.values}
    return before.values.get("kind") in (None, sent.values.get("kind")) and len(days) <= 1
