"""Splits a long text into pieces that fit WeChat's byte limit, on a sentence where it can."""

import re

_BREAKS = re.compile(r"\n+|(?<=[。！？；!?;])")


def split_text(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` UTF-8 bytes that together say all of `text`; an empty text has none."""
    pieces: list[str] = []
    current = ""
    for part in _parts(text):
        if _size(current + part) <= limit:
            current += part
            continue
        if current.strip():
            pieces.append(current.strip())
        *whole, current = _cut(part, limit)
        pieces += whole
    if current.strip():
        pieces.append(current.strip())
    return pieces


def _parts(text: str) -> list[str]:
    """Sentences and lines, each keeping what ends it."""
    ends = [match.end() for match in _BREAKS.finditer(text)]
    starts = [0, *ends]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True) if end > start]


def _cut(part: str, limit: int) -> list[str]:
    """One sentence that may be longer than the limit, cut between characters."""
    pieces = [""]
    for character in part:
        if _size(pieces[-1] + character) > limit:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
