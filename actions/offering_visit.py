"""Who means to come on a day that is named, while something else is answered, is offered the booking: 明天下午我去窗口催催."""

from dataclasses import replace

from actions.question import Answer, OfferedChoice, Question
from actions.talk import AskedNow
from vocabulary.expects import Asked
from vocabulary.hours import read_half

_LIKELY = 0.4
_WISH = "book_appointment"
_ASK = "您要{day}去窗口的话，得先约。要我给您约上吗？"
_CHOICE = OfferedChoice("约上", "我要预约")


def offer_visit(question: Question, answer: Answer) -> Answer:
    """The answer with the offer; a yes books with the words that named the day."""
    day = question.named("date")
    is_likely = question.chances.get(_WISH, 0.0) >= _LIKELY and _WISH not in question.intents
    is_unclear = answer.asks is not None and answer.asks.kind is Asked.MEANING
    asks_on = answer.asks is not None and not is_unclear
    is_open = asks_on or answer.opens or answer.person or answer.needs or not answer.text
    if not day or not is_likely or is_open or question.talk.task or read_half(question.text) is None:
        return answer
    if question.member is None or not (question.aspects or is_unclear):
        return answer
    asks, ask = AskedNow(Asked.STEP, _WISH, question.text.strip()), _ASK.format(day=day)
    text = ask if is_unclear else f"{answer.text}\n{ask}"
    return replace(answer, text=text, choices=(_CHOICE,), asks=asks)
