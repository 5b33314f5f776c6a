"""Numbers of claims and relief applications, as printed, as typed and as spoken."""

import re
from collections.abc import Iterator

from nlu.components.entities.spans import Entity

_DIGITS = {character: str(index) for index, character in enumerate("零一二三四五六七八九")}
_SPOKEN = {**_DIGITS, "〇": "0", "o": "0", "两": "2", "幺": "1", "洞": "0", "拐": "7", "勾": "9"}
_DIGIT = f"[0-9{''.join(_SPOKEN)}]"
_GAP = r"[\s\-—–_－·.,，杠横号年的]{0,3}"
_YEAR = rf"({_DIGIT}{{4}})"
_BARE_YEAR = rf"(?<![a-z0-9{''.join(_SPOKEN)}])((?:20|二[零〇]){_DIGIT}{{2}})"
_DASH = r"[\s\-—–_－杠横]{1,3}"
_END = rf"(?!{_DIGIT})"
_FORMS = (
    ("claim_number", "LP", rf"(?<![a-z0-9])l\s?p{_GAP}{_YEAR}{_GAP}({_DIGIT}{{7}}){_END}"),
    ("relief_number", "JZ", rf"(?<![a-z0-9])j\s?z{_GAP}{_YEAR}{_GAP}({_DIGIT}{{5,6}}){_END}"),
    ("claim_number", "LP", rf"{_BARE_YEAR}{_GAP}({_DIGIT}{{7}}){_END}"),
    ("relief_number", "JZ", rf"{_BARE_YEAR}{_DASH}({_DIGIT}{{5}}){_END}"),
)
_PATTERNS = tuple((entity, letters, re.compile(form)) for entity, letters, form in _FORMS)


def find_numbers(text: str) -> Iterator[Entity]:
    """Claim and relief numbers in their printed form; `text` is aligned."""
    for entity, letters, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = f"{letters}{_as_digits(match[1])}-{_as_digits(match[2])}"
            yield Entity(entity, value, match.start(), match.end())


def _as_digits(spoken: str) -> str:
    return "".join(_SPOKEN.get(character, character) for character in spoken)
