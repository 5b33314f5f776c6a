"""Nothing is said twice in the same words: the second time other words, shorter, with the next step; then a person."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions import small_talk
from actions.question import Answer, OfferedChoice, Question
from actions.wording import IDENTITY_NEEDED
from vocabulary.tickets import TicketReason

MOST_REMEMBERED = 16
_TO_PERSON = OfferedChoice("转人工", "转人工")
_SHORT = 24
"""So short a sentence is no lecture when it comes again."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_BRACKETS = re.compile(r"（(?:数据更新|\d{4}年)[^（）]*）")
_OFFER = (
    "这一样我说过两遍了，还没帮到您，对不起。要不要找同事？点“转人工”就行；也可以换个说法，告诉我卡在哪一步。"
)
_STILL = "还是刚才说的："
_LIST_AGAIN = "再列一遍，点一个或者说第几个："

OTHER_WORDS: Mapping[str, Sequence[str]] = {
    IDENTITY_NEEDED: (
        "还是要先核对：记录只给本人看，我得知道是您。点下面的链接，填姓名、身份证号、京卡后四位。",
        "不核对，我一笔也查不了，这是为了不让别人看到您的事。不想在这里核对，可以问单位工会的经办人、去窗口，或者回复“转人工”。",
    ),
    **small_talk.OTHER_WORDS,
}


def vary(answer: Answer, question: Question) -> Answer:
    """The answer in words that were not used today; where two wordings did not help, a person is offered."""
    now = mark(answer, question)
    said = [one.partition(".") for one in question.talk.said]
    times = sum(1 for text, _, _ in said if text == now.partition(".")[0])
    in_danger = answer.person is not None and answer.person.reason is TicketReason.CRISIS
    if not times or answer.opens or in_danger:
        return answer
    if others := answer.again or OTHER_WORDS.get(answer.text):
        text = (answer.text, *others)[times % (len(others) + 1)]
        person = (_TO_PERSON,) if answer.needs == ("identity",) and times >= len(others) else ()
        return replace(answer, text=text, choices=(*answer.choices, *person))
    if len(answer.text) <= _SHORT or answer.is_small_talk:
        return answer
    return _say_otherwise(answer, question, question.talk.said.count(now))


def _say_otherwise(answer: Answer, question: Question, asked: int) -> Answer:
    """`asked` is how often the same was asked: to another question the same answer is given whole."""
    if not asked:
        return replace(answer, text=f"{_STILL}{answer.text}")
    if asked == 1 or question.waiting or answer.person:
        return replace(answer, text=_shorten(answer))
    choices = (*(one for one in answer.choices if one != _TO_PERSON), _TO_PERSON)
    return replace(answer, text=_OFFER, choices=choices, needs=())


def mark(answer: Answer, question: Question) -> str:
    """The answer's own short mark, and its question's; tomorrow the same words are new again."""
    asked = ",".join((*question.intents, *question.programmes))
    return f"{_hash(f'{question.today}{answer.text}')}.{_hash(asked)}"


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _shorten(answer: Answer) -> str:
    """The sentence that answers, the question at the end where there is one, and the next step."""
    lines = answer.text.strip().splitlines()
    if len(lines) > 2:
        return "\n".join([_LIST_AGAIN if answer.choices else "再说一遍：", *lines[1:]])
    sentences = [one.strip() for one in _SENTENCE.findall(_BRACKETS.sub("", answer.text)) if one.strip()]
    first, last = sentences[0], sentences[-1]
    end = last if last.endswith(("？", "?")) and last != first else _say_next(answer)
    return f"简单说：{first}{end}"


def _say_next(answer: Answer) -> str:
    if answer.needs:
        return "下一步点下面的链接。"
    if answer.choices:
        return f"下一步，点“{answer.choices[0].title}”就行。"
    return "哪里没说清，您告诉我；想找人，回复“转人工”。"
