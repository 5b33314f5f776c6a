"""The short mark of an answer, by which it is known again the same day; tomorrow the same words are new."""

import hashlib
import re

from actions.question import Answer, Question

MOST_REMEMBERED = 16
_LETTERS = re.compile(r"\w")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_NAMED_FIRST = re.compile(r"([^\W\d_]{2,8})这笔（[^）]*）")
"""A record is named whole the first time, and 这笔住院津贴 after that: the same words all the same."""
_BRACKETS = re.compile(r"（(?:数据更新|\d{4}年)[^（）]*）")


def mark(answer: Answer, question: Question) -> str:
    """The answer's own mark, its question's, and its words' where it goes by a name."""
    words = "".join(_LETTERS.findall(question.text))
    asked = ",".join((*question.intents, *question.programmes, words))
    said = _mark_words(_sort(answer.text), question)
    marks = (_mark_words(answer.says, question), _hash(asked), said) if answer.says else (said, _hash(asked))
    return ".".join(marks)


def says_the_same(one: str, other: str) -> bool:
    """Whether two marks are of the same answer: of one name, or in the same words under two."""
    return bool(_answers(one) & _answers(other))


def _answers(marked: str) -> set[str]:
    answer, _, *words = marked.split(".")
    return {answer, *words}


def was_said(says: str, question: Question) -> bool:
    """Whether an answer of this name was given today."""
    wanted = _mark_words(says, question)
    return any(one.partition(".")[0] == wanted for one in question.talk.said)


def _mark_words(words: str, question: Question) -> str:
    return _hash(f"{question.today}{words}")


def _sort(text: str) -> str:
    """The same sentences in another order are the same words."""
    text = _NAMED_FIRST.sub(r"这笔\1", text)
    return "".join(sorted(one.strip() for one in _SENTENCE.findall(_BRACKETS.sub("", text)) if one.strip()))


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]
