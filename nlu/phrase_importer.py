"""Reads the phrases for Rasa's training, without the schema that Rasa's own reader holds every file against."""

from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FIELDS = frozenset({"intent", "metadata", "examples"})


class PhraseImporter(RasaFileImporter):
    """What our files hold is intents, metadata and phrases, and nothing else of Rasa's form: no responses, no stories with words."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        paths = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        read = {file: _load(file) for path in paths for file in _find_files(Path(path))}
        self.config_file = config_file
        self._domain_path = domain_path
        self._phrases = {file: content for file, content in read.items() if "nlu" in content}
        self._story_files = [str(file) for file in read if file not in self._phrases]
        self._conversation_test_files: list[str] = []
        self._training_data: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Every phrase with its intent and its metadata, in the order of the files; read once, for Rasa asks twice."""
        if self._training_data is None:
            self._training_data = TrainingData(
                [
                    message
                    for file, content in self._phrases.items()
                    for block in content["nlu"]
                    for message in _read_block(file, block)
                ]
            )
        return self._training_data


def _find_files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yml")) if path.is_dir() else [path]


def _load(file: Path) -> dict[str, Any]:
    content = yaml.load(file.read_text(encoding="utf-8"), _LOADER)
    if not isinstance(content, dict):
        raise ValueError(f"{file}: a file of phrases or rules is a mapping")
    return content


def _read_block(file: Path, block: Any) -> list[Message]:
    if not isinstance(block, dict) or not block.get("intent") or block.keys() - _FIELDS:
        raise ValueError(
            f"{file}: a block has an intent, metadata and examples, and this has not: {block!r:.80}"
        )
    lines = [line.strip() for line in str(block.get("examples", "")).splitlines()]
    if foreign := [line for line in lines if line and not line.startswith("-")]:
        raise ValueError(f"{file}: an example begins with a dash, and this does not: {foreign[0]}")
    phrases = [line[1:].strip() for line in lines if line]
    built = [Message.build(phrase, block["intent"], [], block.get("metadata")) for phrase in phrases]
    return [message for message in built if message.get(TEXT)]
