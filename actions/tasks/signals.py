"""What a message is while a form is open: a plain yes, the end of it, a correction, or a question of its own."""

import re

from actions.question import Question
from vocabulary.expects import Move
from vocabulary.intents import INTENTS

_YES = re.compile(r"^(?:对|是|好|行|嗯|可以|没错|没问题|确认|提交|中|成|ok|yes|要得|1$)", re.IGNORECASE)
_BUT = re.compile(r"不|改|错|等|吗|先|[?？]")
_NO_FAULT = re.compile(r"[没不](?:有)?错|没(?:有)?问题|没毛病")
_STOP = re.compile(
    r"^(?:算了|不办了|不弄了|不填了|不写了|先不|停|取消|退出|不要了|不申请了|不用了|不去了|不约了|别弄了|回头再)"
)
_CORRECTION = re.compile(
    r"不是|不对|错了|改成|改为|应该是|更正|写错|说错|打错|是(?:[一二三四五六七八九十\d])"
)
_ASKING = re.compile(r"[?？]|(\w)不\1|吗|么$|呢$|多少|怎么|咋|啥|什么|哪|能不能|可不可以|几天|多久|为什么")
_QUESTIONS = frozenset(name for name, one in INTENTS.items() if one.is_question)
_LOOKS_UP = frozenset(name for name, one in INTENTS.items() if one.looks_up)
_ELLIPSIS = re.compile(r"^那.*呢[?？]?$")


def agrees(question: Question) -> bool:
    """A plain yes: what is sent cannot be taken back, so `对不起` and `可以改吗` are none."""
    words = _NO_FAULT.sub("对", question.text.strip())
    if _BUT.search(words):
        return False
    return bool(_YES.search(words)) or question.move is Move.AGREE or set(question.intents) == {"affirm"}


def asks_something(question: Question) -> bool:
    """Whether the message asks something of its own rather than answering."""
    if question.programmes and _ELLIPSIS.search(question.text.strip()):
        return True
    return bool(_QUESTIONS.intersection(question.intents)) and bool(_ASKING.search(question.text))


def looks_up(question: Question) -> bool:
    """Whether the message, which answers nothing, asks for the member's own records."""
    return "claim_number" in question.entities or bool(_LOOKS_UP.intersection(question.intents))


def stops(question: Question) -> bool:
    """Whether the member wants to leave the form."""
    return bool(_STOP.search(question.text.strip())) or set(question.intents) == {"cancel"}


def corrects(question: Question) -> bool:
    """Whether the words take back something said before."""
    return bool(_CORRECTION.search(question.text))
