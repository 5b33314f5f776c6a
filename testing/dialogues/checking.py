"""What a machine can say of an answer: words, acts, choices, length."""

import re
from collections.abc import Collection, Sequence

from testing.dialogues.acts import find_wrong_acts
from testing.dialogues.played import Heard
from testing.dialogues.written import Expect

_BLANKS = re.compile(r"\s+")


def find_faults(expect: Expect, heard: Heard, before: Collection[str] = ()) -> list[str]:
    """What is wrong with a turn, in plain sentences; `before` are the texts of all earlier turns."""
    whole = _join(heard.whole)
    faults = [f"none of: {' / '.join(group)}" for group in expect.any if not _has_any(whole, group)]
    faults += [f"missing: {one}" for one in expect.all if not _has_any(whole, [one])]
    faults += [f"said, and must not be: {one}" for one in expect.none if _has_any(whole, [one])]
    faults += find_wrong_acts(expect.acts, heard.acts)
    faults += _find_wrong_choices(expect.choices, heard)
    if expect.longest is not None and len(heard.text) > expect.longest:
        faults.append(f"{len(heard.text)} characters, more than {expect.longest}")
    if expect.fresh and heard.text in before:
        faults.append("the same words as before")
    if expect.silent and heard.text:
        faults.append("something was said")
    if heard.must_be_answered and not expect.silent and not heard.text:
        faults.append("nothing was said")
    return faults


def _find_wrong_choices(wanted: Sequence[str] | None, heard: Heard) -> list[str]:
    if wanted is None:
        return []
    offered = [_join(f"{one.title} {one.text}") for one in heard.choices]
    if not wanted and offered:
        return [f"choices were offered: {' / '.join(one.title for one in heard.choices)}"]
    return [
        f"not to be tapped: {one}" for one in wanted if not any(_join(one) in choice for choice in offered)
    ]


def _has_any(whole: str, words: Sequence[str]) -> bool:
    """A number is found as a whole one: 200 is not in 2,000."""
    return any(re.search(_whole_numbers(_join(one)), whole) for one in words)


def _whole_numbers(words: str) -> str:
    before = r"(?<!\d)" if words[:1].isdigit() else ""
    after = r"(?!\d)" if words[-1:].isdigit() else ""
    return f"{before}{re.escape(words)}{after}"


def _join(words: str) -> str:
    """Blanks, thousands' commas and the case of letters do not count."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", _BLANKS.sub("", words)).lower()
