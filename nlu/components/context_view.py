"""The view of context: what was asked and what is spoken of, alone and joined with what a message says."""

from collections.abc import Iterator, Sequence

from nlu.components.concepts import BREAK
from nlu.components.expecting import Expects

_SHORT = 12
_RUNS = (1, 2, 3)
_SIZES = ((1, "1"), (2, "2"), (4, "4"), (8, "8"), (16, "16"), (32, "32"))


def relate(expects: Expects, words: str, concepts: Sequence[str]) -> Iterator[str]:
    """A linear model adds up; that 好 agrees where a yes was asked, it can only learn of both as one feature."""
    if not expects:
        return
    asked, subject = f"a{expects.asked or '-'}", f"b{expects.subject or '-'}"
    yield from (asked, subject, f"{asked}&{subject}")
    for one in _tell(words, concepts):
        yield f"{asked}&{one}"
        if not expects.asked:
            yield f"{subject}&{one}"


def _tell(words: str, concepts: Sequence[str]) -> Iterator[str]:
    """The short message whole and in runs; of a longer one both ends; its concepts and how long it is."""
    yield next((name for most, name in _SIZES if len(words) <= most), "more")
    yield from (f"k{one}" for one in concepts if one != BREAK)
    if len(words) <= _SHORT:
        yield f"={words}"
        parts = [f"^{words}$"]
    else:
        parts = [f"^{words[: _SHORT // 2]}", f"{words[-_SHORT // 2 :]}$"]
    for part in parts:
        for size in _RUNS:
            for start in range(len(part) - size + 1):
                yield "c" + part[start : start + size]
