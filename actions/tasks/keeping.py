"""The forms that a member left: one of each kind at most, sealed, for seven days from the last word of it."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from actions.question import Question
from actions.talk import Draft
from actions.talk.drafts import read_draft
from claims.changes import KEPT_DAYS, access_draft, access_drafts, drop_draft, keep_draft
from claims.database import ClaimsDatabase

_BEFORE_ANYTHING = frozenset({"unit", "district", "offered_districts"})
"""What is known before a word is said."""


@dataclass(frozen=True)
class DraftKeeping:
    """Keeps drafts in the claims database: they outlive a change of mind, and the conversation too."""

    claims: ClaimsDatabase

    async def keep(self, question: Question, draft: Draft) -> date:
        """Keeps the draft in place of an older one of its kind; the day until which."""
        if question.member is not None:
            content = {"draft": json.dumps(draft.as_json(), ensure_ascii=False)}
            await keep_draft(self.claims, question.member, draft.task, content, question.now)
        return question.today + timedelta(days=KEPT_DAYS)

    async def find(self, question: Question, name: str | None = None) -> tuple[Draft, ...]:
        """The drafts that hold something, the one kept last first; of one form alone, where it is named."""
        if question.member is None:
            return ()
        flows = await access_drafts(self.claims, question.member, question.now)
        found = [await self._read(question, flow) for flow in flows if name in (None, flow)]
        return tuple(one for one in found if one and one.values.keys() - _BEFORE_ANYTHING)

    async def drop(self, question: Question, name: str) -> None:
        """Forgets the draft of a form."""
        if question.member is not None:
            await drop_draft(self.claims, question.member, name)

    async def _read(self, question: Question, flow: str) -> Draft | None:
        if question.member is None:
            return None
        content = await access_draft(self.claims, question.member, flow, question.now)
        return read_draft(json.loads(content["draft"])) if content else None
