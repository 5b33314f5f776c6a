"""A relative is ill, and it is asked whether that is paid for: a kind word and a plain no first, then who may help."""

from dataclasses import replace

from actions.answering import Answering
from actions.districts import URGENT, say_called
from actions.question import Answer, Question
from actions.records.cover import answer_of_relative
from actions.stories import tells_of_death
from actions.urgency import needs_money_now, tells_emergency
from vocabulary.aspects import Aspect
from vocabulary.expects import Move

_WHETHER = frozenset({Aspect.WHO_MAY, Aspect.COVERED})


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer, and a person besides where it cannot wait; None where no relative's treatment is asked about."""
    if tells_of_death(question.text):
        return None
    if tells_emergency(question.text) and needs_money_now(question.text):
        return None  # The fund may be for families too: that is not ours to refuse.
    answer = await answer_of_relative(answering, _ask_only(question))
    if answer is None or not tells_emergency(question.text):
        return answer
    text = "\n".join(filter(None, (say_called(question), answer.text)))
    return replace(answer, text=text, person=URGENT)


def _ask_only(question: Question) -> Question:
    """Who asks whether it is paid for wishes for nothing yet, however grave it is: 我爸在抢救, 你们能报吗."""
    asks = question.move is Move.ASK and _WHETHER.intersection(question.aspects)
    if not asks or "apply_relief" not in question.intents or question.programmes:
        return question
    others = tuple(one for one in question.intents if one != "apply_relief")
    return replace(question, intents=others or ("ask_eligibility",))
