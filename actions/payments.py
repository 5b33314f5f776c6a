"""What was paid: when, how much, to which card; and what a deposit on the card is."""

from datetime import date
from decimal import Decimal, InvalidOperation

from actions.identity import for_member
from actions.question import Answer, Choice, Fact, Question
from actions.wording import say_as_of, say_date, say_money
from claims.access import access_claims, access_payments
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import MemberId, Payment

_SHOWN = 3
_PENDING = frozenset(
    {
        ClaimState.REGISTERED,
        ClaimState.DOCUMENTS_REQUESTED,
        ClaimState.FIRST_REVIEW,
        ClaimState.SECOND_REVIEW,
        ClaimState.APPROVED,
    }
)


async def _read_payment(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    payments = await access_payments(claims, member)
    asked = _amount(question)
    if asked is not None:
        matching = [one for one in payments if one.amount == asked]
        if not matching:
            return Answer(
                f"我这里没有查到给您打过 {say_money(asked)}，这笔可能不是互助金。"
                "银行短信上有付款方，可以对一下；也可以回复“转人工”。"
            )
        payments = tuple(matching)
    pending = [one for one in await access_claims(claims, member) if one.state in _PENDING]
    waiting = f"另外有 {len(pending)} 笔理赔还没到打款这一步。" if payments else "您的理赔还没到打款这一步。"
    if not payments:
        text = waiting if pending else "系统里没有查到给您的打款，也没有在办的理赔。"
        return Answer(text, (Choice("看进度", "我的理赔到哪一步了"),) if pending else ())
    lines = [f"{_say_line(one, question.today)}。" for one in payments[:_SHOWN]]
    text = "\n".join([*lines, *([waiting] if pending and asked is None else [])])
    text = f"{text}\n{say_as_of(one.updated_at for one in payments[:_SHOWN])}"
    choices = (Choice("看进度", "我的理赔到哪一步了"),) if pending else ()
    return Answer(text, choices, tuple(_fact(one) for one in payments[:_SHOWN]))


answer_payment = for_member(_read_payment)


def say_payment(payment: Payment, today: date) -> str:
    """`3月5日把 326 元打到尾号 4471 的卡`, or that and why it came back."""
    paid = (
        f"{say_date(payment.paid_on, today)}把 {say_money(payment.amount)}打到尾号 {payment.card_tail} 的卡"
    )
    if payment.state != "returned":
        return paid
    reason = f"，原因：{payment.return_reason}" if payment.return_reason else ""
    return f"{paid}，被银行退回{reason}"


def _say_line(payment: Payment, today: date) -> str:
    return f"{payment.plan_name}（{payment.claim_number}）：{say_payment(payment, today)}"


def _amount(question: Question) -> Decimal | None:
    said = question.named("amount")
    try:
        return Decimal(said) if said else None
    except InvalidOperation:
        return None


def _fact(payment: Payment) -> Fact:
    return Fact(f"payment:{payment.claim_number}", payment.updated_at)
