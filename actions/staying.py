"""After words of danger whatever is asked is answered in a warm voice, with one road on; a worry about who sees is answered alone."""

from dataclasses import replace

from actions.question import Answer, Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.tickets import TicketReason

_WARM = ("您问，我陪您看。", "我在，咱们一样一样来。", "嗯，您慢慢问。", "我陪着您。")
"""Said in turn."""
_ROAD = "真有个万一，路也没断：单位工会能给困难职工建档，打 12351 能问帮扶，我和您接着想办法。"
_OF_RECORDS = (Subject.CLAIM, Subject.RELIEF, Subject.PAYMENT)
_UNSURE = frozenset({Aspect.CERTAIN, Aspect.EFFECT, Aspect.WHY, Aspect.NEXT})
_PRIVACY = "ask_privacy"


def stay_warm(question: Question, answer: Answer) -> Answer:
    """The answer to somebody who told of danger and now asks on."""
    waiting = question.waiting
    in_danger = waiting is not None and waiting.reason is TicketReason.CRISIS
    if (
        not in_danger
        or not answer.text
        or answer.is_small_talk
        or answer.person
        or "stands_by" in answer.needs
    ):
        return answer
    warm = _WARM[len(question.talk.said) % len(_WARM)]
    is_asked = not question.aspects or _UNSURE.intersection(question.aspects)
    is_unsure = question.about in _OF_RECORDS and bool(is_asked)
    lines = f"{warm}{answer.text}".split("\n")
    lines[0] += _ROAD if is_unsure else ""
    return replace(answer, text="\n".join(lines))


def worry_alone(question: Question) -> Question:
    """Who asks who may see hears that: no illness and no sum is read out to them."""
    if _PRIVACY not in question.intents or question.named("claim_number"):
        return question
    looks_up = {"check_claim", "check_payment", "check_relief"}.intersection(question.intents)
    if not looks_up or len(question.intents) > len(looks_up) + 1:
        return question
    return replace(question, intents=(_PRIVACY,), aspects=(), about=None, parts=())
