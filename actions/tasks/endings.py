"""What a form does once it is confirmed: files the claim, sends the application, books the visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.knowledge import Knowledge
from actions.question import Answer, HandoffWish, OfferedChoice, Question
from actions.talk import Draft, Topic, Values
from actions.tasks import filing, relief, visit
from actions.tasks.day_answers import first_day
from actions.tasks.fields import UNKNOWN
from actions.tasks.notes import say_notes
from actions.tasks.plans import find_fitting, propose
from actions.tasks.readers import REGISTERED
from actions.tasks.sum_answers import lower_end
from actions.tasks.task import Task
from actions.tasks.telling import say_sense, say_what_is_loose
from actions.urgency import tells_emergency
from actions.wording import say_list, shorten_plan
from claims.access import access_enrolments
from claims.changes import (
    ClaimFiling,
    ReliefFiling,
    book_appointment,
    file_claim,
    find_free_slots,
    submit_relief,
)
from claims.database import ClaimsDatabase
from claims.errors import SlotTaken
from claims.values import Claim, ClaimKind, MemberId
from vocabulary.expects import Subject
from vocabulary.tickets import TicketDesk, TicketReason

_NO_COVER = "另外，您名下没有查到那天有效的{kind}保障，能不能赔要等审核；想先问清楚，回复“转人工”。"
_CALL_REGISTERED = "\n联系电话：用系统里登记的手机号"
_LONGEST_CAUSE = 20


@dataclass(frozen=True)
class Endings:
    """The forms' ends, over the claims database."""

    claims: ClaimsDatabase
    knowledge: Knowledge

    async def end(self, member: MemberId, draft: Draft, question: Question) -> Answer:
        """Stores what the form holds; says what was stored and what comes next."""
        ends = {
            filing.NAME: self._end_filing,
            relief.NAME: self._end_relief,
            visit.NAME: self._end_visit,
        }
        return await ends[draft.task](member, draft.values, question)

    async def _end_filing(self, member: MemberId, values: Values, question: Question) -> Answer:
        day = first_day(values["date_of_loss"])
        enrolments = await access_enrolments(self.claims, member, day)
        held = {one.plan_code for one in enrolments if one.standing == "valid"}
        covered = find_fitting(values, held)
        filed = [
            await self._file(member, values, plan, kind, question.now)
            for plan, kind in covered or ((propose(values), values["kind"]),)
        ]
        papers = say_list(dict.fromkeys(paper.label for one in filed for paper in one.missing_documents))
        lines = [
            _say_filed(filed),
            f"请备好：{papers}。以经办同事的要求为准，原件先别丢。",
            "材料点下面的链接拍照上传，也可以交给单位工会的经办人，自己先拍照留底。",
        ]
        if not covered:
            lines.append(_NO_COVER.format(kind=filing.KIND_NAMES[values["kind"]]))
        choices = (OfferedChoice("查进度", "我的理赔到哪一步了"), OfferedChoice("转人工", "转人工"))
        is_one = len(filed) == 1
        topic = Topic(Subject.CLAIM, *((filed[0].number, (filed[0].plan_code,)) if is_one else ()))
        return Answer("\n".join(lines), choices, needs=("papers",), topics=(topic,))

    async def _file(
        self, member: MemberId, values: Values, plan: str, kind: ClaimKind, now: datetime
    ) -> Claim:
        filled = ClaimFiling(
            plan_code=plan,
            kind=kind,
            cause=filing.KIND_NAMES[kind],
            date_of_loss=first_day(values["date_of_loss"]),
            place="" if values["place"] == UNKNOWN else values["place"],
            amount=lower_end(values["amount"]) or None,
            told=_tell(filing.TASK, values),
        )
        return await file_claim(self.claims, member, filled, now)

    async def _end_relief(self, member: MemberId, values: Values, question: Question) -> Answer:
        is_urgent = tells_emergency(values["told"])
        if not values["district"].startswith(relief.OF_DISTRICT):
            return _say_not_sent(values["district"], is_urgent)
        application = await submit_relief(
            self.claims,
            member,
            ReliefFiling(
                kind=values["kind"],
                cause=say_sense(values["told"])[:_LONGEST_CAUSE],
                happened_on=first_day(values["happened_on"]),
                whose=values["whose"],
                self_paid=lower_end(values["self_paid"]),
                compensation=lower_end(values["compensation"]),
                unit="" if values["unit"] == UNKNOWN else values["unit"],
                district=values["district"],
                phone="" if values["phone"] in (UNKNOWN, REGISTERED) else values["phone"],
                told=_tell(relief.TASK, values) + (_CALL_REGISTERED if values["phone"] == REGISTERED else ""),
                is_urgent=is_urgent,
            ),
            question.now,
        )
        papers = self.knowledge.find("relief_fund", "documents")
        lines = [
            f"申请交上去了，编号 {application.number}，现在到第一步：单位工会核实上报。",
            "之后镇（街道）工会把关，再由评审委员会定方案和金额。能不能批、批多少，要等委员会定。",
            papers.text,
            *(["加急已经标上，在同事那边排在前面。"] if is_urgent else []),
        ]
        return Answer(
            "\n".join(lines),
            (OfferedChoice("查救助进度", "我的救助申请到哪一步了"),),
            person=HandoffWish(
                TicketReason.RELIEF_URGENT, TicketDesk.RELIEF, f"救助申请 {application.number}"
            )
            if is_urgent
            else None,
        )

    async def _end_visit(self, member: MemberId, values: Values, question: Question) -> Answer:
        day, half = date.fromisoformat(values["day"]), values["half"]
        slots = await find_free_slots(self.claims, question.today)
        fitting = [
            one for one in slots if (one.district, one.day, one.half) == (values["district"], day, half)
        ]
        try:
            slot = fitting[0]
            booked = await book_appointment(
                self.claims,
                member,
                (slot.place, day, slot.half),
                values.get("matter", visit.BOOKED_HERE),
                question.now,
                values.get("replaces"),
            )
        except (IndexError, SlotTaken):
            return Answer(
                "刚才那个时间让别人先约走了，对不住。换个时间再约一次吧。",
                (OfferedChoice("换个时间", "我要预约"),),
            )
        when = visit.say_half_day(day, half, question.today)
        moved = "改好了" if values.get("replaces") else "约好了"
        old = f"{values['replaces_when']}那次退掉了。" if values.get("replaces") else ""
        matter = f"来意：{values['matter']}。" if values.get("matter") else ""
        return Answer(
            f"{moved}：{when}，{booked.place}，预约号 {booked.number}。{old}{matter}带上身份证和京卡。去不了说“取消预约”，想换说“改时间”。",
            topics=(Topic(Subject.VISIT, booked.number),),
        )


def _say_not_sent(district: str, is_urgent: bool) -> Answer:
    """An application to another district's fund is sent nowhere; a person hears of it where it cannot wait."""
    text = f"这份没有交上去：{relief.ELSEWHERE.format(district=district)}"
    about = f"所在区：{district}"
    person = HandoffWish(TicketReason.RELIEF_URGENT, TicketDesk.RELIEF, about) if is_urgent else None
    return Answer(text, (OfferedChoice("转人工", "转人工"),), person=person)


def _say_filed(filed: Sequence[Claim]) -> str:
    """Each claim by its number and its plan."""
    first = filed[0]
    if len(filed) == 1:
        return f"登记好了，编号 {first.number}，记到“{first.plan_name}”名下，接下来是初审。"
    others = say_list(f"“{shorten_plan(one.plan_name)}”（{one.number}）" for one in filed[1:])
    return (
        f"登记好了，编号 {first.number}，记到“{first.plan_name}”名下。您参加的{others}也可能给，一起登记上了。"
        "每一项各审各的，接下来是初审。"
    )


def _tell(task: Task, values: Values) -> str:
    """What happened, with what is only known about, and what else was said, for whoever reads the case."""
    notes = say_notes(values)
    return (
        f"{values['told']}{say_what_is_loose(task.fields, values)}{f'（另外说的：{notes}）' if notes else ''}"
    )
