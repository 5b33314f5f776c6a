"""The phrases that understanding is trained on, as the walls read them."""

from dataclasses import dataclass
from typing import Any

from testing.processes import ROOT
from vocabulary.yaml_files import read_yaml


@dataclass(frozen=True)
class Group:
    """What a group of phrases asks, in the order asked, and the phrases; what was expected and what they do there."""

    intents: tuple[str, ...]
    phrases: tuple[str, ...]
    asked: str | None
    subject: str | None
    move: str | None

    @property
    def context(self) -> tuple[str | None, str | None]:
        """What was expected when they came; nothing for most."""
        return self.asked, self.subject


def _read() -> list[Group]:
    files = sorted((ROOT / "nlu" / "data").rglob("*.yml"))
    entries = [entry for file in files for entry in read_yaml(file)["nlu"]]
    return [_read_group(entry) for entry in entries]


def _read_group(entry: dict[str, Any]) -> Group:
    metadata = entry.get("metadata", {})
    intents = tuple(metadata.get("intents", [entry["intent"]]))
    phrases = tuple(line.removeprefix("- ") for line in entry["examples"].splitlines())
    # YAML 1.1 takes an unquoted yes for a truth.
    asked = "yes" if metadata.get("asked") is True else metadata.get("asked")
    return Group(intents, phrases, asked, metadata.get("subject"), metadata.get("move"))


GROUPS = _read()
