"""Brings a message into the one form that the components read: width, case, blanks and invisible characters."""

import re
import unicodedata

MAX_CHARACTERS = 600
"""Of a longer message the first and the last half of this are read: the question stands at either end."""

_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"\d")


def normalise(text: str) -> str:
    """Half width, lower case, single blanks, nothing invisible, at most `MAX_CHARACTERS`."""
    plain = _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip().lower()
    if len(plain) <= MAX_CHARACTERS:
        return plain
    half = MAX_CHARACTERS // 2
    return f"{plain[:half]} {plain[-half:]}"


def mask_digits(text: str) -> str:
    """Every digit as 0, so that one number reads like another."""
    return _NUMBER.sub("0", text)
