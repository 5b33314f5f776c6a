"""Reads the word lists of `nlu/lookups`."""

from pathlib import Path

import yaml

_FILES = {
    "programme": "programmes",
    "event": "events",
    "relation": "relations",
    "district": "districts",
    "illness": "illnesses",
    "nothing": "nothing",
    "office": "offices",
    "circumstance": "circumstances",
}


def read_lists(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Entity type → value → the words for it; an illness is its own value."""
    lists = {
        entity: yaml.safe_load((folder / f"{_FILES[entity]}.yml").read_text(encoding="utf-8"))
        for entity in _FILES
    }
    lists["illness"] = {word: [word] for word in lists["illness"]["illness"]}
    return {
        entity: {str(value): [str(word) for word in words] for value, words in values.items()}
        for entity, values in lists.items()
    }
