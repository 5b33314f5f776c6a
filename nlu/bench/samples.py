"""Cuts the training data down to a share of it, the same share for every pipeline."""

import random
from pathlib import Path
from typing import Any

import yaml

from nlu.components.entities import read_lists
from nlu.train import ROOT

_FEWEST = 3
_IN_CONTEXT = "in_context"


def write_sample(folder: Path, share: float) -> tuple[str, ...]:
    """Writes `share` of each file's phrases into `folder`; where they are.

    What is said in the middle of a conversation is left out: Rasa's own pipeline hears no context, and 对 alone teaches nothing.
    """
    chance = random.Random(0)
    target = folder / "data"
    for file in sorted((ROOT / "nlu" / "data").rglob("*.yml")):
        if file.parent.name == _IN_CONTEXT:
            continue
        groups = [_cut(group, share, chance) for group in _read(file)["nlu"]]
        sample = target / file.relative_to(ROOT / "nlu" / "data")
        sample.parent.mkdir(parents=True, exist_ok=True)
        _write(sample, groups)
    return (str(target),)


def write_lookups(folder: Path) -> str:
    """The word lists in the form that Rasa's own extractor and synonym mapper read."""
    groups: list[dict[str, Any]] = []
    for entity, values in read_lists(ROOT / "nlu" / "lookups").items():
        if entity == "nothing":
            continue
        words = [word for names in values.values() for word in names]
        groups.append({"lookup": entity, "examples": _as_lines(words)})
        # Rasa's extractor uses a list only for entities that it saw annotated at least twice.
        annotated = [f"[{word}]({entity})" for word in words[:2]]
        groups.append({"intent": "inform", "examples": _as_lines(annotated)})
        groups += [
            {"synonym": value, "examples": _as_lines(names)}
            for value, names in values.items()
            if names != [value]
        ]
    target = folder / "lookups.yml"
    _write(target, groups)
    return str(target)


def _cut(group: dict[str, Any], share: float, chance: random.Random) -> dict[str, Any]:
    phrases = group["examples"].splitlines()
    kept = chance.sample(phrases, min(len(phrases), max(_FEWEST, round(share * len(phrases)))))
    return {**group, "examples": "\n".join(kept) + "\n"}


def _as_lines(words: list[str]) -> str:
    return "".join(f"- {word}\n" for word in dict.fromkeys(words))


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _write(file: Path, groups: list[dict[str, Any]]) -> None:
    text = yaml.safe_dump({"version": "3.1", "nlu": groups}, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")
