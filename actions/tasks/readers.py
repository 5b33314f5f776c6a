"""Readers of single answers: telephone numbers, choices, free words."""

import re
from collections.abc import Callable, Mapping

from actions.question import Question
from actions.talk import Value
from actions.tasks.fields import Problem
from vocabulary.telephones import find_telephone

Reader = Callable[[Question], Value | Problem | None]

_DIGITS = re.compile(r"[\d〇零一二三四五六七八九幺]{5,}")
_WORDS = re.compile(r"[^\W\d_]")


def read_telephone(question: Question) -> Value | Problem | None:
    """A number to call, of a mobile or a landline, however it is pasted or said."""
    if found := find_telephone(question.text):
        return found
    is_number = _DIGITS.search(re.sub(r"[\W_]", "", question.text))
    return (
        Problem("这个号码没看出来。手机号是 1 开头的 11 位，座机写上区号，比如 010-63012345。")
        if is_number
        else None
    )


def read_words(shortest: int, longest: int = 300) -> Reader:
    """Free words, as they are."""

    def read(question: Question) -> Value | Problem | None:
        words = question.text.strip()
        if len(_WORDS.findall(words)) < shortest:
            return None
        return words[:longest]

    return read


def read_one_of(options: Mapping[str, str]) -> Reader:
    """A code by the pattern of words for it: the first that fits, or by its place in the list."""
    patterns = {code: re.compile(words) for code, words in options.items()}

    def read(question: Question) -> Value | Problem | None:
        words = question.text.strip()
        return next((code for code, pattern in patterns.items() if pattern.search(words)), None)

    return read


def find_entity(entity: str) -> Reader:
    """The first value of an entity type."""

    def find(question: Question) -> Value | None:
        return question.named(entity)

    return find
