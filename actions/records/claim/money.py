"""How much a claim gave or may give, when it was paid, to which card, and where the money came from."""

import re
from dataclasses import replace
from datetime import date

from actions.payments import say_after_return, say_payment, say_wait
from actions.question import Answer
from actions.records.claim.asked import CHANGE_CARD, HAND_IN, AskedClaim
from actions.records.claim.comparing import say_terms_of_then
from actions.records.claim.papers import say_missing
from actions.records.claim.reading import names_another_sum
from actions.records.claim.reckoning import say_ceiling, say_reckoning
from claims.states import ClaimState
from claims.values import Claim
from vocabulary.saying import say_money

_TWICE = re.compile(r"[两俩二几]回|[两几]次")
_TIMES = {1: "一次", 2: "两次"}


async def say_amount(one: AskedClaim) -> Answer:
    """The sum and where it is; before a decision what there may be at most."""
    claim, today = one.claim, one.question.today
    if claim.state is ClaimState.PAYMENT_RETURNED and claim.payments:
        return await _say_returned(one)
    if claim.payments and _TWICE.search(one.question.text):
        return Answer(_count_payments(claim, today))
    if claim.payments and _expects_another(one):
        return replace(await say_terms_of_then(one) or await say_reckoning(one), says="another_sum")
    if claim.payments:
        text = f"{one.name}{say_payment(claim.payments[0], today)}。{_say_earlier(claim, today)}"
        return Answer(text, again=(f"就是这一笔：{say_payment(claim.payments[0], today)}，已经到了。",))
    if claim.state is ClaimState.APPROVED:
        tail = (await one.find_profile()).card_tail
        sum_ = f"核定 {say_money(claim.approved_amount)}，" if claim.approved_amount is not None else ""
        return Answer(f"{one.name}{sum_}{say_wait(claim, today)}。钱打到您登记的尾号 {tail} 的卡。")
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        ceiling = await say_ceiling(one)
        return replace(ceiling, text=f"{ceiling.text}先补上{one.missing}，才接着审。", choices=(HAND_IN,))
    return await say_ceiling(one)


def _expects_another(one: AskedClaim) -> bool:
    """Whether another sum is held against the one that came: 咋不是一万五."""
    return "dispute_claim" in one.question.intents and names_another_sum(one.claim, one.question)


_CHANGE_NOW = "这张卡不用了，趁还没打，说“换收款卡”。"


async def say_card(one: AskedClaim) -> Answer:
    """Which card it went to, or will go to."""
    claim = one.claim
    if claim.state is ClaimState.PAYMENT_RETURNED and claim.payments:
        return await _say_returned(one)
    if claim.payments:
        paid = claim.payments[0]
        sum_ = f"，{one.say_day(paid.paid_on)}打的 {say_money(paid.amount)}"
        text = (
            f"打到尾号 {paid.card_tail} 的卡上了：{one.name}{sum_}。{_say_earlier(claim, one.question.today)}"
        )
        return Answer(text)
    tail = (await one.find_profile()).card_tail
    if claim.state is ClaimState.APPROVED:
        said = await say_amount(one)
        return replace(said, text=f"{said.text}{_CHANGE_NOW}", choices=(*said.choices, CHANGE_CARD))
    if claim.state is ClaimState.DENIED or one.is_closed_unpaid:
        return await say_ceiling(one)
    text = f"审核通过了才打款，打到您登记的尾号 {tail} 的卡；卡不用了，说“换收款卡”。"
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        return Answer(f"{text}{say_missing(one).text}", (CHANGE_CARD,))
    return Answer(f"{one.name}{one.stage}，还没核定。{text}", (CHANGE_CARD,))


async def say_origin(one: AskedClaim) -> Answer:
    """Who asked for it: nobody, where it is settled with the basic insurance; else what the record says."""
    claim = one.claim
    if claim.state is ClaimState.PAYMENT_RETURNED and is_of_return(one):
        return say_why_returned(one)
    paid = next((payment for payment in claim.payments if payment.state != "returned"), None)
    sum_ = say_money(paid.amount) if paid else "这笔钱"
    to = f"，{one.say_day(paid.paid_on)}打到尾号 {paid.card_tail} 的卡" if paid else ""
    if claim.kind == "quarterly_settlement":
        text = (
            f"{sum_}是二次报销（暖·互助）给的：{claim.cause}{to}。它不用申请，也不用交材料：系统和医保连着，"
            "每季度自动算一次，直接打到京卡，会员免费。"
        )
        again = (
            "这一项本来就不用申请、不用交材料：跟医保的数据对接，每季度自动算，直接打到京卡，会员免费。放心收着就行。",
        )
        return Answer(text, again=again)
    note = one.find_note(ClaimState.REGISTERED)
    came = next((payment for payment in claim.payments if payment.state != "returned"), None)
    if came:
        text = (
            f"是您的，按核对过的身份查到的：{say_money(came.amount)}是{one.name}的互助金，{one.say_day(claim.filed_on)}登记的，"
            f"{one.say_day(came.paid_on)}打到尾号 {came.card_tail} 的卡。{f'登记时写的是：{note}。' if note else ''}"
        )
        return Answer(text)
    who = f"，记录上写的是：{note}" if note else "，是谁交的系统里没写"
    filed = f"{one.say_day(claim.filed_on)}登记的{who}。要不是您的事，点“转人工”告诉同事。"
    if paid:
        return Answer(f"{sum_}是{one.plan}给的（{claim.cause}）{to}。这笔理赔是{filed}")
    return Answer(f"{one.name}是{filed}")


def is_of_return(one: AskedClaim) -> bool:
    """Whether the words are about what the bank wrote: who closed the card."""
    reason = next((payment.return_reason for payment in one.claim.payments if payment.return_reason), "")
    words = one.question.text
    shared = any(reason[place : place + 2] in words for place in range(len(reason) - 1))
    return bool(reason) and (shared or "卡" in words)


def say_why_returned(one: AskedClaim) -> Answer:
    """The reason as it is written, and that nobody here sees more of it; no fault of the member's."""
    reason = next((payment.return_reason for payment in one.claim.payments if payment.return_reason), "")
    text = (
        f"银行退回来只写了“{reason}”，是谁、为什么，记录里没有，我看不到，不是怪您。带身份证去北京银行网点能问清；"
        "卡办好了，回来说“换收款卡”，换好才能重新打。"
    )
    return Answer(text, (CHANGE_CARD,), needs=("profile",))


def say_other_bank(bank: str) -> Answer:
    """Another bank's card is none that is written of."""
    text = (
        f"互助金是打到京卡上的，就是北京银行和市总工会一起发的会员卡，普通的北京银行卡也不能代替。{bank}行不行，没有这样写，我不敢说行。"
        "先带身份证到北京银行网点补办京卡，办好回来说“换收款卡”。"
    )
    return Answer(text, (CHANGE_CARD,))


async def _say_returned(one: AskedClaim) -> Answer:
    tail = (await one.find_profile()).card_tail
    text = f"{one.name}{say_payment(one.claim.payments[0], one.question.today)}。{say_after_return(one.claim, tail)}"
    again = ("先把卡换好，钱才能再打：说“换收款卡”，在页面上填新卡。换好以后哪天打，系统里没写。",)
    return Answer(text, (CHANGE_CARD,), needs=("profile",), again=again)


def _count_payments(claim: Claim, today: date) -> str:
    """How often money came, where somebody believes that it came twice."""
    arrived = [say_payment(payment, today) for payment in claim.payments if payment.state != "returned"]
    back = "被退回的那次没有到卡里。" if len(arrived) < len(claim.payments) else ""
    return (
        f"只到账{_TIMES.get(len(arrived), f' {len(arrived)} 次')}：{'；'.join(arrived)}。{back}"
        if arrived
        else f"还没有到账。{back}"
    )


def _say_earlier(claim: Claim, today: date) -> str:
    """The payment that came back before the one that stays."""
    back = [say_payment(payment, today) for payment in claim.payments[1:] if payment.state == "returned"]
    return f"在那以前{back[0]}。所以一共只到账一次。" if back else ""
