"""A decision that the member does not accept: the recorded reason first, a review after a yes alone."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from actions.claim_status import say_claims, say_stage
from actions.identity import for_member
from actions.knowledge import Knowledge
from actions.question import Act, Answer, Fact, HandoffWish, OfferedChoice, Question
from actions.talk import AskedNow, Topic
from actions.wording import say_as_of
from claims.access import access_claim, access_claims
from claims.database import ClaimsDatabase
from claims.states import ClaimState
from claims.values import Claim, MemberId
from vocabulary.expects import Asked, Subject
from vocabulary.tickets import TicketDesk, TicketReason

DISPUTE = "dispute"
"""What a yes would do."""
_DECIDED = (ClaimState.DENIED, ClaimState.PAID, ClaimState.APPROVED, ClaimState.CLOSED)
"""What may be disputed, and in this order where none is named."""
_NAMED = re.compile(
    r"(?:对|是的?|嗯|好的?|行)*[,，\s]*(?:(?:帮我|给我)?我?(?:要|想|就要)?(?:申请)?复核|(?:帮我|给我)?请同事复核)(?:一下|吧|了)?[,，\s]*(?:LP[\d-]+)?[。!！]*"
)
_CHOICES = (OfferedChoice("对，请同事复核", "对，请同事复核"), OfferedChoice("先不用", "先不复核"))
_ASK = "不认可的话，可以请同事复核。要我现在就请同事复核这一笔吗？"
_ASK_OF_NONE = "系统里没有查到您已经审完的理赔。您觉得哪里不对，可以请管理赔的同事看看。要我现在就请吗？"
_NO_REASON = "系统里没有写明理由，复核的时候同事能说清。"
_DONE = "好，{which}转给同事复核了。哪里不认可、有什么材料，现在就可以接着说。不想复核了，说“不用转了”。"
_LEFT = "好，没有转，先不复核。以后想复核，说“我要申请复核”。"

Answerer = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]


async def _offer(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    """Why it was decided so, and the review as something that may be had; at once where that was said before."""
    claim = _find_meant(await access_claims(claims, member), question)
    key = claim.number if claim else ""
    topic = question.talk.topic
    was_told = claim is not None and topic is not None and (topic.subject, topic.key) == (Subject.CLAIM, key)
    if was_told and _NAMED.fullmatch(question.text.strip()):
        return await _open(claims, question, key)
    asks = AskedNow(Asked.YES, DISPUTE, key)
    if claim is None:
        return Answer(_ASK_OF_NONE, _CHOICES, asks=asks)
    topics = (Topic(Subject.CLAIM, key, (claim.plan_code,)),)
    facts = (Fact(f"claim:{key}", claim.updated_at),)
    return Answer(f"{_say_decision(claim, question)}\n{_ASK}", _CHOICES, facts, topics=topics, asks=asks)


def _find_meant(every: Sequence[Claim], question: Question) -> Claim | None:
    """The claim that is named, else spoken of, else of the plan that is named, else the one that was denied."""
    topic, number = question.talk.topic, question.named("claim_number")
    spoken_of = topic.key if topic and topic.subject is Subject.CLAIM else None
    decided = sorted(
        (one for one in every if one.state in _DECIDED), key=lambda one: _DECIDED.index(one.state)
    )
    named = [one for one in every if one.number == number]
    of_plan = [one for one in decided if one.plan_code in question.programmes]
    current = [] if of_plan else [one for one in decided if one.number == spoken_of]
    return next(iter([*named, *current, *of_plan, *decided]), None)


def _say_decision(claim: Claim, question: Question) -> str:
    if claim.state is not ClaimState.DENIED:
        return say_claims([claim], question.today).text
    reason = f"登记的理由是：{claim.denial_reason}。" if claim.denial_reason else _NO_REASON
    name = f"您的{claim.plan_name}理赔（{claim.number}，{claim.cause}）"
    return f"{name}{say_stage(claim)}。{reason}{say_as_of([claim.updated_at])}"


async def _open(claims: ClaimsDatabase, question: Question, key: str) -> Answer:
    """The ticket for the desk of claims, with the claim."""
    key = question.named("claim_number") or key
    claim = await access_claim(claims, question.member, key) if question.member and key else None
    which = f"{claim.plan_name}（{claim.number}）这一笔" if claim else "您的话"
    about = f"理赔 {claim.number}" if claim else ""
    return Answer(
        _DONE.format(which=which), person=HandoffWish(TicketReason.DISPUTE, TicketDesk.CLAIMS, about)
    )


DISPUTING = Act(_open, _NAMED, _LEFT)
ANSWERERS: Mapping[str, Answerer] = {"dispute_claim": for_member(_offer)}
