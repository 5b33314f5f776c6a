"""What is trained teaches one thing each, and nothing that understanding is measured by."""

import json

from testing.processes import ROOT
from tests.walls.phrases import GROUPS

EVERY_PHRASE = {phrase for _, phrases in GROUPS for phrase in phrases}


def test_no_phrase_teaches_two_things() -> None:
    seen: dict[str, set[str]] = {}
    for intents, phrases in GROUPS:
        for phrase in phrases:
            assert seen.setdefault(phrase, set(intents)) == set(intents), phrase


def test_no_validation_message_is_trained_on() -> None:
    files = sorted((ROOT / "nlu" / "validation").glob("*.jsonl"))
    assert files
    for file in files:
        texts = {json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()}
        assert texts, file.name
        assert texts & EVERY_PHRASE == set(), file.name
