"""Makes more messages of those that were written: several in one, by their sound, with courtesies, in other contexts."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from nlu.components.entities.sounds import find_sounds
from nlu.components.examples import Example, order
from nlu.components.expecting import Expects
from nlu.components.usual import find_usual_move
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject

_JOINTS = ("，", " ", "", "？", "。", "，还有", "，另外", "，顺便问下", "，再", " 然后", "；", "，那")
_ALONE = {"affirm", "deny", "inform", "crisis", "cancel"}
"""Answers to a question of ours, and danger, which outweighs whatever stands beside it."""
_LONGEST_PART = 30
_SHARE_OF_THREE = 0.15
_LONGEST_TYPED, _TYPED_AT_ONCE = 8, 3
_SHORTEST_SURROUNDED = 3
_ANYWHERE = {Move.ASK, Move.COURTESY, Move.STOP, None}
"""What these messages do hangs on no context; anger and danger are heard in any."""
_LONGEST_OPEN = 10
_SHARE_OF_ASKED, _SHARE_OF_SUBJECTS = 0.6, 0.7
_SHARES = {"closings": 0.6, "about_oneself": 0.2, "openings": 0.6}


def mix(examples: Sequence[Example], count: int, seed: int = 0) -> list[Example]:
    """`count` joined examples of two or three labels; the same examples always give the same ones."""
    chance = random.Random(seed)
    by_label: dict[str, list[Example]] = defaultdict(list)
    for one in order(examples):
        is_alone = len(one.intents) > 1 or one.intents[0] in _ALONE
        if not one.expects and not is_alone and len(one.text) <= _LONGEST_PART:
            by_label[one.intents[0]].append(one)
    if len(by_label) < 3:
        return []
    return [_join(by_label, chance) for _ in range(count)]


def _join(by_label: dict[str, list[Example]], chance: random.Random) -> Example:
    labels = chance.sample(sorted(by_label), 3 if chance.random() < _SHARE_OF_THREE else 2)
    parts = [chance.choice(by_label[label]) for label in labels]
    texts = [one.text.rstrip("？。！?!") for one in parts]
    text = texts[0] + "".join(chance.choice(_JOINTS) + one for one in texts[1:])
    move, aspects = find_usual_move(tuple(labels)), _join_aspects(parts)
    return Example(text, tuple(labels), move=move, aspects=aspects, about=_join_about(parts))


def _join_aspects(parts: Sequence[Example]) -> tuple[Aspect, ...] | None:
    """All that is asked; not known where one part's is not."""
    known = [one.aspects for one in parts if one.aspects is not None]
    return tuple(sorted({aspect for each in known for aspect in each})) if len(known) == len(parts) else None


def _join_about(parts: Sequence[Example]) -> tuple[Subject, ...] | None:
    """What all parts are about that are about anything; not known where they differ."""
    if any(one.about is None for one in parts):
        return None
    found = {one.about for one in parts if one.about}
    return None if len(found) > 1 else next(iter(found), ())


def spell(examples: Sequence[Example]) -> list[Example]:
    """Every few short messages once more in pinyin, as typed by those whose keyboard writes no characters."""
    short = [example for example in order(examples) if 2 <= len(example.text) <= _LONGEST_TYPED]
    return [
        replace(example, text="".join(find_sounds(example.text)))
        for example in short[::_TYPED_AT_ONCE]
        if _is_chinese(example.text)
    ]


def read_courtesies(folder: Path) -> dict[str, list[str]]:
    """Openings, closings, and what people say about themselves first."""
    written = yaml.safe_load((folder / "courtesies.yml").read_text(encoding="utf-8"))
    return {place: [str(words) for words in several] for place, several in written.items()}


def surround(
    examples: Sequence[Example], count: int, courtesies: Mapping[str, Sequence[str]], seed: int = 0
) -> list[Example]:
    """`count` messages once more with the courtesies that people put around a question."""
    chance = random.Random(seed)
    whole = [example for example in order(examples) if len(example.text) >= _SHORTEST_SURROUNDED]
    if not whole:
        return []
    return [_put_around(chance.choice(whole), courtesies, chance) for _ in range(count)]


def _put_around(example: Example, courtesies: Mapping[str, Sequence[str]], chance: random.Random) -> Example:
    text = example.text
    for place, share in _SHARES.items():
        if chance.random() < share:
            words = chance.choice(courtesies[place])
            text = text + words if place == "closings" else words + text
    return replace(example, text=text)


def interrupt(examples: Sequence[Example], count: int, seed: int = 0) -> list[Example]:
    """`count` messages that ask of themselves, amid conversations that expect something else: they still ask it."""
    chance = random.Random(seed)
    whole = [one for one in order(examples) if not one.expects and one.move in _ANYWHERE]
    if not whole:
        return []
    return [_place(chance.choice(whole), _draw_expects(chance)) for _ in range(count)]


def _place(example: Example, expects: Expects) -> Example:
    """In another context a few words about a programme may be about what is spoken of there: they teach no subject."""
    is_open = example.about == (Subject.PROGRAMME,) and len(example.text) <= _LONGEST_OPEN
    return replace(example, expects=expects, about=None if is_open else example.about)


def _draw_expects(chance: random.Random) -> Expects:
    asked = chance.choice(list(Asked)) if chance.random() < _SHARE_OF_ASKED else None
    is_spoken_of = asked is None or chance.random() < _SHARE_OF_SUBJECTS
    return Expects(asked, chance.choice(list(Subject)) if is_spoken_of else None)


def _is_chinese(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)
