"""The short mark of an answer, by which it is known again the same day; tomorrow the same words are new."""

import hashlib
import re

from actions.question import Answer, Question

MOST_REMEMBERED = 16
_LETTERS = re.compile(r"\w")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_BRACKETS = re.compile(r"（(?:数据更新|\d{4}年)[^（）]*）")


def mark(answer: Answer, question: Question) -> str:
    """The answer's own mark, and its question's."""
    words = "".join(_LETTERS.findall(question.text))
    asked = ",".join((*question.intents, *question.programmes, words))
    return f"{_mark_words(answer.says or _sort(answer.text), question)}.{_hash(asked)}"


def was_said(says: str, question: Question) -> bool:
    """Whether an answer of this name was given today."""
    wanted = _mark_words(says, question)
    return any(one.partition(".")[0] == wanted for one in question.talk.said)


def _mark_words(words: str, question: Question) -> str:
    return _hash(f"{question.today}{words}")


def _sort(text: str) -> str:
    """The same sentences in another order are the same words."""
    return "".join(sorted(one.strip() for one in _SENTENCE.findall(_BRACKETS.sub("", text)) if one.strip()))


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]
