"""Two of one's own records in one question: why they were not paid together, whether they are the same, whether both may be had."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from actions.answering import Answering
from actions.claim_picking import pick_named
from actions.claim_status import say_one_shortly
from actions.question import Answer, Fact, OfferedChoice, Question
from actions.relief_case import read_cases, say_shortly
from actions.talk import Topic
from actions.wording import shorten_plan
from claims.access import access_claims
from claims.states import ClaimState
from claims.values import Claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

_PAIR = re.compile(
    r"[两俩][笔个头份边样项]|(?:这|那)[两俩](?![万千百点\d])|一回事|一码事|一[块起](?!儿?[交报看])|又[报领给拿]"
)
_FIGURE = re.compile(r"(?<![\d.\-A-Za-z])(\d{2,7}(?:\.\d{1,2})?)(?![\d.年月日号天岁点份])")
_WHY = frozenset(
    {Aspect.WHY, Aspect.WHY_SLOW, Aspect.ORIGIN, Aspect.RECKONING, Aspect.COMPARED, Aspect.MEANING}
)
_BOTH = frozenset({Aspect.MORE, Aspect.EFFECT, Aspect.COVERED, Aspect.WHO_MAY})
_ALIKE = frozenset({Aspect.MEANING, Aspect.COMPARED})
_ASKS = frozenset(
    {
        "check_claim",
        "check_payment",
        "check_relief",
        "dispute_claim",
        "ask_difference",
        "ask_payout_time",
        "ask_eligibility",
        "ask_scope",
        "file_claim",
    }
)
_OBJECTS = ("dispute_claim",)
_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.RELIEF)
_TWO = 2
_EACH = "各看各的规定，各审各的，各打各的。"
_NOT_WRITTEN = "为什么没有一块打，系统里没写。"
_MAY_BOTH = "同一场病几项都给过，公开报道里有（2016年）；"
_WITH_RELIEF = "理赔是参加了项目按规定给，救助是别处给过还过不下去时救急，是两回事（2019年的说法）；"
_LATER = "领了一项就要退另一项的规定，公开的材料没写，给不给看审核。"
_PUSH = "没打的那笔想催，点“转人工”。"
_TO_PERSON = (OfferedChoice("转人工", "转人工"),)


@dataclass(frozen=True)
class _Own:
    """A claim or an application: what it is called, how it stands in few words, and every sum of it."""

    subject: Subject
    key: str
    programme: str
    name: str
    stands: str
    sums: frozenset[Decimal]
    is_awaited: bool
    fact: Fact

    @property
    def topic(self) -> Topic:
        look_up = "check_relief" if self.subject is Subject.RELIEF else "check_claim"
        return Topic(self.subject, self.key, (self.programme,), (Aspect.STATE.value, look_up))


async def take(answering: Answering, question: Question) -> Answer | None:
    """How the two stand, and what is written of both; None where not two are meant, or only how they stand is asked."""
    asked = _find_asked(question)
    if question.member is None or question.talk.task or question.way_back or asked is None:
        return None
    every = await access_claims(answering.claims, question.member)
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    own = [
        *(_of_claim(one, question) for one in every),
        *(
            _Own(
                Subject.RELIEF,
                one.one.number,
                "relief_fund",
                "应急救助",
                say_shortly(one),
                frozenset({one.one.approved_amount} if one.one.approved_amount is not None else ()),
                False,
                Fact(f"relief:{one.one.number}", one.one.updated_at),
            )
            for one in cases
        ),
    ]
    meant = _find_two(own, every, question, asked)
    return _say(meant, asked) if len(meant) == _TWO else None


def _find_asked(question: Question) -> Aspect | None:
    """What is asked of two, likeliest first; an objection that asks nothing plain is about having both."""
    is_objection = question.intents == _OBJECTS
    if not question.intents or not _ASKS.issuperset(question.intents):
        return None
    if question.about not in _RECORDS and not (is_objection and question.about is Subject.PROGRAMME):
        return None
    usual = (Aspect.MORE,) if is_objection else ()
    asked = next(iter((*question.aspects, *question.likely_aspects, *usual)), None)
    return asked if asked in _WHY | _BOTH else None


def _of_claim(claim: Claim, question: Question) -> _Own:
    sums = {one.amount for one in claim.payments} | {claim.approved_amount}
    return _Own(
        Subject.CLAIM,
        claim.number,
        claim.plan_code,
        shorten_plan(claim.plan_name),
        say_one_shortly(claim, question.today),
        frozenset(one for one in sums if one is not None),
        claim.state is ClaimState.APPROVED,
        Fact(f"claim:{claim.number}", claim.updated_at),
    )


def _find_two(
    own: Sequence[_Own], claims: Sequence[Claim], question: Question, asked: Aspect
) -> Sequence[_Own]:
    """The two that sums name; where a pair is spoken of, those that words name, that were spoken of, or that are all there is."""
    figures = {Decimal(one) for one in _FIGURE.findall(question.text)}
    figures |= {Decimal(one) for one in question.entities.get("amount", ())}
    by_sum = [
        one for one in own if any(sum_ in figures or Decimal(int(sum_)) in figures for sum_ in one.sums)
    ]
    if len(by_sum) == _TWO:
        return by_sum
    if not _PAIR.search(question.text):
        return ()
    named = {one.number for one in claims if pick_named([one], question)}
    by_word = [one for one in own if one.key in named]
    spoken = list(dict.fromkeys(topic.key for topic in question.talk.topics if topic.subject in _RECORDS))
    before = [one for key in spoken for one in own if one.key == key and one not in by_sum]
    if len(by_word) == _TWO or asked in _BOTH:
        return by_word  # 这两笔能再多给点吗 asks for more of each.
    for found in ([*by_sum, *before][:_TWO], own):
        if len(found) == _TWO:
            return found
    return ()


def _say(two: Sequence[_Own], asked: Aspect) -> Answer:
    awaited = [one for one in two if one.is_awaited]
    ordered = [*(one for one in two if not one.is_awaited), *awaited]
    each = "；".join(f"{one.name}：{one.stands}" for one in ordered)
    has_relief = any(one.subject is Subject.RELIEF for one in two)
    if asked in _BOTH:
        text = f"{_WITH_RELIEF if has_relief else _MAY_BOTH}{_EACH}您这两笔，{each}。{_LATER}"
    else:
        lead = f"不是一回事，是两样，{_EACH}" if asked in _ALIKE else f"是两样，{_EACH}"
        text = f"{lead}{each}。{_NOT_WRITTEN if asked not in _ALIKE else ''}{_PUSH if awaited else ''}"
    return Answer(
        text,
        _TO_PERSON if awaited or asked in _BOTH else (),
        tuple(one.fact for one in ordered),
        topics=tuple(one.topic for one in ordered),
        says=f"two:{ordered[0].key}:{ordered[1].key}:{asked in _BOTH}",
    )
