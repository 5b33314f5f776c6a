"""Opens forms, takes their messages, and ends them: what is confirmed is stored, what is stopped is kept a while."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.talk import AskedNow, Draft, Values
from actions.talk.drafts import read_draft
from actions.tasks import filing, relief, visit
from actions.tasks.asking import ask, say_how_many
from actions.tasks.endings import Endings
from actions.tasks.engine import start
from actions.tasks.task import Outcome, Task
from actions.wording import IDENTITY_NEEDED
from claims.access import access_profile
from claims.changes import access_draft, drop_draft, find_free_slots, keep_draft
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.expects import Asked

TASKS: Mapping[str, Task] = {task.name: task for task in (filing.TASK, relief.TASK, visit.TASK)}

_IDENTITY_FIRST = "先核对一下身份，一分钟就好，号码不经过聊天。核对完我接着帮您办，不用再说一遍。"
_STOPPED = "好，先放下。填过的我留一天，想接着办就说“继续”。"
_OFFER = "您的{title}填到一半，我还留着。接着填吗？"
_OFFERED = (OfferedChoice("接着填", "继续"), OfferedChoice("不填了", "把填了一半的删掉"))
_THROWN_AWAY = "好，填了一半的删掉了。还有别的事直接说。"
_FLOW = "task"
KEPT_DRAFT = "kept_draft"
"""What is gone on with after a yes."""


@dataclass(frozen=True)
class Forms:
    """The forms over the claims database."""

    claims: ClaimsDatabase
    knowledge: Knowledge

    async def open(self, name: str, question: Question, lead: str = "", more: Values | None = None) -> Answer:
        """Begins a form with all that is known; needs the member's identity."""
        if question.member is None:
            return Answer(lead + _IDENTITY_FIRST, needs=("identity",))
        known = await self._known(name, question.member, question.today)
        draft = start(TASKS[name], question, {**known, **(more or {})})
        return Answer(lead + say_how_many(TASKS[name], draft), opens=draft)

    async def keep(self, question: Question, draft: Draft) -> None:
        """Keeps the draft for a day: it outlives a change of mind, and Rasa's memory too."""
        if question.member is not None:
            content = {"draft": json.dumps(draft.as_json(), ensure_ascii=False)}
            await keep_draft(self.claims, question.member, _FLOW, content, question.now)

    async def resume(self, question: Question) -> Answer | None:
        """Goes on with the form that was kept, if one is."""
        draft = await self._find_kept(question)
        if draft is None:
            return None
        return Answer("", opens=replace(draft, asked=None))

    async def offer_kept(self, question: Question) -> Answer | None:
        """Whether to go on with the form that was kept, where there is one."""
        draft = await self._find_kept(question)
        if draft is None:
            return None
        text = _OFFER.format(title=TASKS[draft.task].title)
        return Answer(text, _OFFERED, asks=AskedNow(Asked.GO_ON, KEPT_DRAFT))

    async def throw_away(self, question: Question) -> Answer | None:
        """Forgets the form that was kept, if one is."""
        if question.member is None or await self._find_kept(question) is None:
            return None
        await drop_draft(self.claims, question.member, _FLOW)
        return Answer(_THROWN_AWAY)

    async def _find_kept(self, question: Question) -> Draft | None:
        if question.member is None:
            return None
        content = await access_draft(self.claims, question.member, _FLOW, question.now)
        return read_draft(json.loads(content["draft"])) if content else None

    def in_context(self, question: Question, draft: Draft) -> Question:
        """The question as one about what the form is about, unless it names something itself."""
        about = {filing.NAME: filing.find_context(draft.values), relief.NAME: ("relief_fund",)}.get(
            draft.task, ()
        )
        return replace(question, context_programmes=about) if about and not question.programmes else question

    async def ask(self, draft: Draft, today: date) -> tuple[Answer, Draft]:
        """The form's next question; for a visit, why its time cannot be had and which can."""
        if draft.task == visit.NAME and (refused := await self._refuse_time(draft, today)):
            return refused
        return ask(TASKS[draft.task], draft, today)

    async def _refuse_time(self, draft: Draft, today: date) -> tuple[Answer, Draft] | None:
        """Whether a named day or half-day cannot be had, before anything is asked about it."""
        values = draft.values
        if "day" not in values:
            return None
        reason = visit.say_obstacle(date.fromisoformat(values["day"]), today, self.claims.own_days)
        if reason is None and TASKS[visit.NAME].next_field(draft):
            return None
        slots = await find_free_slots(self.claims, today)
        wanted = (values.get("district"), values["day"], values.get("half"))
        if reason is None and wanted in {(one.district, one.day.isoformat(), one.half) for one in slots}:
            return None
        return visit.offer_others(draft, slots, today, reason or "那个半天约满了。")

    async def finish(self, outcome: Outcome, question: Question, draft: Draft) -> Answer:
        """The end of the form: stored, or put aside."""
        if outcome == "stopped" and draft.task == visit.NAME:
            await self.throw_away(question)
            return Answer(visit.say_stopped(draft.values))
        if outcome in ("stopped", "left"):
            await self.keep(question, draft)
            return Answer(_STOPPED, (OfferedChoice("继续", "继续"),))
        if question.member is None:
            return Answer(IDENTITY_NEEDED, needs=("identity",))
        answer = await Endings(self.claims, self.knowledge).end(question.member, draft, question)
        await drop_draft(self.claims, question.member, _FLOW)
        return answer

    async def _known(self, name: str, member: MemberId, today: date) -> Values:
        if name == visit.NAME:
            slots = await find_free_slots(self.claims, today)
            return {"offered_districts": list(dict.fromkeys(slot.district for slot in slots))}
        if name != relief.NAME:
            return {}
        profile = await access_profile(self.claims, member)
        return {"unit": profile.union_name.removesuffix("工会"), "district": profile.district}
