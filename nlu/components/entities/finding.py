"""Joins the ways to find entities, and settles which finding counts where they overlap."""

import re
from collections.abc import Iterable
from dataclasses import replace

from nlu.components.entities.amounts import MEASURE, find_amounts
from nlu.components.entities.dates import find_dates
from nlu.components.entities.events import find_events
from nlu.components.entities.illnesses import find_injuries
from nlu.components.entities.lexicon import NOTHING, Lexicon, Words
from nlu.components.entities.numbers import find_numbers
from nlu.components.entities.people import find_colleagues
from nlu.components.entities.sounds import SoundIndex
from nlu.components.entities.spans import Entity, keep_first, keep_longest
from nlu.components.text import align, shorten
from vocabulary.programmes import PROGRAMMES

_BEFORE = re.compile(r"(?:急性|慢性|恶性|良性|原发性|继发性|转移性|早期|晚期)$")
_AFTER = re.compile(r"(?:晚期|早期|中期|末期)")
_AS_SAID = {"illness", "date"}
BESIDE = ("office", "circumstance")
"""Found beside everything else: their words stand inside what names other things, and hide none of it."""


class EntityFinder:
    """Finds every entity of a message by word lists, by sound and by form."""

    def __init__(self, words: Words) -> None:
        self._lexicon = Lexicon({name: lists for name, lists in words.items() if name not in BESIDE})
        self._beside = [Lexicon({name: words[name]}) for name in BESIDE if name in words]
        self._sounds = SoundIndex(words.get("programme", {}))

    def find(self, message: str) -> list[Entity]:
        """What the message names, from left to right, each value once."""
        return [one for one in self.mark(message) if one.value != MEASURE]

    def mark(self, message: str) -> list[Entity]:
        """The same, with what only reads like a sum: the classifier is to see no figure of it either."""
        message = shorten(message)
        text = align(message)
        numbers = keep_longest([*find_numbers(text)])
        plain = _blank_out(text, numbers)
        named = keep_longest(
            _widen(one, plain)
            for one in [
                *self._lexicon.find(plain),
                *self._sounds.find(plain),
                *find_injuries(plain),
            ]
        )
        counted = keep_longest([*find_dates(plain), *find_amounts(plain)])
        told = [*find_events(plain), *find_colleagues(plain)]
        beside = [one for lexicon in self._beside for one in lexicon.find(text)]
        found = sorted([*numbers, *named, *counted, *told, *beside], key=lambda one: one.start)
        kept = [one for one in found if one.value != NOTHING]
        return keep_first(_drop_wholes([_as_said(one, message) for one in kept]))


def _widen(entity: Entity, text: str) -> Entity:
    """An illness with the words that say which one: 急性白血病, 肺癌晚期."""
    if entity.type != "illness":
        return entity
    before, after = _BEFORE.search(text[: entity.start]), _AFTER.match(text[entity.end :])
    start = before.start() if before else entity.start
    return replace(entity, start=start, end=entity.end + (after.end() if after else 0))


def _blank_out(text: str, numbers: Iterable[Entity]) -> str:
    for number in numbers:
        text = text[: number.start] + " " * number.length + text[number.end :]
    return text


def _as_said(entity: Entity, message: str) -> Entity:
    said = message[entity.start : entity.end]
    return replace(entity, value=said) if entity.type in _AS_SAID else entity


def _drop_wholes(found: list[Entity]) -> list[Entity]:
    """Where a part of a programme is named, the whole is not meant besides."""
    named = {str(entity.value) for entity in found if entity.type == "programme"}
    wholes = {one.part_of for one in PROGRAMMES.values() if one.code in named}
    return [one for one in found if one.type != "programme" or one.value not in wholes]
