"""Reads a message typed in pinyin (`wo de ka hai neng yong ma`) as the Chinese that it likeliest is."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nlu.components.entities.sounds import find_readings, split_pinyin

_LETTERS = re.compile(r"[a-z]+|[^a-z\s]")
_TYPED = re.compile(r"[a-z\s\d,.?!;'，。？！；、]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_FEWEST = 3
"""So many syllables are no chance."""
_BEAM = 24
_SHARES = (0.62, 0.28, 0.1)
"""What three characters in a row, two, and one alone count for."""
_UNSEEN = 1e-7
_EDGE = "^"

Counts = Mapping[str, int]


class Speller:
    """The likeliest characters of a row of syllables, by what follows what in the phrases that members say."""

    def __init__(self, runs: Counts) -> None:
        self._runs = runs
        self._total = sum(count for run, count in runs.items() if len(run) == 1) or 1
        self._characters: dict[str, list[str]] = defaultdict(list)
        for character in (run for run in runs if len(run) == 1 and run != _EDGE):
            for sound in find_readings(character):
                self._characters[sound].append(character)

    def spell(self, message: str) -> str:
        """The message in characters; as it is where it is no pinyin."""
        plain = message.strip().lower()
        if not _TYPED.fullmatch(plain):
            return message
        units = _find_units(plain)
        if sum(is_sound for _, is_sound in units) < _FEWEST:
            return message
        return self._search(units) or message

    def _search(self, units: Sequence[tuple[str, bool]]) -> str:
        """The best of a few ways at each step; none where a syllable has no character."""
        ways = [(0.0, _EDGE * 2)]
        for unit, is_sound in units:
            found = self._characters.get(unit, []) if is_sound else [unit]
            ways = [
                (score + (self._weigh(said[-2:], one) if is_sound else 0.0), said + one)
                for score, said in ways
                for one in found
            ]
            ways = sorted(ways, reverse=True)[:_BEAM]
        return ways[0][1].lstrip(_EDGE) if ways else ""

    def _weigh(self, before: str, character: str) -> float:
        three, two, one = _SHARES
        likely = one * self._runs.get(character, 0) / self._total
        for share, given in ((two, before[-1:]), (three, before)):
            seen = self._runs.get(given, 0)
            likely += share * self._runs.get(given + character, 0) / seen if seen else 0.0
        return math.log(likely + _UNSEEN)


def count_runs(texts: Iterable[str]) -> dict[str, int]:
    """How often one, two and three characters stand in a row."""
    runs: Counter[str] = Counter()
    for text in texts:
        for words in _CHINESE.findall(text):
            whole = _EDGE * 2 + words
            for place in range(2, len(whole)):
                runs.update((whole[place], whole[place - 1 : place + 1], whole[place - 2 : place + 1]))
            runs.update((_EDGE, _EDGE * 2))
    return {run: count for run, count in runs.items() if count > 1 or len(run) < 3}


def _find_units(plain: str) -> list[tuple[str, bool]]:
    """Syllables and what stands between them; none at all where letters are no pinyin."""
    units: list[tuple[str, bool]] = []
    for unit in _LETTERS.findall(plain):
        if not unit.isalpha():
            units.append((unit, False))
            continue
        syllables = split_pinyin(unit)
        if not syllables:
            return []
        units += [(one, True) for one in syllables]
    return units
