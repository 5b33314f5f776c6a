"""Which money is meant: by its sum among all that was ever paid, else all of it."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from actions.answering import Answering
from actions.identity import refuse_another
from actions.payouts import Payout, find_payouts
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.records.claim import answer_about
from actions.relief_case import answer_case, read_cases
from actions.talk import Offer, Topic
from actions.tasks.sum_roles import find_told
from claims.access import access_claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.numerals import Certainty
from vocabulary.saying import say_money
from vocabulary.sums import Sum

_OWN_COST = frozenset({"own", "spent", "all", "lost", "estimate", "deposit", "owed", "rate"})
"""What a sum is that the member paid, and nobody paid to them."""
_IN_ALL = re.compile(r"一共|总共|合计|加起来|拢共|全部")
_TO_COME = frozenset({Aspect.WHEN, Aspect.WHY_SLOW, Aspect.HURRY})
_USUAL = {"approved": Aspect.WHEN, "returned": Aspect.STATE}
"""What is asked of a sum that did not come, where nothing else is plain."""
_ROUGHLY = Decimal("0.2")
_MOST = 4
_NOT_OURS = "我这里没有查到给您打过 {sum}，这笔可能不是互助金。{known}银行短信上有付款方，可以对一下；不放心就别点里面的链接，回复“转人工”问问。"
_KNOWN = "打给您的有：{list}。"
_WHICH = "{sum}的有 {count} 笔："
_MORE = "早些的还有 {count} 笔。"


async def answer(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """What is asked of the money that is named by its sum; all of it where none is named and nothing is spoken of."""
    if question.member is None or refuse_another(question):
        return None
    payouts = await find_payouts(answering.claims, question.member)
    told = [one.sum for one in find_told(question.text) if one.role not in _OWN_COST]
    if told or question.named("amount"):
        fitting = [one for one in payouts if _is_named(one.amount, question, told)]
        if fitting or _find_said(question) is not None:
            return await _answer_of_sum(answering, question, aspects, payouts, fitting)
    topic = question.talk.topic
    is_of_all = Aspect.OVERVIEW in aspects or bool(_IN_ALL.search(question.text))
    if question.programmes or (topic and topic.key and not is_of_all):
        return None
    if _TO_COME.intersection(aspects):
        payouts = [one for one in payouts if one.state != "paid"]
    if len(payouts) == 1 and payouts[0].subject is Subject.RELIEF:
        return await _answer_one(answering, question, aspects or (Aspect.STATE,), payouts[0])
    return _say_all(question, aspects, payouts)


async def answer_another(
    answering: Answering, question: Question, aspects: Sequence[Aspect]
) -> Answer | None:
    """Where one sum's origin was asked, another sum asks the same: 那五千的呢; None where no sum is named."""
    topic = question.talk.topic
    is_of_origin = topic is not None and Aspect.ORIGIN in topic.aspects and set(aspects) <= {Aspect.ORIGIN}
    if not is_of_origin or question.programmes or _find_said(question) is None:
        return None
    return await answer(answering, question, (Aspect.ORIGIN,))


async def _answer_of_sum(
    answering: Answering,
    question: Question,
    aspects: Sequence[Aspect],
    payouts: Sequence[Payout],
    fitting: Sequence[Payout],
) -> Answer | None:
    """The one payment of that sum, with what is asked of it; where there is none, it is said unless another is spoken of."""
    keys = list(dict.fromkeys(one.key for one in fitting))
    topic = question.talk.topic
    if len(keys) > 1:
        return _list(question, fitting, _WHICH.format(sum=say_money(fitting[0].amount), count=len(keys)))
    if fitting:
        return await _answer_one(answering, question, aspects, fitting[0])
    is_of_other = (
        topic is not None
        and topic.key
        and topic.subject in (Subject.CLAIM, Subject.RELIEF)
        and Aspect.ORIGIN not in (*topic.aspects, *aspects)
    )
    is_of_money = Aspect.ORIGIN in aspects or "check_payment" in question.intents
    said = _find_said(question)
    if is_of_other or not is_of_money or said is None:
        return None
    lines = "；".join(one.say(question.today) for one in payouts[:2])
    known = _KNOWN.format(list=lines) if lines else ""
    return Answer(_NOT_OURS.format(sum=say_money(said), known=known), (OfferedChoice("转人工", "转人工"),))


def _find_said(question: Question) -> Decimal | None:
    """The sum that the message names, where it is none that the member paid."""
    told = find_told(question.text)
    paid = [one.sum.low for one in told if one.role not in _OWN_COST]
    return paid[0] if paid else None if told else _read(question.named("amount") or "")


def _is_named(amount: Decimal, question: Question, told: Sequence[Sum]) -> bool:
    """Whether this is a sum that the words name, exactly or roughly."""
    if any(_read(one) == amount for one in question.entities.get("amount", ())):
        return True
    return any(_fits(amount, one) for one in told)


def _read(written: str) -> Decimal | None:
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def _fits(amount: Decimal, said: Sum) -> bool:
    low, high = said.low, said.high
    if said.certainty is not Certainty.EXACT:
        low, high = low * (1 - _ROUGHLY), high * (1 + _ROUGHLY)
    return low <= amount < high + 1


async def _answer_one(
    answering: Answering, question: Question, aspects: Sequence[Aspect], payout: Payout
) -> Answer | None:
    if question.member is None:
        return None
    usual = _USUAL.get(payout.state, Aspect.ORIGIN)
    asked = tuple(one for one in aspects if one is not Aspect.CERTAIN) or (usual,)
    if payout.subject is Subject.RELIEF:
        cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
        return next((answer_case(one, asked) for one in cases if one.one.number == payout.key), None)
    claim = await access_claim(answering.claims, question.member, payout.key)
    if claim is None:
        return None
    return await answer_about(answering.claims, answering.knowledge, question.member, claim, asked, question)


def _say_all(question: Question, aspects: Sequence[Aspect], payouts: Sequence[Payout]) -> Answer | None:
    """Every sum in a line, where all are asked for, or where relief is among them."""
    has_relief = any(one.subject is Subject.RELIEF for one in payouts)
    wants_all = Aspect.OVERVIEW in aspects or bool(_IN_ALL.search(question.text))
    if len(payouts) < 2 or not (wants_all or has_relief):
        return None
    return _list(question, payouts, f"给您的钱，{_count(payouts)}：")


def _count(payouts: Sequence[Payout]) -> str:
    """`到账 2 笔，批了没打的 1 笔`; money that came back and was paid again is not counted twice."""
    paid = {one.key for one in payouts if one.state == "paid"}
    total = sum((one.amount for one in payouts if one.state == "paid"), Decimal())
    counts = (
        (f"到账 {{}} 笔、一共 {say_money(total)}", sum(one.state == "paid" for one in payouts)),
        ("批了没打的 {} 笔", sum(one.state == "approved" for one in payouts)),
        ("退回没重打的 {} 笔", sum(one.state == "returned" and one.key not in paid for one in payouts)),
    )
    return "，".join(words.format(count) for words, count in counts if count)


def _list(question: Question, payouts: Sequence[Payout], lead: str) -> Answer:
    shown = payouts[:_MOST]
    lines = [f"{place}. {one.say(question.today)}。" for place, one in enumerate(shown, 1)]
    more = [_MORE.format(count=len(payouts) - len(shown))] if len(payouts) > len(shown) else []
    facts = tuple(Fact(f"{one.subject.value}:{one.key}", one.updated_at) for one in shown)
    keys = tuple(dict.fromkeys(one.key for one in shown if one.subject is Subject.CLAIM))
    offers = Offer(Subject.CLAIM, keys) if keys else None
    return Answer(
        "\n".join([lead, *lines, *more]), facts=facts, offers=offers, topics=(Topic(Subject.PAYMENT),)
    )
