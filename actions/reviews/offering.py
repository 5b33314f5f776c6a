"""A decision that the member does not accept: the recorded reason first, warmly; a review is offered, and begun after a yes alone."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from actions.claim_picking import pick_by_words
from actions.identity import for_member
from actions.knowledge import Knowledge
from actions.question import Answer, OfferedChoice, Question
from actions.reviews.decisions import Decision, find_decisions, find_meant, rank
from actions.reviews.reasons import collect_reasons, find_record, quote
from actions.reviews.submitting import DISPUTE
from actions.reviews.under_way import find_awaited, is_asked, say_asked, say_in_review
from actions.talk import AskedNow, Offer
from actions.wording import say_as_of
from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.expects import Asked, Subject

_CHOICES = (OfferedChoice("对，请同事复核", "对，请同事复核"), OfferedChoice("先不用", "先不复核"))
_KINDLY = "没赔下来，您心里不好受，我明白。"
_KINDLY_FIRST = "结果不称心，您心里不好受，我明白。"
_IDENTITY_AGAIN = ("还是得先核对一下身份，点下面的链接就行。核对完，这一笔是怎么定的，我一条一条说给您。",)
_TOLD = "结果我改不了，能做的是请同事复核{name}{reason}。改不改由复核定。现在就交上去吗？"
_ASK = "不认可的话，可以请同事复核{reason}。要我现在就交上去吗？"
_NOT_DECIDED = (
    "{name}{said}，还没到复核这一步。有话想带给审的同事，回复“转人工”；定下来您不认可，再说“我要申请复核”。"
)
_TO_PERSON = (OfferedChoice("转人工", "转人工"),)
_MOST = 5
_WHICH = "您对哪一笔的结果不认可？点一个，或者说第几个。"
_WITH_REASON = "，理由写您说的{quoted}"
_NONE_DECIDED = "您名下没有审完的理赔，也就没有要复核的。觉得哪里不对，直接说给我；想跟同事说，点“转人工”。"

Answerer = Callable[[ClaimsDatabase, Knowledge, Question], Awaitable[Answer]]


async def _offer(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer:
    """How it stands where a review is under way; else the decision, and the one question."""
    if which := await _ask_which(claims, member, question):
        return which
    decision = await find_meant(claims, member, question)
    if decision and decision.is_open:
        text = _NOT_DECIDED.format(name=decision.name, said=decision.said)
        return Answer(text, _TO_PERSON, (decision.fact,), topics=(decision.topic,))
    waiting = find_awaited(question)
    if decision and waiting and is_asked(question, decision):
        return say_asked(question, decision, waiting)
    if decision and decision.reviewed_since:
        return say_in_review(decision, question)
    if decision is None:
        return Answer(_NONE_DECIDED, _TO_PERSON)
    return ask_for_yes(question, decision)


async def _ask_which(claims: ClaimsDatabase, member: MemberId, question: Question) -> Answer | None:
    """Which of several, where none is named or spoken of, and not one alone was refused."""
    if question.named("claim_number") or question.named("relief_number") or find_record(question.talk):
        return None
    if pick_by_words(await access_claims(claims, member), question):
        return None
    found = rank(await find_decisions(claims, member, question.today), question)
    decided = [one for one in found if not one.is_open]
    refused = [one for one in decided if one.was_refused or one.reviewed_since]
    likely = refused or decided
    if len(likely) < 2:
        return None
    lines = [f"{place}. {one.name}{one.said}" for place, one in enumerate(likely[:_MOST], 1)]
    choices = tuple(
        OfferedChoice(f"{place}. {one.name}", f"我要申请复核 {one.key}")
        for place, one in enumerate(likely[:_MOST], 1)
    )
    offers = Offer(Subject.CLAIM, tuple(one.key for one in likely[:_MOST]))
    return Answer("\n".join([_WHICH, *lines]), choices, asks=AskedNow(Asked.RECORD, DISPUTE), offers=offers)


def ask_for_yes(question: Question, decision: Decision) -> Answer:
    """The one question, which names the record and reads the reason back; before it the decision, unless it is spoken of."""
    key = decision.key
    reasons = collect_reasons(question, key)
    reason = _WITH_REASON.format(quoted=quote(reasons)) if reasons else ""
    asks = AskedNow(Asked.YES, DISPUTE, key)
    text = _TOLD.format(name=decision.name, reason=reason)
    if not _was_told(question, decision):
        kindly = _KINDLY if decision.was_refused else ""
        as_of = say_as_of([decision.updated_at])
        text = f"{kindly}{decision.full_name}{decision.said}。{as_of}\n{_ASK.format(reason=reason)}"
    return Answer(text, _CHOICES, (decision.fact,), topics=(decision.topic,), asks=asks)


def _was_told(question: Question, decision: Decision) -> bool:
    """Whether the decision is what is spoken of."""
    topic = find_record(question.talk)
    return topic is not None and topic.key == decision.key


_answer_member = for_member(_offer)


async def answer_dispute(claims: ClaimsDatabase, knowledge: Knowledge, question: Question) -> Answer:
    """The same; whoever is not known yet hears a kind word before they prove who they are."""
    answer = await _answer_member(claims, knowledge, question)
    if question.member is not None or answer.needs != ("identity",):
        return answer
    return replace(answer, text=f"{_KINDLY_FIRST}{answer.text}", again=_IDENTITY_AGAIN)


ANSWERERS: Mapping[str, Answerer] = {"dispute_claim": answer_dispute}
