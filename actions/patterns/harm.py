"""A swindler is at work, or has been: stop, whom to call, and what is true of the member's own money."""

from dataclasses import replace

from actions.answering import Answering
from actions.faq import DOUBT, HARM, answer_harm
from actions.payments import say_after_return, say_payment
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.talk import Topic
from actions.wording import shorten_plan
from claims.access import access_claims, access_profile
from claims.states import ClaimState
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

_PAID = "paid_a_fee_to_fraud"
_BEFORE_PAYING = frozenset({"fraud_calls", "strange_link_or_code", "screen_share_or_app"})
_OF_MONEY = ("check_payment", "check_claim", "ask_payout_time")
_LIKELY = 0.25
_TRUE = "您名下真有一笔退回的：{plan}{paid}。{after}换卡在这里办，不收钱，跟打电话的人没关系。"
_NEW_CARD = "换张能收款的卡就能重打，说“换收款卡”。"
_GOES_ON = frozenset({Aspect.UNDO, Aspect.MORE, Aspect.NEXT, Aspect.HOW, Aspect.CERTAIN})
_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.RELIEF)
_CHANGE_CARD = OfferedChoice("换收款卡", "换收款卡")


async def take(answering: Answering, question: Question) -> Answer | None:
    """What is to be done first; before anything was paid, also what truly became of money that came back."""
    if question.way_back:
        return None
    answer = answer_harm(replace(question, faq=_find_told(question)) if _asks_on(question) else question)
    if answer is None:
        return None
    topics = _keep_record(question)
    if question.faq in _BEFORE_PAYING and not question.talk.task:
        answer = await _add_truth(answering, question, replace(answer, topics=topics))
    return answer if answer.topics else replace(answer, topics=topics)


def _asks_on(question: Question) -> bool:
    """Whether it is asked on of what was lost, and nothing else is spoken of: 钱还能回来不."""
    topic = question.talk.topic
    is_of_harm = topic is not None and topic.key == HARM and _find_told(question) != DOUBT
    return (
        not question.programmes
        and is_of_harm
        and question.faq is None
        and bool(_GOES_ON.intersection(question.aspects))
    )


def _find_told(question: Question) -> str:
    """The harm that was told of last."""
    topic = question.talk.topic
    return next(iter(topic.aspects), _PAID) if topic and topic.key == HARM else _PAID


def _keep_record(question: Question) -> tuple[Topic, ...]:
    """The harm is kept; a record that was spoken of stays what is spoken of."""
    topic = question.talk.topic
    kept = (topic,) if topic and topic.key and topic.subject in _RECORDS else ()
    return (Topic(Subject.SERVICE, HARM, aspects=(question.faq or _PAID,)), *kept)


async def _add_truth(answering: Answering, question: Question, answer: Answer) -> Answer:
    """With the payment that the bank sent back, which swindlers speak of, where money of their own is spoken of."""
    is_of_money = any(question.chances.get(one, 0.0) >= _LIKELY for one in _OF_MONEY)
    if question.member is None or not is_of_money:
        return answer
    every = await access_claims(answering.claims, question.member)
    claim = next((one for one in every if one.state is ClaimState.PAYMENT_RETURNED and one.payments), None)
    if claim is None:
        return answer
    profile = await access_profile(answering.claims, question.member)
    paid = say_payment(claim.payments[0], question.today)
    is_changed = claim.payments[0].card_tail != profile.card_tail
    after = say_after_return(claim, profile.card_tail) if is_changed else _NEW_CARD
    said = _TRUE.format(plan=shorten_plan(claim.plan_name), paid=paid, after=after)
    fact = Fact(f"claim:{claim.number}", claim.updated_at)
    topic = Topic(Subject.PAYMENT, claim.number, (claim.plan_code,), ("check_payment",))
    return replace(
        answer,
        text=f"{answer.text}\n{said}",
        choices=(_CHANGE_CARD,),
        facts=(*answer.facts, fact),
        topics=(*answer.topics, topic),
    )
