"""The relief desk over the claims database: applications and their files, in words."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffMember
from bot.kernel.members.relief import (
    ACTS,
    ReliefActDraft,
    ReliefActName,
    ReliefCase,
    ReliefEvent,
    ReliefLine,
    ReliefStepNotice,
    ReliefTab,
)
from bot.members.awaiting import awaiting_records
from bot.members.facts import read_identity, read_paper
from bot.members.relief_rules import check_rules
from bot.members.relief_words import ACT_REFUSALS, RANGES
from bot.members.words import CLAIM_STATES, RELIEF_KINDS, RELIEF_STEPS
from claims.database import ClaimsDatabase
from claims.errors import ReliefRefused
from claims.relief_desk import (
    AMOUNTS,
    REASONS,
    SHORTEST_EXCEPTION,
    SHORTEST_REASON,
    NewAct,
    ReliefAct,
    ReliefApplicationLine,
    ReliefFile,
    ReliefTold,
    count_relief,
    do_relief_act,
    find_relief_acts_since,
    list_relief,
    read_relief_file,
)
from claims.states import RELIEF_ACTS, ReliefStep
from vocabulary.saying import say_exact_money

_TABS: Mapping[ReliefTab, tuple[ReliefStep, ...]] = {
    "unit": (ReliefStep.SUBMITTED, ReliefStep.UNIT_REVIEW),
    "township": (ReliefStep.TOWNSHIP_REVIEW,),
    "committee": (ReliefStep.COMMITTEE_REVIEW,),
    "approved": (ReliefStep.APPROVED,),
    "closed": (ReliefStep.DENIED, ReliefStep.PAID),
}
_FOLLOWING: Mapping[ReliefStep, str] = {
    ReliefStep.SUBMITTED: "单位工会核实",
    ReliefStep.UNIT_REVIEW: "镇（街道）工会审核",
    ReliefStep.TOWNSHIP_REVIEW: "评审委员会审议",
}
_WHOSE = {
    "self": "本人",
    "spouse": "配偶",
    "child": "孩子",
    "parent": "父母",
    "household": "全家",
    "other": "其他家人",
}


@dataclass(frozen=True)
class ClaimsReliefDesk:
    """What the console's relief desk needs; `today` is Beijing's."""

    claims: ClaimsDatabase
    today: Callable[[], date]
    clock: Callable[[], datetime]

    async def count(self) -> Mapping[ReliefTab, int]:
        """How many applications each tab shows."""
        counts = await count_relief(self.claims)
        return {tab: sum(counts.get(step, 0) for step in steps) for tab, steps in _TABS.items()}

    async def find_lines(self, tab: ReliefTab, township: str, number: str) -> Sequence[ReliefLine]:
        """The applications of one tab, or the one with this number at whatever step."""
        steps = list(ReliefStep) if number else _TABS[tab]
        return [read_line(one) for one in await list_relief(self.claims, steps, township, number)]

    async def read(self, number: str) -> ReliefCase | None:
        with awaiting_records():
            found = await read_relief_file(self.claims, number, self.today())
        return read_case(found) if found else None

    async def act(self, number: str, staff: StaffMember, draft: ReliefActDraft) -> None:
        """Does it; raises StaffRefusal, and then nothing is changed."""
        new = read_draft(draft, staff)
        try:
            await do_relief_act(self.claims, number, new, self.clock())
        except ReliefRefused as refusal:
            status = (
                404 if refusal.code == "unknown_application" else 409 if refusal.code == "changed" else 422
            )
            raise StaffRefusal(refusal.code, ACT_REFUSALS[refusal.code], status) from refusal

    async def find_news(self, since: datetime) -> AsyncIterator[Sequence[ReliefStepNotice]]:
        """What members are to be told of, done since then, page by page; advice against stays among staff."""
        last = 0
        while acts := await find_relief_acts_since(self.claims, since, last):
            last = acts[-1].id
            yield [read_notice(one) for one in acts if _is_told(one.act, one.step)]


def read_draft(draft: ReliefActDraft, staff: StaffMember) -> NewAct:
    """What somebody wants to do, as the claims database takes it."""
    return NewAct(
        act=draft.act,
        seen=draft.seen,
        staff_id=staff.id,
        staff_name=staff.name,
        for_member=draft.for_member,
        for_staff=draft.for_staff,
        amount=draft.amount,
    )


def read_line(one: ReliefApplicationLine) -> ReliefLine:
    """An application in the list, in words."""
    return ReliefLine(
        number=one.number,
        name=one.name,
        union=one.union,
        township=one.township,
        kind_words=RELIEF_KINDS[one.kind],
        cause=one.cause,
        step_words=RELIEF_STEPS[one.step],
        is_urgent=one.is_urgent,
        submitted_on=one.submitted_on,
        since=one.step_since,
        has_disagreement=one.has_disagreement,
    )


def read_notice(one: ReliefAct) -> ReliefStepNotice:
    """What the member hears of an act."""
    return ReliefStepNotice(
        id=one.id,
        number=one.number,
        member_id=one.member,
        act=one.act,
        following=_FOLLOWING.get(one.step, ""),
        for_member=one.for_member,
        amount=one.amount,
    )


def _is_told(act: ReliefActName, step: ReliefStep) -> bool:
    """Advice among staff is no news; agreeing is, where it brings the application to the next step."""
    return act != "disagreed" and (act != "agreed" or step in _FOLLOWING)


def read_case(file: ReliefFile) -> ReliefCase:
    """A household's file, in words."""
    one = file.application
    return ReliefCase(
        number=one.number,
        member_id=file.member,
        identity=read_identity(file.profile),
        kind_words=RELIEF_KINDS[one.kind],
        cause=one.cause,
        step_words=RELIEF_STEPS[one.step],
        submitted_on=one.submitted_on,
        since=one.step_since,
        is_urgent=bool(file.told and file.told.is_urgent),
        told=_show_told(file.told) if file.told else (),
        told_words=file.told.words if file.told else "",
        rules=check_rules(file),
        records=_show_records(file),
        papers=tuple(map(read_paper, file.papers)),
        events=tuple(map(read_event, file.acts)),
        position=file.position,
        may=frozenset(RELIEF_ACTS[one.step]),
        range_words=RANGES[one.kind],
        range=AMOUNTS[one.kind],
        reasons=REASONS,
        shortest_reason=SHORTEST_REASON,
        shortest_exception=SHORTEST_EXCEPTION,
        tells=frozenset(act for act in RELIEF_ACTS[one.step] if _is_told(act, one.step)),
    )


def _show_told(told: ReliefTold) -> tuple[tuple[str, str], ...]:
    return (
        ("谁的事", _WHOSE.get(told.whose, told.whose)),
        ("哪天", f"{told.happened_on:%Y-%m-%d}"),
        ("花了、损失了", _say_sum(told.self_paid)),
        ("得了多少补偿", _say_sum(told.compensation)),
        ("单位", told.unit or "没说"),
    )


def _show_records(file: ReliefFile) -> tuple[tuple[str, str], ...]:
    """What else is known of the household, oldest matters last."""
    steps = [(entry.on, RELIEF_STEPS[entry.step], entry.note) for entry in file.application.timeline]
    return (
        ("走到哪了", "；".join(f"{on} {words}{f'（{note}）' if note else ''}" for on, words, note in steps)),
        *(("以前的申请", f"{one.number} {one.cause} {RELIEF_STEPS[one.step]}") for one in file.earlier),
        *(("理赔", f"{one.number} {one.plan_name} {CLAIM_STATES[one.state]}") for one in file.claims),
        *(
            ("在保", f"{one.plan_name}，到 {one.expiry_date}")
            for one in file.cover
            if one.standing == "valid"
        ),
    )


def read_event(one: ReliefAct) -> ReliefEvent:
    """What a person did, in words."""
    words = ACTS[one.act] + (f" {say_exact_money(one.amount)}" if one.amount is not None else "")
    return ReliefEvent(
        name=one.staff_name,
        words=f"{RELIEF_STEPS[one.step]}：{words}",
        for_member=one.for_member,
        for_staff=one.for_staff,
        at=one.at,
    )


def _say_sum(amount: Decimal | None) -> str:
    return "没说" if amount is None else say_exact_money(amount)
