"""Understanding, dialogue and handlers are tied by names; these tests hold them together."""

import json
from typing import Any

import pytest
import yaml

from actions.answering import ANSWERERS
from actions.rasa_actions import register
from bot.settings import Settings
from testing.processes import ROOT
from vocabulary.intents import INTENTS


def read(path: str) -> Any:
    """A YAML file of the repository."""
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


GROUPS = [
    (
        tuple(entry.get("metadata", {}).get("intents", [entry["intent"]])),
        [line.removeprefix("- ") for line in entry["examples"].splitlines()],
    )
    for file in sorted((ROOT / "nlu" / "data").rglob("*.yml"))
    for entry in read(str(file.relative_to(ROOT)))["nlu"]
]
PHRASES = {
    intent: [phrase for intents, phrases in GROUPS if intents == (intent,) for phrase in phrases]
    for intent in INTENTS
}
EVERY_PHRASE = {phrase for _, phrases in GROUPS for phrase in phrases}


@pytest.mark.parametrize("intent", INTENTS)
def test_each_intent_has_phrasings_and_an_answer(intent: str) -> None:
    assert len(set(PHRASES[intent])) >= 25
    assert intent in ANSWERERS


def test_no_phrase_teaches_two_things() -> None:
    seen: dict[str, set[str]] = {}
    for intents, phrases in GROUPS:
        for phrase in phrases:
            assert seen.setdefault(phrase, set(intents)) == set(intents), phrase


def test_nothing_is_trained_or_answered_that_the_contract_does_not_name() -> None:
    assert {intent for intents, _ in GROUPS for intent in intents} == set(INTENTS)
    assert set(ANSWERERS) == set(INTENTS)


def test_the_domain_names_exactly_the_handlers_there_are() -> None:
    registered = []

    class Executor:
        def register_action(self, action: Any) -> None:
            registered.append(action.name())

    register(Executor(), None)  # type: ignore[arg-type]
    assert sorted(registered) == sorted(read("nlu/domain/handlers.yml")["actions"])


def test_each_setting_is_documented() -> None:
    document = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    missing = [name.upper() for name in Settings.model_fields if f"`{name.upper()}`" not in document]
    assert missing == []


def test_no_validation_message_is_trained_on() -> None:
    files = sorted((ROOT / "nlu" / "validation").glob("*.jsonl"))
    assert files
    for file in files:
        texts = {json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()}
        assert texts, file.name
        assert texts & EVERY_PHRASE == set(), file.name
