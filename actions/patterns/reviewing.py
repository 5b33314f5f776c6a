"""A review that is asked for: a reason told before the yes is kept, one under way is spoken of as it stands, and it is taken back after a yes."""

import re
from dataclasses import replace

from actions.answering import Answering
from actions.claim_picking import pick
from actions.question import Answer, HandoffWish, OfferedChoice, Question
from actions.records.claim import answer_about
from actions.records.claim.asked import UNDER_REVIEW
from actions.reviews import DISPUTE, WITHDRAW_REVIEW, WITHDRAWING, ask_for_yes
from actions.reviews.decisions import Decision, find_decisions
from actions.reviews.reasons import find_reason, quote
from actions.reviews.under_way import REVIEW, find_asked, find_awaited, say_asked, say_moment
from actions.talk import AskedNow, Remark
from actions.tasks.signals import asks_something, says_not_but
from claims.access import access_claims
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject
from vocabulary.tickets import TicketReason

_GIVES_UP = frozenset({"cancel", "deny"})
_ENDS = (Move.STOP, Move.REFUSE, Move.PUT_OFF)
_OF_STATE = frozenset({Aspect.STATE, Aspect.WHEN, Aspect.WHY_SLOW, Aspect.NEXT, Aspect.HURRY, Aspect.WHO})
_TOLD = frozenset({Aspect.WHY, Aspect.RECKONING})
_TELLS = frozenset({"inform", "dispute_claim", "complain", "nlu_fallback", "submit_documents"})
_OF_PAPERS = frozenset({"submit_documents", "ask_documents", "ask_deadline"})
_ASIDES = frozenset({"goodbye", "inform", "cancel", "deny", "affirm", "complain"})
_PAPERS_LATER = (
    "可以先提，材料拿到了在这里说一声、拍照发来，我添到这次复核上；后补的算不算，由看的同事定，我不敢打包票。"
    "不急的话，等拿到了再提也行。现在先交上去吗？"
)
_PAPERS_AGAIN = "先提还是等材料齐了再提，都行，您定。要现在交，回“对”。"
_SURE = "{name}的复核{since}交给同事了。要撤回来吗？撤了，{stays}。"
_HOW_FAR = re.compile(
    r"(?:我的?)?(?:那个)?(?:复核|申诉|重审)(?:到哪(?:一?步)?了?|有(?:结果|信儿?|消息)了?(?:没有?|吗)?|[咋怎]么?样了?)[?？啊呀呢]*"
)
_ADDED = "{quoted}也写到复核里了，同事看的时候一起看。还有要补的，接着说。"
_ADDED_AGAIN = ("这一句也添上了，跟前面的放在一起。",)
_CHOICES = (OfferedChoice("对，撤回", "撤回复核"), OfferedChoice("不撤", "不撤，留着"))


async def take(answering: Answering, question: Question) -> Answer | None:
    """Hears a reason while the yes is awaited; then whatever is said of a review that waits for a colleague."""
    if question.way_back or question.member is None:
        return None
    is_open = question.talk.is_asked(Asked.YES, DISPUTE)
    is_chosen = is_open or question.talk.is_asked(Asked.RECORD, DISPUTE)
    if is_chosen and (other := await _find_other(answering, question)):
        return ask_for_yes(question, other)
    if is_open and _asks_of_papers(question):
        return Answer(_PAPERS_LATER, asks=question.talk.asked, says="papers_later", again=(_PAPERS_AGAIN,))
    if is_open:
        return await _hear_reason(answering, question)
    if _takes_back(question) and (stands := await _say_of_taking_back(answering, question)):
        return stands
    if _wishes(question):
        return await answering.answer(replace(question, intents=("dispute_claim",)))
    waiting = find_awaited(question)
    if waiting is None or question.talk.task:
        return None
    decision = await _find(answering, question, find_asked(question))
    if decision is None:
        return None
    if WITHDRAWING.named.fullmatch(question.text.strip()):
        return await WITHDRAWING.perform(answering.claims, question, decision.key)
    topic = question.talk.topic
    is_of_it = topic is not None and topic.key == decision.key
    if _gives_up(question, is_of_it):
        return _ask_to_take_back(question, decision)
    is_asked = is_of_it and bool(_OF_STATE.intersection(question.aspects)) and not question.programmes
    if is_asked or _HOW_FAR.fullmatch(question.text.strip()):
        return say_asked(question, decision, waiting)
    return _add_reason(question, decision) if is_of_it else None


def _asks_of_papers(question: Question) -> bool:
    """Whether it is asked if a paper may come after the yes: 收据明天才有，能先提后补吗."""
    asks = asks_something(question) or bool(question.aspects)
    is_of_papers = question.about is Subject.PAPERS or bool(_OF_PAPERS.intersection(question.intents))
    return (
        asks and is_of_papers and "dispute_claim" not in question.intents and question.move is not Move.AGREE
    )


def _takes_back(question: Question) -> bool:
    """Whether words that ask nothing would have a claim taken back that is under way, or would rather not: 撤了得了 心累."""
    topic = question.talk.topic
    is_of_claim = topic is not None and topic.subject is Subject.CLAIM and bool(topic.key)
    is_said = Aspect.UNDO in question.aspects or question.move is Move.WITHDRAW
    is_aside = bool(question.intents) and set(question.intents) <= _ASIDES
    return is_of_claim and is_said and is_aside and question.talk.asked is None and question.waiting is None


async def _say_of_taking_back(answering: Answering, question: Question) -> Answer | None:
    topic = question.talk.topic
    assert question.member is not None
    every = await access_claims(answering.claims, question.member)
    claim = next((one for one in every if topic and one.number == topic.key), None)
    if claim is None or claim.state not in UNDER_REVIEW:
        return None
    return await answer_about(
        answering.claims, answering.knowledge, question.member, claim, (Aspect.UNDO,), question
    )


def _add_reason(question: Question, decision: Decision) -> Answer | None:
    """What is told besides goes to the same ticket."""
    is_plain = set(question.intents) == {"inform"} and not question.programmes
    tells = question.move in (Move.GIVE, Move.FOR_PERSON) or is_plain
    reason = find_reason(question.text)
    is_open = question.talk.asked is not None or bool(question.aspects)
    if not tells or not reason or is_open or asks_something(question):
        return None
    about = f"{decision.title} {REVIEW}，会员补充：{quote([reason])}"
    text = _ADDED.format(quoted=quote([reason]))
    person = HandoffWish(TicketReason.DISPUTE, decision.desk, about)
    return Answer(text, person=person, topics=(decision.topic,), again=_ADDED_AGAIN)


async def _find_other(answering: Answering, question: Question) -> Decision | None:
    """The record that the words pick instead of the one that the yes was asked for, or out of those that were shown."""
    if question.member is None or asks_something(question):
        return None
    asked, offer = question.talk.asked, question.talk.offered
    found = {one.key: one for one in await find_decisions(answering.claims, question.member, question.today)}
    every = [one for one in await access_claims(answering.claims, question.member) if one.number in found]
    is_which = asked is not None and asked.kind is Asked.RECORD
    keys = list(offer.keys) if offer and is_which else []
    shown = sorted((one for one in every if one.number in keys), key=lambda one: keys.index(one.number))
    picked = pick(shown or every, question, (), is_which).claims
    others = [one for one in picked if asked is None or one.number != asked.key]
    return found[others[0].number] if len(others) == 1 and len(picked) == 1 else None


async def _hear_reason(answering: Answering, question: Question) -> Answer | None:
    """The question once more, with what was told meanwhile read back; nothing is handed over."""
    is_told = set(question.intents) <= (_TELLS | {"deny"} if says_not_but(question) else _TELLS)
    tells = question.move is Move.GIVE or is_told
    if not tells or not find_reason(question.text) or asks_something(question):
        return None
    asked = question.talk.asked
    decision = await _find(answering, question, asked.key if asked else "")
    if decision is None:
        return None
    heard = (Remark(decision.key, find_reason(question.text)),)
    return replace(ask_for_yes(question, decision), remarks=heard)


def _wishes(question: Question) -> bool:
    """Whether a review is wished for, or, where the words leave it open, the reason was told and does not content them."""
    if Aspect.REVIEW in question.aspects:
        return True
    topic = question.talk.topic
    was_told = topic is not None and bool(_TOLD.intersection(topic.aspects))
    return was_told and not question.aspects and "dispute_claim" in question.intents


def _gives_up(question: Question, is_of_it: bool) -> bool:
    """Whether the words end what is spoken of, the review, and nothing else is open that they could end."""
    asked = question.talk.asked
    if question.programmes or (asked is not None and asked.kind is not Asked.STEP):
        return False
    if question.move is Move.WITHDRAW or Aspect.UNDO in question.aspects:
        return True
    return is_of_it and (question.move in _ENDS or set(question.intents) <= _GIVES_UP)


def _ask_to_take_back(question: Question, decision: Decision) -> Answer:
    waiting = question.waiting
    since = say_moment(waiting.since, question.now) if waiting else ""
    stays = f"已经打给您的 {decision.paid}不受影响" if decision.paid else "原来的结果不变"
    text = _SURE.format(name=decision.name, since=since, stays=stays)
    asks = AskedNow(Asked.YES, WITHDRAW_REVIEW, decision.key)
    return Answer(text, _CHOICES, (decision.fact,), topics=(decision.topic,), asks=asks)


async def _find(answering: Answering, question: Question, key: str) -> Decision | None:
    if question.member is None or not key:
        return None
    found = await find_decisions(answering.claims, question.member, question.today)
    return next((one for one in found if one.key == key), None)
