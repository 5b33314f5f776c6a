"""Dialogue and handlers, settings and their document are tied by names; these tests hold them together."""

from typing import Any

from actions.rasa_actions import register
from bot.settings import Settings
from testing.processes import ROOT
from vocabulary.yaml_files import read_yaml


def read(path: str) -> Any:
    """A YAML file of the repository."""
    return read_yaml(ROOT / path)


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
