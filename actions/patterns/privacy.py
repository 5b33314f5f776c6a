"""Who may hear of it is asked: that alone is answered, and no illness, sum or number is named beside it."""

from dataclasses import replace

from actions.answering import Answering
from actions.faq import answer_faq
from actions.question import Answer, OfferedChoice, Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Move

_ASKING = (Move.ASK, Move.CARRY, Move.WHY, None)
_TO_PERSON = (OfferedChoice("转人工", "转人工"),)
_TOLD_ELSEWHERE = (
    "我只在您这个微信里跟您说，不打电话，也不寄信。中心、单位那边会不会往家里打电话、寄信，公开的材料没写，我不敢替他们保证。"
    "不想让家里知道，先跟单位工会的经办人说一声；要写给同事，点“转人工”。"
)
_AGAIN = ("我这里只回在这个微信里。往家里打不打电话，要问单位工会的经办人，或点“转人工”留一句话。",)


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer of its own; None where nothing of privacy is asked."""
    if "ask_privacy" not in question.intents or question.way_back or question.move not in _ASKING:
        return None
    if question.aspects[:1] == (Aspect.NOTIFIED,):
        return Answer(_TOLD_ELSEWHERE, _TO_PERSON, again=_AGAIN)
    if len(question.intents) == 1 or not asks_of_privacy(question):
        return None
    alone = replace(question, intents=("ask_privacy",), parts=(), faq=question.faq or question.likely_faq)
    return answer_faq(alone) or await answering.answer(alone)


def asks_of_privacy(question: Question) -> bool:
    """Whether it is asked who sees something, and what that is only points at a record."""
    intents = question.intents
    is_asked = "ask_privacy" in intents and question.move in _ASKING and question.talk.unanswered is None
    return is_asked and all(one == "ask_privacy" or one.startswith("check_") for one in intents)
