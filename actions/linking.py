"""A question of one's own that somebody unknown asks: the general answer ends with the page, and the question waits."""

from dataclasses import replace

from actions.identity import says_own
from actions.offices import is_of_office
from actions.question import Answer, Question
from actions.urgency import tells_emergency
from actions.wording import IDENTITY_NEEDED
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject

GENERAL = "general:"
"""How an answer is marked that is for anybody, whatever the question sounded like."""
_OFFER = "看您自己的，先核对身份，一分钟就好。"
_OWN = frozenset(
    {
        Subject.CLAIM,
        Subject.PAYMENT,
        Subject.COVER,
        Subject.RELIEF,
        Subject.VISIT,
        Subject.ACTIVITY,
        Subject.PAPERS,
    }
)
_OF_RECORDS = frozenset(
    {
        Aspect.OVERVIEW,
        Aspect.STATE,
        Aspect.WHEN,
        Aspect.WHEN_DONE,
        Aspect.WHY_SLOW,
        Aspect.AMOUNT,
        Aspect.RECKONING,
        Aspect.WHY,
        Aspect.RECEIVED,
        Aspect.NEXT,
        Aspect.CERTAIN,
        Aspect.CARD,
        Aspect.ORIGIN,
        Aspect.NOTIFIED,
        Aspect.VALID,
        Aspect.TIME,
    }
)
"""What one's own record answers better than any rule."""
_OF_COVER = frozenset({Aspect.VALID, Aspect.WHEN, Aspect.STATE, Aspect.WHEN_DONE})
_LIKELY = 0.5
_OF_RULES = (
    "ask_enrolment",
    "ask_eligibility",
    "ask_scope",
    "ask_benefit",
    "ask_overview",
    "ask_contribution",
)
_ASKING = (None, Move.ASK, Move.CARRY, Move.CORRECT)


def offer_to_link(question: Question, answer: Answer) -> Answer:
    """The answer with the page at its end; the page alone where nothing could be said. Pressed on nobody twice."""
    if not _is_of_own(question) or question.talk.is_clerk or answer.needs or answer.person or answer.opens:
        return answer
    if answer.says.startswith(GENERAL):
        return answer
    if answer.is_small_talk or not answer.text:
        return Answer(IDENTITY_NEEDED, needs=("identity",))
    if question.talk.unanswered:
        return answer
    return replace(answer, text=f"{answer.text}\n{_OFFER}", needs=("identity",))


def lean_to_own(question: Question) -> Question:
    """When their own cover begins or ends is a question of records, though it is asked of the programme: 我那个哪天生效."""
    question = _leave_own_out(question)
    if _asks_of_own_money(question):
        return replace(question, intents=("check_payment",), about=Subject.PAYMENT)
    is_of_rule = question.about in (None, Subject.PROGRAMME) and set(question.intents) == {"ask_enrolment"}
    if not is_of_rule or not says_own(question.text) or not _OF_COVER.intersection(question.aspects):
        return question
    return replace(question, intents=("check_coverage",), about=Subject.COVER)


def _leave_own_out(question: Question) -> Question:
    """Of a plan that is named, and nothing of one's own, the rule answers whoever is not known: 女工那个男的能上不."""
    is_own = says_own(question.text) or question.named("relation") == "self"
    is_of_record = _OF_RECORDS.intersection(question.aspects) - {Aspect.AMOUNT, Aspect.NEXT}
    if question.member is not None or set(question.intents) != {"check_coverage"} or not question.programmes:
        return question
    meant = next((one for one in question.likely if one in _OF_RULES), "")
    if is_own or is_of_record or question.chances.get(meant, 0.0) < _LIKELY:
        return question
    return replace(question, intents=(meant,), about=Subject.PROGRAMME)


def _asks_of_own_money(question: Question) -> bool:
    """Whether one's own payment is as likely meant as how long payments take, by somebody unknown: 那三百块哪天到的."""
    is_of_rule = question.intents == ("ask_payout_time",) and not question.programmes
    is_likely = question.chances.get("check_payment", 0.0) >= _LIKELY
    is_alone = question.member is None and not question.talk.topics
    return is_of_rule and is_likely and is_alone and bool(_OF_RECORDS.intersection(question.aspects))


def _is_of_own(question: Question) -> bool:
    if question.member is not None or question.way_back or question.move not in _ASKING:
        return False
    if "crisis" in question.intents or tells_emergency(question.text):
        return False
    if is_of_office(question) or "ask_difference" in question.intents[:1]:
        return False
    return question.about in _OWN and bool(_OF_RECORDS.intersection(question.aspects))
