"""Opens forms, takes their messages, and ends them: what is confirmed is stored, what is stopped is kept a while."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.talk import AskedNow, Draft, Topic, Values
from actions.tasks import filing, relief, visit
from actions.tasks.asking import READ_BACK, ask, say_what_is_asked, say_what_is_kept
from actions.tasks.day_answers import first_day
from actions.tasks.endings import Endings
from actions.tasks.engine import take
from actions.tasks.keeping import DraftKeeping
from actions.tasks.plans import find_fitting
from actions.tasks.resuming import hear_beside
from actions.tasks.starting import start
from actions.tasks.task import Outcome, Task
from actions.tasks.visit_times import VisitTimes
from actions.warm_words import wish_well
from actions.wording import IDENTITY_NEEDED, say_list, shorten_plan
from claims.access import access_enrolments, access_profile
from claims.changes import find_free_slots
from claims.database import ClaimsDatabase
from claims.reference.papers import PAPERS, find_first_papers
from claims.values import MemberId
from vocabulary.expects import Asked, Subject
from vocabulary.needs import Need

TASKS: Mapping[str, Task] = {task.name: task for task in (filing.TASK, relief.TASK, visit.TASK)}
KEPT_DRAFT = "kept_draft"
"""What is gone on with after a yes."""

_IDENTITY_FIRST = "先核对一下身份，一分钟就好，号码不经过聊天。核对完我接着帮您办，不用再说一遍。"
_NOTHING_KEPT = "好，先放下。想办的时候，说一声就行。"
_STOPPED = "好，先放下。{wish}说过的都给您留七天，到{until}；想接着办，说“接着填”就行。"
_GO_ON = OfferedChoice("接着填", "接着填")
_DELETE = OfferedChoice("不留了", "把填了一半的删掉")
_BEGIN_ANEW = OfferedChoice("重新来", "重新来")
_ALSO_KEPT = "您的{title}还放着，没提交。接着填吗？"
_RELIEF_PAPERS = "\n材料不耽误先申请：诊断证明、收费票据留好，遭灾的留好照片和消防、物业开的证明。"
PLANS = "登记到"
_EACH_ALONE = "（各审各的，给不给看审核）"
_PUT_ASIDE = "{title}先放着，说过的都留着，想接着办说“接着填”。"


def name_form(draft: Draft) -> str:
    """`理赔登记（意外受伤）`: of two claims each by what it is for."""
    kind = filing.KIND_NAMES.get(draft.values.get("kind", "")) if draft.task == filing.NAME else None
    return f"{TASKS[draft.task].title}（{kind}）" if kind else TASKS[draft.task].title


@dataclass(frozen=True)
class Forms:
    """The forms over the claims database."""

    claims: ClaimsDatabase
    knowledge: Knowledge

    @property
    def kept(self) -> DraftKeeping:
        """The forms that were put aside."""
        return DraftKeeping(self.claims)

    async def open(self, name: str, question: Question, lead: str = "", more: Values | None = None) -> Answer:
        """Begins a form with all that is known; needs the member's identity."""
        if question.member is None:
            return Answer(lead + _IDENTITY_FIRST, needs=("identity",))
        known = await self._known(name, question.member, question.today)
        draft = start(TASKS[name], question, {**known, **(more or {})})
        if name == visit.NAME:
            draft, place = visit.take_own_district(await self.settle(draft, question.today))
            draft = await self.settle(draft, question.today)
            place = place if TASKS[name].open_fields(draft) else ""
            lead += place
        begun = say_what_is_asked(TASKS[name], draft, known)
        remark = TASKS[name].remark(draft.values, draft.values.get("told", ""))
        if name == filing.NAME and not remark:
            remark = filing.say_of_work_heard(draft.values, question)
        begun = remark + begun
        # One answer is quicker given here than on the page.
        needs: tuple[Need, ...] = ("form",) if len(TASKS[name].open_fields(draft)) > 1 else ()
        return Answer(lead + begun, needs=needs, opens=draft)

    async def begin_anew(self, name: str, question: Question) -> Answer:
        """The form from its beginning: what was filled in is thrown away, and what is told today alone is used."""
        await self.kept.drop(question, name)
        return await self.open(name, question, "好，从头来。")

    async def resume(self, question: Question, draft: Draft) -> Answer:
        """Goes on with a form that was kept: what it holds, what it lacks, and its question."""
        await self.kept.take_up(question, draft)
        task = TASKS[draft.task]
        told = hear_beside(task, draft, question)
        return Answer(told.text + say_what_is_kept(task, told.draft), opens=replace(told.draft, asked=None))

    async def resume_to_send(self, question: Question, draft: Draft) -> Answer:
        """The same, where it is to be sent: what it may go without stays open, and it is read back first."""
        task = TASKS[draft.task]
        field = task.next_field(draft)
        if field is None:
            return await self.resume(question, draft)
        await self.kept.take_up(question, draft)
        step = take(task, replace(draft, asked=field.name), question)
        return Answer(step.text, opens=step.draft)

    def offer(self, draft: Draft) -> Answer:
        """Whether to go on with a form that was kept, or to begin anew."""
        text = f"{say_what_is_kept(TASKS[draft.task], draft)}接着填，还是重新来？"
        return Answer(text, (_GO_ON, _BEGIN_ANEW, _DELETE), asks=self._ask_to_go_on(draft))

    def put_aside(self, draft: Draft) -> str:
        """Said where something else comes between."""
        return _PUT_ASIDE.format(title=name_form(draft))

    def say_papers(self, draft: Draft) -> str:
        """What is to be handed in for it, which may come later."""
        if draft.task == filing.NAME and "kind" in draft.values:
            names = say_list(PAPERS[one] for one in find_first_papers(draft.values["kind"]))
            return f"\n材料先备着：{names}，登记完再交，以经办同事的要求为准。"
        return _RELIEF_PAPERS if draft.task == relief.NAME else ""

    async def in_context(self, question: Question, draft: Draft) -> Question:
        """The question as one about what the form is about, unless it names something itself; the form itself is begun."""
        about = {
            filing.NAME: await self._find_plan(question, draft),
            relief.NAME: relief.find_context(draft.values),
        }.get(draft.task, ())
        asked = tuple(one for one in question.intents if one not in TASKS[draft.task].intents)
        events = tuple(one for one in question.entities.get("event", ()) if one != "outpatient_visit")
        question = replace(
            question, intents=asked or question.intents, entities={**question.entities, "event": events}
        )
        return replace(question, context_programmes=about) if about and not question.programmes else question

    async def _find_plan(self, question: Question, draft: Draft) -> tuple[str, ...]:
        """The one plan that the claim will be filed under, where it is known; else all that may pay."""
        values = draft.values
        if (
            draft.task != filing.NAME
            or question.member is None
            or not {"kind", "date_of_loss"} <= values.keys()
        ):
            return filing.find_context(values)
        enrolments = await access_enrolments(self.claims, question.member, first_day(values["date_of_loss"]))
        held = {one.plan_code for one in enrolments if one.standing == "valid"}
        fitting = tuple(plan for plan, _ in find_fitting(values, held))
        return fitting[:1] or filing.find_context(values)

    async def ask(self, draft: Draft, today: date, member: MemberId | None = None) -> tuple[Answer, Draft]:
        """The form's next question; for a visit, why its time cannot be had and which can; of a claim that is read
        back, under which plans it goes.
        """
        if draft.task == visit.NAME:
            return await VisitTimes(self.claims).ask(draft, today)
        asked, next_draft = ask(TASKS[draft.task], draft, today)
        if asked.text.endswith(READ_BACK) and (plans := await self.name_plans(next_draft, member)):
            asked = replace(
                asked, text=f"{asked.text.removesuffix(READ_BACK)}· {PLANS}：{plans}\n{READ_BACK}"
            )
        return asked, next_draft

    async def name_plans(self, draft: Draft, member: MemberId | None) -> str:
        """The plans that a claim goes under once it is sent: a yes is to all of these."""
        if draft.task != filing.NAME or member is None or not {"kind", "date_of_loss"} <= draft.values.keys():
            return ""
        enrolments = await access_enrolments(self.claims, member, first_day(draft.values["date_of_loss"]))
        names = {one.plan_code: shorten_plan(one.plan_name) for one in enrolments if one.standing == "valid"}
        fitting = [names[plan] for plan, _ in find_fitting(draft.values, names)]
        return say_list(fitting) + (_EACH_ALONE if len(fitting) > 1 else "")

    async def settle(self, draft: Draft, today: date) -> Draft:
        """A visit's "any" and "the city's" as what can be had; any other form as it is."""
        if draft.task != visit.NAME:
            return draft
        return visit.settle(draft, await find_free_slots(self.claims, today))

    async def find_obstacle(self, draft: Draft, today: date) -> Mapping[str, str]:
        """Why a visit's day cannot be had, by its field."""
        if draft.task != visit.NAME:
            return {}
        reason = await VisitTimes(self.claims).find_reason(draft, today)
        return {"day": reason} if reason else {}

    async def finish(self, outcome: Outcome, question: Question, draft: Draft) -> Answer:
        """The end of the form: stored, or put aside."""
        if outcome == "stopped" and draft.task == visit.NAME:
            await self.kept.drop(question, draft.task)
            number = draft.values.get("replaces", "")
            asks = AskedNow(Asked.YES, visit.CANCEL_BY_NAME, number) if number else None
            return Answer(visit.say_stopped(draft.values), topics=(Topic(Subject.VISIT, number),), asks=asks)
        if outcome == "stopped" and not draft.values:
            await self.kept.drop(question, draft.task)
            return Answer(_NOTHING_KEPT)
        if outcome in ("stopped", "left"):
            until = await self.kept.keep(question, draft)
            day = f"{until.month}月{until.day}日"
            return Answer(_STOPPED.format(until=day, wish=wish_well(draft)), (_GO_ON, _DELETE))
        if question.member is None:
            return Answer(IDENTITY_NEEDED, needs=("identity",))
        answer = await Endings(self.claims, self.knowledge).end(question.member, draft, question)
        await self.kept.finish(question, draft)
        return await self._offer_another(question, answer)

    async def _offer_another(self, question: Question, answer: Answer) -> Answer:
        """With the form that was put aside for this one."""
        others = [one for one in await self.kept.find(question) if one.task != visit.NAME]
        if not others:
            return answer
        offered = _ALSO_KEPT.format(title=name_form(others[0]))
        return replace(
            answer,
            text=f"{answer.text}\n{offered}",
            choices=(_GO_ON, *answer.choices),
            asks=self._ask_to_go_on(others[0]),
        )

    def _ask_to_go_on(self, draft: Draft) -> AskedNow:
        return AskedNow(Asked.GO_ON, KEPT_DRAFT, draft.task)

    async def _known(self, name: str, member: MemberId, today: date) -> Values:
        if name == visit.NAME:
            slots = await find_free_slots(self.claims, today)
            city = next((one.district for one in slots if one.place.startswith(visit.CITY)), None)
            offered = list(dict.fromkeys(slot.district for slot in slots))
            own = (await access_profile(self.claims, member)).district
            offered.sort(key=lambda one: one != own)
            found = {"city": city, "own" if own in offered else "own_elsewhere": own}
            return {"offered_districts": offered, **{name: one for name, one in found.items() if one}}
        if name != relief.NAME:
            return {}
        profile = await access_profile(self.claims, member)
        return {"unit": profile.union_name.removesuffix("工会"), "district": profile.district}
