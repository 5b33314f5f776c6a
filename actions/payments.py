"""Where the money is: approved and not paid yet, sent back by the bank and what to do then, paid to which card."""

from collections.abc import Sequence
from datetime import date

from actions.claim_picking import pick
from actions.identity import for_member
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import Topic
from actions.wording import say_as_of, shorten_plan
from claims.access import access_claims, access_payments, access_profile
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import Claim, MemberId, Payment
from vocabulary.expects import Subject
from vocabulary.needs import Need
from vocabulary.saying import say_date, say_money

_SHOWN = 3
_UNDER_REVIEW = frozenset(
    {
        ClaimState.REGISTERED,
        ClaimState.DOCUMENTS_REQUESTED,
        ClaimState.FIRST_REVIEW,
        ClaimState.SECOND_REVIEW,
    }
)
_STAGE = OfferedChoice("看进度", "我的理赔到哪一步了")
_CHANGE_CARD = OfferedChoice("换收款卡", "换收款卡")
_NONE = "系统里没有查到给您的打款，也没有在办的理赔。"
_NEW_CARD = "要换一张能收款的卡才能再打，说“换收款卡”，给您换卡的页面，要再核对一次身份。"
_CARD_CHANGED = "您后来登记的是尾号 {tail} 的卡。哪天重新打，系统里还没有写，想催一下，回复“转人工”。"


async def _read_payment(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    every = await access_claims(claims, member)
    named = list(pick(every, question).claims) or list(every)
    tail = (await access_profile(claims, member)).card_tail
    payments = await access_payments(claims, member)
    open_claims = [one for one in named if one.state in (ClaimState.APPROVED, ClaimState.PAYMENT_RETURNED)]
    open_claims.sort(key=lambda one: one.state is not ClaimState.APPROVED)
    told = {one.number for one in open_claims}
    numbers = {one.number for one in named}
    paid = [one for one in payments if one.claim_number in numbers - told]
    return _say_all(named, open_claims, paid, tail, question.today)


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


def say_after_return(claim: Claim, tail: str | None = None) -> str:
    """What a payment that came back needs, as far as it is known: the desk's own note, and a new card."""
    note = next((one.note for one in reversed(claim.timeline) if one.state is claim.state and one.note), "")
    written = f"经办那边写的是：{note.rstrip('。')}。" if note else ""
    if tail and claim.payments and claim.payments[0].card_tail != tail:
        return written + _CARD_CHANGED.format(tail=tail)
    return written + _NEW_CARD


def say_wait(claim: Claim, today: date) -> str:
    """How long an approved claim has waited to be paid."""
    days = (today - claim.state_since).days
    return f"{say_date(claim.state_since, today)}审核通过，还没打款" + (
        f"，已经等了 {days} 天" if days > 0 else ""
    )


def _say_all(
    named: Sequence[Claim], open_claims: Sequence[Claim], paid: Sequence[Payment], tail: str, today: date
) -> Answer:
    """The open ones first; then what was paid, as far as there is room."""
    shown = open_claims[:_SHOWN]
    room = _SHOWN - len(shown)
    lines = [_say_open(one, tail, today) for one in shown] + [
        f"{shorten_plan(one.plan_name)}（{one.claim_number}）：{say_payment(one, today)}。"
        for one in paid[:room]
    ]
    waiting = [one for one in named if one.state in _UNDER_REVIEW]
    choices = (_STAGE,) if waiting else ()
    if any(one.state is ClaimState.PAYMENT_RETURNED for one in shown) or any(
        one.state == "returned" for one in paid[:room]
    ):
        choices = (_CHANGE_CARD, *choices)
    if not lines:
        return Answer("您的理赔还没到打款这一步，审完通过了才打。" if waiting else _NONE, choices)
    if waiting:
        lines.append(f"另外有 {len(waiting)} 笔理赔还没审完，没到打款这一步。")
    lines.append(say_as_of([*(one.updated_at for one in shown), *(one.updated_at for one in paid[:room])]))
    facts = [Fact(f"claim:{one.number}", one.updated_at) for one in shown]
    facts += [Fact(f"payment:{one.claim_number}", one.updated_at) for one in paid[:room]]
    needs: tuple[Need, ...] = ("profile",) if _CHANGE_CARD in choices else ()
    numbers = [one.number for one in shown] + [one.claim_number for one in paid[:room]]
    codes = {one.number: one.plan_code for one in named}
    topics = tuple(
        Topic(Subject.PAYMENT, number, (codes[number],) if number in codes else (), ("check_payment",))
        for number in reversed(numbers)
    )
    return Answer("\n".join(lines), choices, tuple(facts), needs, topics=topics)


def _say_open(claim: Claim, tail: str, today: date) -> str:
    head = f"{shorten_plan(claim.plan_name)}（{claim.number}，{claim.cause}）："
    if claim.state is ClaimState.APPROVED:
        amount = f"核定 {say_money(claim.approved_amount)}，" if claim.approved_amount is not None else ""
        return f"{head}{amount}{say_wait(claim, today)}。钱打到您登记的尾号 {tail} 的卡。"
    paid = f"{say_payment(claim.payments[0], today)}。" if claim.payments else "打款被银行退回了。"
    return f"{head}{paid}{say_after_return(claim, tail)}"
