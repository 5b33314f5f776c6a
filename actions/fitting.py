"""A question of rules that was heard by one word is read by what is asked of it: 免费那个总管吧 asks for no price."""

from collections.abc import Mapping
from dataclasses import replace

from actions.question import Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.intents import IntentKind, select

_OF_PROGRAMMES = select(kind=IntentKind.PROGRAMME)
_ANSWERS: Mapping[str, frozenset[Aspect]] = {
    "ask_contribution": frozenset(
        {Aspect.AMOUNT, Aspect.RECKONING, Aspect.HOW, Aspect.WHO, Aspect.CARD, Aspect.MORE, Aspect.UNDO}
    ),
    "ask_documents": frozenset(
        {
            Aspect.MISSING,
            Aspect.SUBSTITUTE,
            Aspect.RECEIVED,
            Aspect.HOW,
            Aspect.WHERE,
            Aspect.NEXT,
            Aspect.MEANING,
            Aspect.WHO,
        }
    ),
    "ask_payout_time": frozenset(
        {
            Aspect.WHEN,
            Aspect.WHY_SLOW,
            Aspect.STATE,
            Aspect.HURRY,
            Aspect.CERTAIN,
            Aspect.NEXT,
            Aspect.WHEN_DONE,
        }
    ),
    "ask_scope": frozenset(
        {Aspect.COVERED, Aspect.WHO_MAY, Aspect.CERTAIN, Aspect.MEANING, Aspect.EFFECT, Aspect.MORE}
    ),
    "ask_eligibility": frozenset(
        {Aspect.WHO_MAY, Aspect.COVERED, Aspect.CERTAIN, Aspect.MORE, Aspect.ELSEWHERE, Aspect.EFFECT}
    ),
    "ask_benefit": frozenset({Aspect.AMOUNT, Aspect.RECKONING, Aspect.COMPARED, Aspect.CERTAIN}),
    "ask_contact": frozenset({Aspect.WHO, Aspect.WHERE, Aspect.TIME}),
    "ask_process": frozenset({Aspect.HOW, Aspect.NEXT, Aspect.WHERE}),
}
"""What the table's words on it answer."""
_PART = 0.6
_LIKELY, _AS_LIKELY = 0.35, 0.6
_MEANT, _ALMOST = 0.45, 0.7
_OBJECTS = 0.6
_APPEAL = "appeal_in_general"
_PRICE, _WHETHER, _JOINING = "ask_contribution", "ask_scope", "ask_enrolment"


def fit(question: Question) -> Question:
    """The question with what it likeliest asks by its aspect, where the first reading answers no such thing."""
    question = _ask_to_appeal(_change_card(question))
    if not question.is_clear or question.talk.is_clerk or question.way_back or len(question.intents) != 1:
        return question
    question = _ask_of_us(_ask_again(question))
    first = question.intents[0]
    if not question.aspects or first not in _ANSWERS:
        return _ask_when(question)
    is_whether = Aspect.COVERED in question.aspects and question.chances.get(_WHETHER, 0.0) >= _AS_LIKELY
    if first == _PRICE and is_whether:
        about = Subject.COVER if question.member is not None else question.about
        return replace(question, intents=(_WHETHER,), aspects=(Aspect.COVERED,), about=about)
    if _ANSWERS[first].intersection(question.aspects) or _is_asked_alone(question):
        return question
    bar = max(_MEANT, _ALMOST * question.chances.get(first, 0.0))
    fitting = (
        one
        for one in question.likely
        if one in _ANSWERS and question.aspects[0] in _ANSWERS[one] and question.chances.get(one, 0.0) >= bar
    )
    meant = next(fitting, None)
    return replace(question, intents=(meant,)) if meant else question


def _change_card(question: Question) -> Question:
    """A card that is another now, and whether money still comes to it, is one matter: 卡号变了 往后的钱还到不到."""
    is_both = set(question.intents) == {"update_profile", "check_payment"}
    if question.member is None or not is_both or question.about is not Subject.PAYMENT:
        return question
    return replace(question, intents=("update_profile",), aspects=(Aspect.CARD,), parts=())


def _ask_to_appeal(question: Question) -> Question:
    """How one objects to what became of relief is no question of how one applies: 如逾期未拨付 应循何途径申诉."""
    is_of_relief = question.about is Subject.RELIEF or any(
        code.startswith("relief_") for code in question.context_programmes
    )
    is_how = question.aspects[:1] == (Aspect.HOW,) and Aspect.REVIEW in question.likely_aspects
    is_objection = question.chances.get("dispute_claim", 0.0) >= _OBJECTS
    if not (is_of_relief and is_how and is_objection) or question.faq or question.way_back:
        return question
    return replace(question, faq=_APPEAL, parts=())


def _is_asked_alone(question: Question) -> bool:
    """Whether one clause asks it, and what else was heard is told beside it: 先不报 等材料齐 另 办公时间为何."""
    if len(question.parts) != 1:
        return False
    part = question.parts[0]
    is_part = len(part.text) <= _PART * len(question.text)
    return part.intents[:1] == question.intents[:1] and not part.aspects and is_part


def _ask_when(question: Question) -> Question:
    """下次几号, after it was told when money comes, asks that again, and not how one joins."""
    is_bare = question.intents == (_JOINING,) and question.aspects[:1] == (Aspect.WHEN,)
    if not is_bare or question.move is not Move.CARRY or question.programmes or question.entities:
        return question
    before = question.talk.aspects
    if _JOINING in before or not question.talk.programmes:
        return question
    return replace(question, intents=("ask_payout_time",))


def _ask_of_us(question: Question) -> Question:
    """What is kept of somebody is privacy's; what there is for a known member, their own cover's: no list of abilities."""
    looks_up = question.intents == ("check_claim",) and not question.aspects and not question.talk.unanswered
    if looks_up and question.chances.get("ask_privacy", 0.0) >= _MEANT:
        return replace(question, intents=("ask_privacy",))
    is_of_all = (
        looks_up and not question.likely_aspects and question.chances.get("ask_help", 0.0) >= _AS_LIKELY
    )
    if is_of_all and question.member is not None:
        return replace(question, intents=("check_coverage",), about=Subject.COVER, aspects=(Aspect.OVERVIEW,))
    if question.intents != ("ask_help",):
        return question
    if question.chances.get("ask_privacy", 0.0) >= _AS_LIKELY:
        return replace(question, intents=("ask_privacy",))
    is_of_cover = question.about in (Subject.PROGRAMME, Subject.COVER) and bool(question.talk.topics)
    if question.member is None or not is_of_cover or question.chances.get("ask_overview", 0.0) < _LIKELY:
        return question
    return replace(question, intents=("check_coverage",), about=Subject.COVER, aspects=(Aspect.OVERVIEW,))


def _ask_again(question: Question) -> Question:
    """What is asked of cover disputes no claim, nor does whether one may claim once more: 还能再报一回吗."""
    is_of_cover = question.intents == ("dispute_claim",) and question.about is Subject.COVER
    if is_of_cover and question.chances.get("check_coverage", 0.0) >= _LIKELY:
        return replace(question, intents=("check_coverage",))
    is_again = question.intents == ("dispute_claim",) and question.aspects[:1] == (Aspect.MORE,)
    others = {Aspect.REVIEW, Aspect.WHY, Aspect.RECKONING, Aspect.COMPARED}.intersection(question.aspects)
    of_deadline = min(question.chances.get(one, 0.0) for one in ("ask_deadline", "ask_eligibility"))
    may_be_new = max(question.chances.get("ask_difference", 0.0), of_deadline)
    is_new = is_again and not others and may_be_new >= _LIKELY
    return replace(question, intents=("ask_eligibility",), about=Subject.CLAIM) if is_new else question
