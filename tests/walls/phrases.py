"""The phrases that understanding is trained on, as the walls read them."""

from typing import NamedTuple

from testing.processes import ROOT
from vocabulary.yaml_files import read_yaml


class Group(NamedTuple):
    """What a group of phrases asks, in the order asked, the phrases, and what the conversation expected of them."""

    intents: tuple[str, ...]
    phrases: list[str]
    expected: tuple[str | None, str | None]


def _read() -> list[Group]:
    files = sorted((ROOT / "nlu" / "data").rglob("*.yml"))
    entries = [entry for file in files for entry in read_yaml(file)["nlu"]]
    return [_read_group(entry, entry.get("metadata", {})) for entry in entries]


def _read_group(entry: dict[str, str], metadata: dict[str, str]) -> Group:
    intents = tuple(metadata.get("intents", [entry["intent"]]))
    phrases = [line.removeprefix("- ") for line in entry["examples"].splitlines()]
    return Group(intents, phrases, (metadata.get("asked"), metadata.get("subject")))


GROUPS = _read()
