"""Opens forms, takes their messages, and ends them: what is confirmed is stored, what is stopped is kept a while."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from actions.dates import BEIJING
from actions.knowledge import Knowledge
from actions.question import Answer, Choice, Question
from actions.tasks import filing, relief, visit
from actions.tasks.engine import Outcome, Step, Task, ask, start, take
from actions.tasks.fields import Draft, Values, read_draft
from actions.wording import IDENTITY_NEEDED, say_date, say_list
from claims.access import access_enrolments, access_profile
from claims.changes import (
    ClaimFiling,
    FreeSlot,
    ReliefFiling,
    book_appointment,
    cancel_appointment,
    file_claim,
    find_free_slots,
    submit_relief,
)
from claims.database import ClaimsDatabase
from claims.errors import SlotTaken
from claims.values import MemberId

FORM = "task_form"
TASKS: Mapping[str, Task] = {task.name: task for task in (filing.TASK, relief.TASK, visit.TASK)}

_IDENTITY_FIRST = "先核对一下身份，一分钟就好，号码不经过聊天。核对完我接着帮您办，不用再说一遍。"
_STOPPED = "好，先放下。填过的我留一天，想接着办就说“继续”。"
_TOO_LONG_AGO = "刚才填到一半的已经不在了，要办的话再说一次就行。"
_NO_COVER = "另外，您名下没有查到那天有效的{kind}保障，同事核对后会告诉您。"

_KEPT = timedelta(days=1)
_LONGEST_CAUSE = 20

Finish = Callable[["TaskDesk", MemberId, Values, Question], Awaitable[Answer]]


@dataclass(frozen=True)
class TaskDesk:
    """The forms over the claims database."""

    claims: ClaimsDatabase
    knowledge: Knowledge
    clock: Callable[[], datetime] = lambda: datetime.now(BEIJING)

    async def open(self, name: str, question: Question, lead: str = "", more: Values | None = None) -> Answer:
        """Begins a form with all that is known; needs the member's identity."""
        if question.member is None:
            return Answer(lead + _IDENTITY_FIRST, needs=("identity",))
        known = await self._known(name, question.member)
        draft = start(TASKS[name], question, {**known, **(more or {})})
        if not TASKS[name].confirms and TASKS[name].next_field(draft) is None:
            return await self.finish("confirmed", question, draft.as_json())
        return Answer(lead, remember={"task": draft.as_json(), "task_done": None}, start_form=FORM)

    def resume(self, question: Question) -> Answer:
        """Goes on with the form that was put aside, for a day."""
        kept = question.kept_task or {}
        since = datetime.fromisoformat(kept["since"])
        if self.clock() - since > _KEPT:
            return Answer(_TOO_LONG_AGO, remember={"kept_task": None})
        draft = {**kept["draft"], "asked": None}
        return Answer("", remember={"task": draft, "task_done": None, "kept_task": None}, start_form=FORM)

    def take(self, question: Question, memory: Any) -> Step | None:
        """One message of the form in Rasa's memory; None where no form is there."""
        draft = read_draft(memory)
        return take(TASKS[draft.task], draft, question) if draft else None

    def ask(self, memory: Any) -> tuple[Answer, Draft] | None:
        """The form's next question."""
        draft = read_draft(memory)
        return ask(TASKS[draft.task], draft) if draft else None

    async def finish(self, outcome: Outcome, question: Question, memory: Any) -> Answer:
        """The end of the form: stored, or put aside."""
        draft = read_draft(memory)
        forget: dict[str, Any] = {"task": None, "task_done": None}
        if draft is None:
            return Answer(_TOO_LONG_AGO, remember=forget)
        if outcome == "stopped":
            kept = {"draft": draft.as_json(), "since": self.clock().isoformat()}
            return Answer(_STOPPED, (Choice("继续", "继续"),), remember={**forget, "kept_task": kept})
        if question.member is None:
            return Answer(IDENTITY_NEEDED, needs=("identity",))
        answer = await _FINISHES[draft.task](self, question.member, draft.values, question)
        return replace(answer, remember={**answer.remember, **forget, "kept_task": None})

    async def _known(self, name: str, member: MemberId) -> Values:
        if name == visit.NAME:
            slots = await find_free_slots(self.claims, self.clock().date())
            return {"offered_districts": list(dict.fromkeys(slot.district for slot in slots))}
        if name != relief.NAME:
            return {}
        profile = await access_profile(self.claims, member)
        return {"unit": profile.union_name.removesuffix("工会"), "district": profile.district}


async def _finish_filing(desk: TaskDesk, member: MemberId, values: Values, question: Question) -> Answer:
    day = date.fromisoformat(values["date_of_loss"])
    plans = filing.PLANS_BY_KIND[values["kind"]]
    enrolments = await access_enrolments(desk.claims, member, day)
    covered = [one.plan_code for one in enrolments if one.standing == "valid" and one.plan_code in plans]
    claim = await file_claim(
        desk.claims,
        member,
        ClaimFiling(
            plan_code=covered[0] if covered else plans[0],
            kind=values["kind"],
            cause=filing.KIND_NAMES[values["kind"]],
            date_of_loss=day,
            place=values["place"],
            amount=Decimal(values["amount"]) or None,
            told=values["told"],
        ),
        desk.clock(),
    )
    papers = say_list(paper.label for paper in claim.missing_documents)
    lines = [
        f"登记好了，编号 {claim.number}，记在{claim.plan_name}名下，接下来是初审。",
        f"请备好：{papers}。以经办同事的要求为准，原件先别丢。",
        "材料交给单位工会的经办人，自己先拍照留底；不方便跑，回复“转人工”。",
    ]
    if not covered:
        lines.append(_NO_COVER.format(kind=filing.KIND_NAMES[values["kind"]]))
    return Answer("\n".join(lines), (Choice("查进度", "我的理赔到哪一步了"), Choice("转人工", "转人工")))


async def _finish_relief(desk: TaskDesk, member: MemberId, values: Values, question: Question) -> Answer:
    application = await submit_relief(
        desk.claims,
        member,
        ReliefFiling(
            kind=values["kind"],
            cause=values["told"][:_LONGEST_CAUSE],
            happened_on=date.fromisoformat(values["happened_on"]),
            whose=values["whose"],
            self_paid=Decimal(values["self_paid"]),
            compensation=Decimal(values["compensation"]),
            unit=values["unit"],
            district=values["district"],
            phone=values["phone"],
            told=values["told"],
            is_urgent=True,
        ),
        desk.clock(),
    )
    papers = desk.knowledge.find("relief_fund", "documents")
    lines = [
        f"申请交上去了，编号 {application.number}，现在到第一步：单位工会核实上报。",
        "之后镇（街道）工会把关，再由评审委员会定方案和金额。能不能批、批多少，要等委员会定。",
        papers.text,
        "加急已经标上，同事会看到并联系您。",
    ]
    return Answer(
        "\n".join(lines),
        (Choice("查救助进度", "我的救助申请到哪一步了"),),
        needs=("person",),
        reason="relief_urgent",
    )


async def _finish_visit(desk: TaskDesk, member: MemberId, values: Values, question: Question) -> Answer:
    day, half, now = date.fromisoformat(values["day"]), values["half"], desk.clock()
    slots = await find_free_slots(desk.claims, now.date())
    fitting = [one for one in slots if (one.district, one.day, one.half) == (values["district"], day, half)]
    try:
        slot = fitting[0]
        booked = await book_appointment(desk.claims, member, (slot.place, day, slot.half), "现场办理", now)
    except (IndexError, SlotTaken):
        return _offer_other_visits(slots, values, question)
    if values.get("replaces"):
        await cancel_appointment(desk.claims, member, values["replaces"], now)
    when = f"{say_date(day, question.today)}{visit.HALF_NAMES[half]}"
    moved = "改好了" if values.get("replaces") else "约好了"
    return Answer(
        f"{moved}：{when}，{booked.place}，预约号 {booked.number}。带上身份证和京卡。去不了的话，说“取消预约”就行。"
    )


def _offer_other_visits(slots: Sequence[FreeSlot], values: Values, question: Question) -> Answer:
    near = [slot for slot in slots if slot.district == values["district"]] or list(slots)
    wanted = values["day"]
    near.sort(key=lambda slot: abs((slot.day - date.fromisoformat(wanted)).days))
    choices = tuple(
        Choice(
            f"{slot.district}区 {say_date(slot.day, question.today)}{visit.HALF_NAMES[slot.half]}",
            f"预约{slot.district}区{slot.day.month}月{slot.day.day}日{visit.HALF_NAMES[slot.half]}",
        )
        for slot in near[:4]
    )
    return Answer("那个时候约不上：要么满了，要么不是工作日。这几个时间还有空，点一个就约上：", choices)


_FINISHES: Mapping[str, Finish] = {
    filing.NAME: _finish_filing,
    relief.NAME: _finish_relief,
    visit.NAME: _finish_visit,
}
