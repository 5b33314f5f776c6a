"""All the money that was ever paid to a member, or stands approved: of claims and of relief."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from actions.wording import shorten_plan
from claims.access import access_claims, access_relief_applications
from claims.database import ClaimsDatabase
from claims.states import ClaimState, ReliefStep
from claims.values import Claim, MemberId, ReliefApplication
from vocabulary.expects import Subject
from vocabulary.saying import say_date, say_money

PayoutState = Literal["paid", "returned", "approved"]


@dataclass(frozen=True)
class Payout:
    """One sum; `on` is the day of the payment, or of the approval where it is not paid yet. Relief names no card."""

    subject: Subject
    key: str
    name: str
    amount: Decimal
    on: date
    state: PayoutState
    card_tail: str
    updated_at: datetime

    def say(self, today: date) -> str:
        """`11月26日给了 326 元：二次报销（上一季度门诊自付一），打到尾号 8003 的卡`."""
        day, sum_ = say_date(self.on, today), say_money(self.amount)
        if self.state == "approved":
            return f"{self.name}批了 {sum_}，{day}定的，还没打"
        to = f"打到尾号 {self.card_tail} 的卡" if self.card_tail else "发放的"
        back = "，被银行退回了" if self.state == "returned" else ""
        return f"{self.name} {sum_}，{day}{to}{back}"


async def find_payouts(claims: ClaimsDatabase, member: MemberId) -> list[Payout]:
    """Newest first; a payment that came back stands there too."""
    found = [one for claim in await access_claims(claims, member) for one in _find_of_claim(claim)]
    found += [
        one
        for application in await access_relief_applications(claims, member)
        for one in _find_of_relief(application)
    ]
    return sorted(found, key=lambda one: one.on, reverse=True)


def _find_of_claim(claim: Claim) -> Sequence[Payout]:
    name = f"{shorten_plan(claim.plan_name)}（{claim.cause}）"
    paid = [
        Payout(
            Subject.CLAIM,
            claim.number,
            name,
            one.amount,
            one.paid_on,
            one.state,
            one.card_tail,
            one.updated_at,
        )
        for one in claim.payments
    ]
    if claim.state is not ClaimState.APPROVED or claim.approved_amount is None:
        return paid
    return [
        Payout(
            Subject.CLAIM,
            claim.number,
            name,
            claim.approved_amount,
            claim.state_since,
            "approved",
            "",
            claim.updated_at,
        ),
        *paid,
    ]


def _find_of_relief(one: ReliefApplication) -> Sequence[Payout]:
    if one.approved_amount is None or one.step not in (ReliefStep.APPROVED, ReliefStep.PAID):
        return ()
    state: PayoutState = "paid" if one.step is ReliefStep.PAID else "approved"
    return (
        Payout(
            Subject.RELIEF,
            one.number,
            f"应急救助（{one.cause}）",
            one.approved_amount,
            one.step_since,
            state,
            "",
            one.updated_at,
        ),
    )


def find_back(payouts: Sequence[Payout]) -> Payout | None:
    """The newest sum that was returned and not paid since."""
    paid = {one.key for one in payouts if one.state == "paid"}
    return next((one for one in payouts if one.state == "returned" and one.key not in paid), None)
