"""Brings a message into the one form that the components read: width, case, script, blanks, invisible characters."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

MAX_CHARACTERS = 600
"""Of a longer message the first and the last half of this are read: the question stands at either end."""

_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff]"
)
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"\d")


def normalise(text: str) -> str:
    """Half width, lower case, simplified script, single blanks, nothing invisible, at most `MAX_CHARACTERS`."""
    plain = _BLANKS.sub(" ", _INVISIBLE.sub("", align(shorten(text)))).strip()
    return _simplify(plain)


def align(text: str) -> str:
    """Half width, lower case and simplified, character by character: positions stay those of `text`."""
    return "".join(map(_fold, text))


def shorten(text: str) -> str:
    """Both ends of a text that is too long, as they are."""
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2
    return f"{text[:half]} {text[-half:]}"


def mask_digits(text: str) -> str:
    """Every digit as 0, so that one number reads like another."""
    return _NUMBER.sub("0", text)


def _simplify(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _fold(character: str) -> str:
    """One character for one; what has no single form of its own stays as it is."""
    folded = unicodedata.normalize("NFKC", character).lower()
    return _simplify(folded) if len(folded) == 1 else character
