"""Judges the answer to one try: what it makes of the recipient, and whether the others go on."""

from dataclasses import dataclass

from bot.kernel.conversation.refusals import NO_ANSWER, SendRefusal
from bot.kernel.outreach.campaigns import RecipientState
from bot.kernel.outreach.recipients import Settled, Taken
from bot.kernel.outreach.send_answers import SendAnswer, SendResult

_MOST_TRIES = 5
_UNKNOWN_WORDS = "不确定对方收到没有：微信没有回音。超过十分钟再发可能收到两遍，所以不会自动再发"


@dataclass(frozen=True)
class Judgement:
    """`settled` is None where the recipient is given back, untried; `signal` is what concerns the campaign."""

    settled: Settled | None
    signal: SendResult | None = None
    refusal: SendRefusal = NO_ANSWER


def judge(taken: Taken, answer: SendAnswer) -> Judgement:
    """A try that follows one of unknown outcome proves nothing by being refused: the first may have arrived."""
    match answer.answer:
        case SendResult.ACCEPTED:
            return Judgement(Settled(taken, RecipientState.SENT, message_id=answer.message_id))
        case SendResult.REPEATED if taken.is_repeat:
            return Judgement(Settled(taken, RecipientState.SENT))
        case SendResult.UNKNOWN:
            return Judgement(_settle(taken, RecipientState.UNKNOWN, answer, _UNKNOWN_WORDS))
        case SendResult.UNREACHED:
            return Judgement(None, SendResult.UNREACHED)
        case SendResult.HOLD | SendResult.STOP:
            return Judgement(None, answer.answer, answer.refusal)
        case SendResult.BUSY:
            may_wait = taken.tries < _MOST_TRIES
            state = RecipientState.PENDING if may_wait else RecipientState.FAILED
            return Judgement(_close(taken, state, answer), SendResult.BUSY, answer.refusal)
        case SendResult.REPEATED | SendResult.GONE | SendResult.REFUSED:
            return Judgement(_close(taken, RecipientState.FAILED, answer))


def judge_skipped(taken: Taken) -> Judgement:
    """Nothing may be sent any more; what may have been sent before stays as it was."""
    if taken.is_repeat:
        return Judgement(None)
    return Judgement(Settled(taken, RecipientState.SKIPPED, was_tried=False))


def _close(taken: Taken, state: RecipientState, answer: SendAnswer) -> Settled:
    if taken.is_repeat:
        return _settle(taken, RecipientState.UNKNOWN, answer, _UNKNOWN_WORDS)
    return _settle(taken, state, answer, answer.refusal.explained.words)


def _settle(taken: Taken, state: RecipientState, answer: SendAnswer, words: str) -> Settled:
    is_gone = answer.answer is SendResult.GONE
    return Settled(taken, state, answer.refusal, answer.message_id, words, is_unreachable=is_gone)
