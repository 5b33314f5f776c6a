"""What a claim still waits for, and what came too late for it."""

from actions.papers import say_papers
from actions.question import Answer
from actions.records.claim.asked import HAND_IN, REVIEW, TO_PERSON, AskedClaim
from actions.wording import say_list
from claims.access import access_papers
from claims.states import ClaimState


def say_missing(one: AskedClaim) -> Answer:
    """What is waited for, and the two ways to hand it in."""
    text = f"{one.name}在等您补：{one.missing}。说“我要交材料”就能拍照传，也可以交给单位工会的经办人。"
    return Answer(text, (HAND_IN,))


async def say_claim_papers(one: AskedClaim) -> Answer:
    """What has come and what is missing; of a claim that was closed for want of papers, what is left to do."""
    if one.is_closed_unpaid and one.claim.missing_documents:
        return say_too_late(one)
    sent = await access_papers(one.claims, one.member, one.claim.number)
    return say_papers(one.claim, sent, one.name, one.question)


def say_too_late(one: AskedClaim) -> Answer:
    """Whether papers still count after the end is nowhere written: a review may be asked for."""
    missing = say_list(paper.label for paper in one.claim.missing_documents)
    asked = one.say_day(min(paper.asked_on for paper in one.claim.missing_documents))
    note = one.find_note(ClaimState.CLOSED)
    why = f"，写的是：{note}" if note else ""
    text = (
        f"{one.name}{asked}要补{missing}，没有收到，{one.since}结案了，没有给付{why}。现在补还算不算，我这里没有规定，"
        f"不敢说行也不敢说不行。{missing}先备好，可以请同事复核：回复“我要申请复核”。"
    )
    again = (f"补了算不算，得同事看了才知道。把{missing}备好，回复“我要申请复核”，把晚了的缘由一起说上。",)
    return Answer(text, (one.review, TO_PERSON), again=again)


async def say_substitute(one: AskedClaim) -> Answer:
    """Whether something else will do stands nowhere: who decides it, and who may ask."""
    if one.is_closed_unpaid and one.claim.missing_documents:
        return say_too_late(one)
    if not one.claim.missing_documents:
        return await say_claim_papers(one)
    union = (await one.find_profile()).union_name
    text = (
        f"{one.name}要的是{one.missing}。能不能用别的代替，我这里没有规定，不敢乱说。先问{union}的经办人；"
        "也可以点“转人工”，把开不出来的情况告诉同事，请同事定。"
    )
    again = ("替代的办法我这里查不到，得管理赔的同事定。要我请同事看，点“转人工”，您的难处直接说给他们。",)
    return Answer(text, (TO_PERSON, HAND_IN), again=again)


async def say_notified(one: AskedClaim) -> Answer:
    """Whether the member was told cannot be seen here, and belongs into a review; what will be told, the bot adds."""
    claim = one.claim
    if claim.state is ClaimState.DOCUMENTS_REQUESTED or (one.is_closed_unpaid and claim.missing_documents):
        asked = one.say_day(min(paper.asked_on for paper in claim.missing_documents))
        sorry = "让您吃了亏，对不住。" if one.is_closed_unpaid else ""
        then = (
            "没收到通知这一点可以写进复核，回复“我要申请复核”。"
            if one.is_closed_unpaid
            else "现在补上就接着审，说“我要交材料”就能拍照传。"
        )
        text = f"{sorry}记录上{asked}要过{one.missing}；当时有没有通知到您手上，我这里看不到，不敢说通知过。{then}"
        return Answer(text, (one.review,) if one.is_closed_unpaid else (HAND_IN,))
    if claim.state in (ClaimState.PAID, ClaimState.CLOSED, ClaimState.DENIED):
        text = f"{one.name}{one.since}{one.stage}。当时有没有通知到您，我这里看不到，不敢说通知过。"
        return Answer(f"{text}{REVIEW}" if claim.state is ClaimState.DENIED else text)
    return Answer(f"{one.name}{one.stage}，有变化随时来问我就能看到。", needs=("tell_notices",))
