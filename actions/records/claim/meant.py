"""Which claim a question is about: the one that the words name, that is spoken of, or that the question can only mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.claim_picking import name_by_figures, pick, pick_named, points
from actions.paper_kinds import names_paper
from actions.papers import find_with_paper
from actions.question import Question
from actions.records.claim.reading import is_understood, names_another_sum
from actions.records.claims_on_offer import RecordsOnOffer, is_of_claim
from claims.states import ClaimState
from claims.values import Claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject

JUST_FILED = re.compile(
    r"我?刚刚?才?(?:[报交填]|申请|登记|提交)(?:上|好|完|了)?(?:去|上去)?的|我报的那(?![几些])"
)
_OWN_ONE = re.compile(r"(?:我|俺)[^，。？?]{0,12}(?:那|这)[个笔回次]?|(?:我|俺)[^，。？?]{1,10}的钱")
_OWN_STATE = re.compile(r"[差缺](?:点)?[啥什哪]|收[到着]|打了|批了|审[到完]|没批|到账")
_ALL_RECORDS = re.compile(r"几[个笔]|哪些|都|全部|所有|别的|其他|另外|我的理赔")
GENERAL = re.compile(r"现在(?:最高|的标准|管)|一般|通常|都是|大家|别人|人家|新的|再[报申]")
_OPEN = frozenset(
    {
        ClaimState.REGISTERED,
        ClaimState.DOCUMENTS_REQUESTED,
        ClaimState.FIRST_REVIEW,
        ClaimState.SECOND_REVIEW,
        ClaimState.APPROVED,
        ClaimState.PAYMENT_RETURNED,
    }
)
_OF_MONEY = frozenset({ClaimState.APPROVED, ClaimState.PAYMENT_RETURNED})
_PAID = frozenset({ClaimState.PAID, *_OF_MONEY})
_OF_ALL = frozenset({Aspect.STATE, Aspect.OVERVIEW})
_DENIED = frozenset({ClaimState.DENIED, ClaimState.CLOSED})
_STATES_OF: dict[Aspect, Sequence[frozenset[ClaimState]]] = {
    **dict.fromkeys((Aspect.WHEN, Aspect.WHY_SLOW, Aspect.HURRY), (_OF_MONEY, _OPEN)),
    **dict.fromkeys(
        (Aspect.NEXT, Aspect.CERTAIN, Aspect.STATE, Aspect.WHO, Aspect.MEANING, Aspect.ADVANCE), (_OPEN,)
    ),
    **dict.fromkeys(
        (Aspect.MISSING, Aspect.RECEIVED, Aspect.SUBSTITUTE),
        (frozenset({ClaimState.DOCUMENTS_REQUESTED}), _OPEN),
    ),
    **dict.fromkeys((Aspect.CARD, Aspect.RECKONING, Aspect.ORIGIN, Aspect.AMOUNT), (_PAID,)),
    Aspect.WHY: (frozenset({ClaimState.DENIED}), _DENIED, frozenset({ClaimState.PAYMENT_RETURNED}), _PAID),
}
"""In which states the claim is that such a question can mean, likeliest first."""


@dataclass(frozen=True)
class Meant:
    """The claims that a question may be about; `is_all` where every one is."""

    claims: tuple[Claim, ...] = ()
    is_all: bool = False


def find_meant(records: RecordsOnOffer, question: Question, asked: Sequence[Aspect]) -> Meant | None:
    """The claims that a message may be about: none where it is about none; None where a number is named that is none."""
    if not is_understood(question):
        return _find_by_words(records, question, tuple(asked))
    if number := question.named("claim_number"):
        named = tuple(one for one in records.every if one.number == number.strip().upper())
        return Meant(named) if named else None
    if len(records.every) == 1:
        return Meant(tuple(records.every))
    if JUST_FILED.search(question.text):
        return Meant(tuple(records.every[:1]))
    topic = question.talk.topic
    newest = records.newest if topic is None or is_of_claim(topic) or not topic.key else None
    named = _pick(records, question) or _find_by_paper(records, question)
    if asked[0] is Aspect.OVERVIEW or (Aspect.OVERVIEW in asked and set(asked) <= _OF_ALL):
        return Meant(named if len(named) > 1 else tuple(records.every), is_all=True)
    by_figures = tuple(name_by_figures(records.every, question.text))
    if 1 < len(by_figures) < len(records.every):
        return Meant(by_figures)
    if newest and (newest in named or not named):
        return Meant((newest,))
    if named:
        return Meant(named if set(asked) <= _OF_ALL else narrow(named, asked))
    if set(asked) <= _OF_ALL:
        current = [one for one in records.every if one.state is not ClaimState.CLOSED]
        return Meant(tuple(current) if len(current) == 1 else tuple(records.every))
    return Meant(narrow(records.every, asked))


def _pick(records: RecordsOnOffer, question: Question) -> tuple[Claim, ...]:
    """Those that the words name; a day alone names one only where the words point."""
    if points(question):
        return pick(records.offered or records.every, question, records.spoken).claims
    named = pick_named(records.every, question)
    return named if len(named) < len(records.every) else ()


def _find_by_paper(records: RecordsOnOffer, question: Question) -> tuple[Claim, ...]:
    """Those that wait for the paper that is spoken of, where the one that was spoken of does not: 诊断证明下周才拿得到."""
    if question.about is not Subject.PAPERS:
        return ()
    return tuple(
        one
        for one in records.every
        if one.state in _OPEN
        and any(names_paper(paper.kind, paper.label, question.text) for paper in one.missing_documents)
    )


def narrow(claims: Sequence[Claim], asked: Sequence[Aspect]) -> tuple[Claim, ...]:
    """Those in a state that the first question can be asked of; all where none is."""
    for states in _STATES_OF.get(asked[0], ()):
        if fitting := tuple(one for one in claims if one.state in states):
            return fitting
    return tuple(claims)


def _find_by_words(records: RecordsOnOffer, question: Question, asked: tuple[Aspect, ...]) -> Meant:
    """Of a message that nobody understood as being about claims."""
    if JUST_FILED.search(question.text):
        return Meant(tuple(records.every[:1]))
    topic = question.talk.topic
    if asked[0] != Aspect.WHY and names_another_sum(records.newest, question):
        return Meant()
    if is_of_claim(topic) and records.newest and _is_of(records.newest, question, asked):
        return Meant((records.newest,))
    if Aspect.MISSING in asked and (with_paper := find_with_paper(records.every, question.text)):
        return Meant(tuple(with_paper))
    is_own = _OWN_ONE.search(question.text) or (points(question) and _OWN_STATE.search(question.text))
    if is_own:
        picked = pick(records.every, question).claims or tuple(records.every[:2])
        if len(picked) == 1:
            return Meant(picked)
    is_elsewhere = topic is not None and topic.subject is Subject.RELIEF
    if asked[0] == Aspect.WHY and not is_elsewhere:
        return Meant(_find_disputable(records, question))
    return Meant()


def _is_of(claim: Claim, question: Question, asked: tuple[Aspect, ...]) -> bool:
    """Whether nothing else is named, and not all records, or the rule for everybody, are asked about."""
    words = question.text
    if GENERAL.search(words) or any(code != claim.plan_code for code in question.programmes):
        return False
    is_over = asked[0] == Aspect.NEXT and claim.state in (ClaimState.CLOSED, ClaimState.PAID)
    return not is_over and not (_ALL_RECORDS.search(words) and asked[0] == Aspect.STATE)


def _find_disputable(records: RecordsOnOffer, question: Question) -> tuple[Claim, ...]:
    """Whose "why" it can be: those that were denied, else those that were paid less than hoped."""
    named = [one for one in records.every if one.plan_code in question.programmes] or records.every
    denied = [one for one in named if one.state is ClaimState.DENIED]
    is_of_sum = re.search(r"点|少|才[给赔报]|只[给赔报]", question.text)
    decided = [one for one in named if one.approved_amount is not None]
    return tuple(decided[:6] if is_of_sum and decided else denied or decided[:6])
