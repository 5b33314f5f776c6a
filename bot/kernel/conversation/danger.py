"""Knows words of danger without any machinery: what a person says who may be dead before a server answers."""

import re
from enum import StrEnum

from bot.kernel.conversation import danger_words
from bot.kernel.conversation.bare_words import find_bare_words


class Danger(StrEnum):
    """What kind of danger somebody is in, and so whom to call first."""

    DESPAIR = "despair"
    VIOLENCE = "violence"
    ILLNESS = "illness"
    FIRE = "fire"
    OTHER = "other"
    """Heard by the engine alone, which said what to do first."""


def find_danger(text: str) -> Danger | None:
    """The danger that the words tell of, or None.

    Rather a false alarm than one missed; but a question about cover, and what is over, is no danger unless
    the words leave no doubt.
    """
    words = _NO_DANGER.sub("·", find_bare_words(text))
    for kind, pattern in _PLAIN.items():
        if pattern.search(words):
            return kind
    if _COVER.search(words) or _OVER.search(words):
        return None
    return next((kind for kind, pattern in _UNLESS_ASKED.items() if pattern.search(words)), None)


def _read(patterns: str) -> re.Pattern[str]:
    """One pattern a line; a line that is set in goes on with the one before."""
    whole = "|".join(re.sub(r"\n +", "", patterns).split())
    for many, people in danger_words.PEOPLE.items():
        whole = whole.replace(many, people)
    return re.compile(whole)


_PLAIN = {Danger(kind): _read(patterns) for kind, patterns in danger_words.PLAIN.items()}
_UNLESS_ASKED = {Danger(kind): _read(patterns) for kind, patterns in danger_words.UNLESS_ASKED.items()}
_NO_DANGER, _COVER, _OVER = map(_read, (danger_words.NO_DANGER, danger_words.COVER, danger_words.OVER))
