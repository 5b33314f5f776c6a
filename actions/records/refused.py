"""为什么没批 without a word of what: the claim or the application that was refused, and which of them where both were."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.question import Answer, OfferedChoice, Question
from actions.records.claim import answer_about
from actions.relief_case import OwnApplication, answer_case, read_cases
from actions.talk import AskedNow
from claims.access import access_claims
from claims.states import ClaimState, ReliefStep
from claims.values import Claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject

_WHY = re.compile(r"没批|不批|没过|不受理|没受理|拒|驳回|没通过|不通过|不给")
_NAMES_CLAIM = re.compile(r"理赔|报销|[Ll][Pp]")
_NAMES_RELIEF = re.compile(r"救助|救命|困难|基金")
_WHICH = "您有两样没批下来，问的是哪一样？"
_NO_RELIEF = "您名下没有查到救助申请，没通过的是一笔理赔。"


async def answer(answering: Answering, question: Question, aspects: Sequence[Aspect]) -> Answer | None:
    """Why what was refused was refused; None where that is not asked, or where the kind that is named has the answer."""
    if question.member is None or not _asks_why(question, aspects) or _is_plain(question):
        return None
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    refused = [one for one in cases if one.one.step is ReliefStep.DENIED]
    every = await access_claims(answering.claims, question.member)
    denied = [one for one in every if one.state is ClaimState.DENIED]
    names_relief = question.about is Subject.RELIEF or bool(_NAMES_RELIEF.search(question.text))
    if refused and denied and not names_relief and not _NAMES_CLAIM.search(question.text):
        return _ask_which(refused[0], denied)
    if len(refused) == 1 and not denied and not _NAMES_CLAIM.search(question.text):
        return answer_case(refused[0], (Aspect.WHY,))
    if names_relief and not cases and len(denied) == 1:
        said = await answer_about(
            answering.claims, answering.knowledge, question.member, denied[0], (Aspect.WHY,), question
        )
        return replace(said, text=f"{_NO_RELIEF}{said.text}")
    return None


def _asks_why(question: Question, aspects: Sequence[Aspect]) -> bool:
    if aspects:
        return aspects[0] is Aspect.WHY
    return "dispute_claim" in question.intents or bool(_WHY.search(question.text))


def _is_plain(question: Question) -> bool:
    """Whether a record is spoken of or named, so that nothing is to be found."""
    topic = question.talk.topic
    is_record = topic is not None and topic.subject in (Subject.CLAIM, Subject.PAYMENT, Subject.RELIEF)
    numbers = question.named("claim_number") or question.named("relief_number")
    plans = any(not code.startswith("relief_") for code in question.programmes)
    return bool((is_record and topic and topic.key) or numbers or plans)


def _ask_which(case: OwnApplication, denied: Sequence[Claim]) -> Answer:
    choices = [OfferedChoice(f"救助：{case.cause}", f"救助 {case.one.number} 为什么没批")]
    choices += [
        OfferedChoice(f"理赔：{one.cause[:12]}", f"理赔 {one.number} 为什么没批") for one in denied[:3]
    ]
    return Answer(_WHICH, tuple(choices), asks=AskedNow(Asked.RECORD))
