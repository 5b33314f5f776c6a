"""Signs as telephones and spreadsheets paste them: what nobody sees is dropped, and width is folded."""

import re
import unicodedata

# What Unicode lets a reader leave out of sight, control signs that are no blanks, and the place of a lost object.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
    "\U000e0000-\U000e0fff]"
)


def drop_unseen(text: str) -> str:
    """The text without signs that take no room: marks of direction and order, blanks of no width."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def fold(text: str) -> str:
    """The text in half-width signs, each run of blanks one plain blank, and nothing unseen."""
    plain = drop_unseen(text)
    return " ".join((plain if plain.isascii() else unicodedata.normalize("NFKC", plain)).split())
