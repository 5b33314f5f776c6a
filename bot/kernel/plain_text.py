"""Drops from what people send the signs that are no text: no database, no XML and no page takes them."""

import re

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""NUL and its like but tab and line ends, halves of signs, and two numbers that stand for no sign."""


def drop_no_text(written: str) -> str:
    """What is left is text; most of the time all of it."""
    return _NO_TEXT.sub("", written)
