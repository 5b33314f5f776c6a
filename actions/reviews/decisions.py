"""What may be looked at once more: a claim or an application that was decided, and whether that is under way already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.claim_picking import pick_by_words
from actions.question import Fact, Question
from actions.talk import Topic
from actions.wording import say_list, shorten_plan
from claims.access import access_claims, access_relief_applications
from claims.database import ClaimsDatabase
from claims.states import ClaimState, ReliefStep
from claims.values import Claim, MemberId, ReliefApplication
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.saying import say_date, say_money
from vocabulary.tickets import TicketDesk

_CLAIMS = (
    ClaimState.DENIED,
    ClaimState.PAID,
    ClaimState.PAYMENT_RETURNED,
    ClaimState.APPROVED,
    ClaimState.CLOSED,
)
"""What may be disputed, and in this order where none is named."""
_RELIEF = (ReliefStep.DENIED, ReliefStep.PAID, ReliefStep.APPROVED)
_OF_CLAIMS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS)
_PLANS = {"non_work_accident_property": "家财险", "accident": "意外险", "critical_illness": "重疾"}
"""As one says them, where that is not the name's own core."""
_NO_REASON = "系统里没有写明理由，复核的时候同事能说清"


@dataclass(frozen=True)
class Decision:
    """One record as somebody disputes it; `said` tells the decision, with its reason or its sum.

    `is_open` is one that is not decided yet; `reviewed_since` is set where it is looked at once more already.
    """

    key: str
    subject: Subject
    programme: str
    name: str
    said: str
    was_refused: bool
    updated_at: datetime
    is_open: bool = False
    reviewed_since: date | None = None
    missing: str = ""
    paid: str = ""

    @property
    def desk(self) -> TicketDesk:
        return TicketDesk.RELIEF if self.subject is Subject.RELIEF else TicketDesk.CLAIMS

    @property
    def title(self) -> str:
        """As it stands on a ticket."""
        return f"{'救助申请' if self.subject is Subject.RELIEF else '理赔'} {self.key}"

    @property
    def fact(self) -> Fact:
        return Fact(f"{'relief' if self.subject is Subject.RELIEF else 'claim'}:{self.key}", self.updated_at)

    @property
    def full_name(self) -> str:
        """With its number."""
        inside = self.name.endswith("）")
        return f"{self.name[:-1]}，{self.key}）" if inside else f"{self.name}（{self.key}）"

    @property
    def topic(self) -> Topic:
        return Topic(self.subject, self.key, (self.programme,), (Aspect.REVIEW.value,))


async def find_decisions(claims: ClaimsDatabase, member: MemberId, today: date) -> list[Decision]:
    """All claims and applications of the member as somebody may dispute them: what was decided first, claims before relief."""
    every = [_of_claim(one, today) for one in sorted(await access_claims(claims, member), key=_place)]
    relief = sorted(await access_relief_applications(claims, member), key=_place_relief)
    return sorted([*every, *(_of_relief(one, today) for one in relief)], key=lambda one: one.is_open)


async def find_meant(claims: ClaimsDatabase, member: MemberId, question: Question) -> Decision | None:
    """The one that is named, else spoken of, else the likeliest: what was decided before what was not."""
    found = await find_decisions(claims, member, question.today)
    by_key = {one.key: one for one in found}
    number = question.named("claim_number") or question.named("relief_number")
    if number:
        return by_key.get(number)
    named = {one.number for one in pick_by_words(await access_claims(claims, member), question)}
    spoken = next((by_key[one.key] for one in question.talk.topics if one.key in by_key), None)
    if spoken and (not named or spoken.key in named):
        return spoken
    return next((one for one in found if one.key in named), None) or _find_likeliest(found, question)


def _place(claim: Claim) -> int:
    return (
        _CLAIMS.index(claim.state) if claim.state in _CLAIMS else 0 if _find_refused(claim) else len(_CLAIMS)
    )


def _place_relief(one: ReliefApplication) -> int:
    return _RELIEF.index(one.step) if one.step in _RELIEF else len(_RELIEF)


def _find_likeliest(found: Sequence[Decision], question: Question) -> Decision | None:
    """Of relief where relief is spoken of, else what was refused before what was given."""
    return next(iter(rank(found, question)), None)


def rank(found: Sequence[Decision], question: Question) -> list[Decision]:
    """Those of the kind that is meant: what was refused first, what is not decided last."""
    is_of_relief = question.about is Subject.RELIEF or any("relief" in code for code in question.programmes)
    of_relief = [one for one in found if one.subject is Subject.RELIEF]
    meant = of_relief if is_of_relief and of_relief else found
    return sorted(meant, key=lambda one: (one.is_open, not one.was_refused))


def _of_claim(claim: Claim, today: date) -> Decision:
    since = say_date(claim.state_since, today)
    refused = _find_refused(claim)
    return Decision(
        claim.number,
        Subject.CLAIM,
        claim.plan_code,
        f"{claim.cause.split('，')[0]}这一笔（{_PLANS.get(claim.plan_code) or shorten_plan(claim.plan_name)}）",
        _say_claim(claim, since),
        claim.state in (ClaimState.DENIED, ClaimState.CLOSED) and not claim.payments,
        claim.updated_at,
        claim.state not in _CLAIMS and not refused,
        claim.state_since if refused else None,
        say_list(one.label for one in claim.missing_documents),
        say_money(claim.payments[0].amount)
        if claim.state in (ClaimState.PAID, ClaimState.CLOSED) and claim.payments
        else "",
    )


def _say_claim(claim: Claim, since: str) -> str:
    sum_ = say_money(claim.approved_amount) if claim.approved_amount is not None else ""
    if claim.state is ClaimState.DENIED:
        return f"{since}没有通过，登记的理由是：{claim.denial_reason or _NO_REASON}"
    if claim.state is ClaimState.CLOSED and not claim.payments:
        note = claim.timeline[-1].note
        return f"{since}结案，没有给付{f'，写的是：{note}' if note else ''}"
    if refused := _find_refused(claim):
        return f"上次没有通过{f'，写的是：{refused}' if refused.strip() else ''}，{since}起在重新审"
    if claim.state not in _CLAIMS:
        return f"{since}起还在审，没有结果"
    return f"核定 {sum_}，怎么一步步算的，记录里没有明细" if sum_ else f"{since}已经定了"


def _find_refused(claim: Claim) -> str:
    """What was written when a claim that is reviewed now was refused; a blank where nothing was."""
    if claim.state is not ClaimState.SECOND_REVIEW:
        return ""
    refused = [one for one in claim.timeline if one.state is ClaimState.DENIED]
    return (refused[-1].note or " ") if refused else ""


def _of_relief(one: ReliefApplication, today: date) -> Decision:
    since = say_date(one.step_since, today)
    sum_ = say_money(one.approved_amount) if one.approved_amount is not None else "救助金"
    refused = one.step is ReliefStep.DENIED
    said = f"没有批准，登记的理由是：{one.denial_reason or _NO_REASON}" if refused else f"批准 {sum_}"
    said = said if one.step in _RELIEF else "起还在审，没有结果"
    return Decision(
        one.number,
        Subject.RELIEF,
        "relief_fund",
        f"{one.cause.split('，')[0]}这份应急救助申请",
        f"{since}{said}",
        refused,
        one.updated_at,
        one.step not in _RELIEF,
        paid=sum_ if one.step is ReliefStep.PAID else "",
    )
