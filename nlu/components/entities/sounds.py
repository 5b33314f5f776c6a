"""Names of programmes that were heard or typed by their sound: 女公特记 for 女工特疾."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from nlu.components.entities.spans import Entity

_SHORTEST, _LONGEST = 2, 12
_SAFE_LENGTH = 4
"""Shorter names are taken by sound only where they were typed in letters: too many words sound alike."""
_SHORTEST_INITIALS = 3
_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))

_RUN = re.compile(r"[a-z]+")
_LETTERS = re.compile(r"([a-z]+)|([^a-z\s])")

Sounds = tuple[str, ...]


class SoundIndex:
    """Programme names by how they sound, in the accents of most members, and by their initials."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._values: dict[Sounds, str] = {}
        initials: dict[str, set[str]] = {}
        for value, words in names.items():
            for word in words:
                if _SHORTEST <= len(word) <= _LONGEST and all(map(_is_chinese, word)):
                    self._values.setdefault(tuple(map(find_sound, word)), value)
                    short = "".join(find_initial(character) for character in word)
                    initials.setdefault(short, set()).add(value)
        self._initials = {
            short: next(iter(values))
            for short, values in initials.items()
            if len(values) == 1 and len(short) >= _SHORTEST_INITIALS
        }
        self._lengths = sorted({len(sounds) for sounds in self._values}, reverse=True)

    def find(self, text: str) -> Iterator[Entity]:
        """Every run that sounds like a name, and every run of letters that is a name's initials; `text` is aligned."""
        units = list(_split(text))
        sounds = tuple(unit[0] for unit in units)
        for length in self._lengths:
            for start in range(len(units) - length + 1):
                value = self._values.get(sounds[start : start + length])
                run = units[start : start + length]
                if value and (length >= _SAFE_LENGTH or any(is_typed for _, _, _, is_typed in run)):
                    yield Entity("programme", value, run[0][1], run[-1][2])
        for match in _RUN.finditer(text):
            if match.group() in self._initials:
                yield Entity("programme", self._initials[match.group()], match.start(), match.end())


def _split(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """Syllables with their places, and whether they were typed in letters; what has none breaks a run."""
    for match in _LETTERS.finditer(text):
        if not match[1]:
            yield find_sound(match[2]) if _is_chinese(match[2]) else "", match.start(), match.end(), False
            continue
        place = match.start()
        for syllable in split_pinyin(match[1]) or [match[1]]:
            yield _merge(syllable), place, place + len(syllable), True
            place += len(syllable)


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def find_sounds(text: str) -> list[str]:
    """A text's syllables: of its characters, and of pinyin typed in letters (`ni shi ji qi ren ma`)."""
    found: list[str] = []
    for letters, character in _LETTERS.findall(text):
        found += map(_merge, split_pinyin(letters) or [letters]) if letters else [find_sound(character)]
    return found


@cache
def _syllables() -> frozenset[str]:
    every = (reading for readings in PINYIN_DICT.values() for reading in readings.split(","))
    return frozenset(to_normal(reading).replace("ü", "v") for reading in every)


@cache
def find_readings(character: str) -> tuple[str, ...]:
    """Every syllable that a character may be, without tones."""
    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))


def split_pinyin(letters: str) -> list[str]:
    """The syllables of a run of letters, the longest first; none where it is no pinyin."""
    found = []
    while letters:
        size = next((n for n in range(min(6, len(letters)), 0, -1) if letters[:n] in _syllables()), 0)
        if not size:
            return []
        found.append(letters[:size])
        letters = letters[size:]
    return found


@cache
def find_sound(character: str) -> str:
    """A character's syllable without its tone; sounds that many do not tell apart are one."""
    return _merge(str(pinyin(character, style=Style.NORMAL)[0][0]))


@cache
def find_initial(character: str) -> str:
    """The first letter of a character's syllable."""
    return str(pinyin(character, style=Style.FIRST_LETTER)[0][0])


def _merge(syllable: str) -> str:
    for heard, written in _MERGED:
        syllable = syllable.replace(heard, written)
    return f"n{syllable[1:]}" if syllable.startswith("l") else syllable
