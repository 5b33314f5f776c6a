"""What is trained teaches one thing each, and nothing that understanding is measured by."""

import json

from testing.processes import ROOT
from tests.walls.phrases import GROUPS

EVERY_PHRASE = {phrase for group in GROUPS for phrase in group.phrases}


def test_no_phrase_teaches_two_things_where_the_same_is_expected() -> None:
    seen: dict[tuple[str, object], set[str]] = {}
    for group in GROUPS:
        for phrase in group.phrases:
            taught = seen.setdefault((phrase, group.expected), set(group.intents))
            assert taught == set(group.intents), (phrase, group.expected)


def test_no_validation_message_is_trained_on() -> None:
    files = sorted((ROOT / "nlu" / "validation").glob("*.jsonl"))
    assert files
    for file in files:
        texts = {json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()}
        assert texts, file.name
        assert texts & EVERY_PHRASE == set(), file.name
