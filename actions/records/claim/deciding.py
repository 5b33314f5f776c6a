"""Why a claim was decided so, with the member's own days beside the reason, and what may be said against it."""

import re

from actions.claim_status import find_earlier_return
from actions.payments import say_after_return, say_payment
from actions.question import Answer
from actions.records.claim.asked import (
    CHANGE_CARD,
    FOLLOWING,
    FOR_EVERY_MEMBER,
    REVIEW,
    AskedClaim,
    is_in_force,
)
from actions.records.claim.money import is_of_return, say_why_returned
from actions.records.claim.papers import say_missing
from actions.records.claim.reckoning import say_reckoning
from claims.states import ClaimState
from claims.values import Enrolment
from vocabulary.expects import Subject

_RETURNED = re.compile(r"退")
_KIND_WORD = "没赔下来，换谁心里都不好受。"
_AGAIN = "理由还是那一条，我这里改不了，也不敢说它对还是不对。您要是不认，回复“我要申请复核”，把您的理由一起说上，请同事重新看。"


async def say_why(one: AskedClaim) -> Answer:
    """The recorded reason; where money was given, what the sum rests on."""
    claim = one.claim
    if claim.state is ClaimState.DENIED:
        return await _say_denied(one)
    if claim.state is ClaimState.PAYMENT_RETURNED and is_of_return(one) and one.is_spoken_of:
        return say_why_returned(one)
    if claim.state is ClaimState.PAYMENT_RETURNED and claim.payments:
        tail = (await one.find_profile()).card_tail
        text = (
            f"{one.name}{say_payment(claim.payments[0], one.question.today)}。{say_after_return(claim, tail)}"
        )
        return Answer(text, (CHANGE_CARD,), needs=("profile",))
    is_of_money = one.question.about is Subject.PAYMENT and "dispute_claim" not in one.question.intents
    if (back := find_earlier_return(claim)) and (is_of_money or _RETURNED.search(one.question.text)):
        paid = say_payment(claim.payments[0], one.question.today)
        return Answer(
            f"{one.name}退过一次：{say_payment(back, one.question.today)}。后来重新打了：{paid}，已经到了。"
        )
    if claim.approved_amount is not None:
        return await say_reckoning(one)
    if claim.state is ClaimState.CLOSED:
        return _say_closed(one)
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        return say_missing(one)
    if denied := one.find_day(ClaimState.DENIED):
        note = one.find_note(ClaimState.DENIED)
        why = f"，当时写的是：{note}" if note else ""
        text = f"{one.name}{one.say_day(denied)}没有通过{why}。{one.since}起{one.stage}，复审完才有结论。"
        return Answer(text)
    return await say_worry(one)


async def say_worry(one: AskedClaim) -> Answer:
    """What may stand against it before anything is decided: the days as they are recorded, and that nobody can say."""
    cover = await one.find_cover()
    first = f"{one.name}{one.stage}，{one.since}起，还没有结论，会怎么定我不敢说。"
    if (
        cover is None
        or not is_in_force(cover, one.claim.date_of_loss)
        or one.claim.plan_code in FOR_EVERY_MEMBER
    ):
        return Answer(f"{first}{FOLLOWING[one.claim.state]}。")
    began, days = one.say_day(cover.effective_date), (one.claim.date_of_loss - cover.effective_date).days
    lies = f"记录上{one.plan}{began}生效，{one.loss}，隔了 {days} 天，在保障期里。"
    rules = (
        "以前的病、刚参加多久怎么算，公开的材料没写，由审核定。有话想先说清楚，告诉我，我写给管理赔的同事。"
    )
    return Answer(f"{first}{lies}{rules}", again=(f"{lies}算不算由审核定，有了结论来问我就能看到。",))


async def say_valid(one: AskedClaim) -> Answer | None:
    """Whether it lay within the cover, where that was the reason; else the cover's own answer."""
    if one.claim.state is ClaimState.DENIED:
        return await _say_denied(one)
    return None


async def _say_denied(one: AskedClaim) -> Answer:
    claim = one.claim
    reason = (claim.denial_reason or "").rstrip("。")
    said = f"理由是：{reason}。" if reason else "系统里没有写理由。"
    cover = await one.find_cover()
    days = _say_days(one, cover) if cover else ""
    text = f"{_KIND_WORD}{one.name}{one.since}没有通过。{said}{days}{REVIEW}"
    again = (_say_enrolment(one, cover) if cover and days else _AGAIN, _AGAIN)
    return Answer(text, (one.review,), again=tuple(dict.fromkeys(again)))


def _say_days(one: AskedClaim, cover: Enrolment) -> str:
    """The day that it happened on beside the days of cover, where it lies outside."""
    day = one.claim.date_of_loss
    if is_in_force(cover, day):
        return ""
    began, ended = one.say_day(cover.effective_date), one.say_day(cover.expiry_date)
    held = f"{began}才生效" if day < cover.effective_date else f"{ended}就到期了"
    return f"记录上您{one.loss}，{one.plan}{held}。"


def _say_enrolment(one: AskedClaim, cover: Enrolment) -> str:
    """To whoever says that they have long been a member: that is not yet cover by a plan that the unit pays for."""
    day = one.claim.date_of_loss
    end = "要是单位其实早就参加了，请经办人核对一下，再回复“我要申请复核”。"
    if day > cover.expiry_date:
        return f"{one.loss}，那时{one.plan}{one.say_day(cover.expiry_date)}已经到期，中间没有接上。{end}"
    if one.claim.plan_code in FOR_EVERY_MEMBER:
        return _AGAIN
    return (
        f"您的{one.plan}{one.say_day(cover.effective_date)}才生效，{one.loss}在那之前。"
        f"入了工会，不等于就有{one.plan}：它要单位另外给您参加；入会就有的是二次报销和家财险。{end}"
    )


def _say_closed(one: AskedClaim) -> Answer:
    note = one.find_note(ClaimState.CLOSED)
    why = f"经办那边写的是：{note}。" if note else "为什么，系统里没写。"
    missing = ""
    if one.claim.missing_documents:
        asked = one.say_day(min(paper.asked_on for paper in one.claim.missing_documents))
        missing = f"{asked}要过{one.missing}，没有收到。"
    text = f"{one.name}{one.since}结案，没有给付。{why}{missing}{REVIEW}"
    return Answer(text, (one.review,), again=(_AGAIN,))
