"""Writes the domain and the rules as Rasa reads them: where they stand, intents are named by what they are alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from vocabulary.intents import INTENTS, InChoice

_HERE = Path(__file__).parent
_WRITTEN = ("domain", "rules")


@contextmanager
def written_files() -> Iterator[tuple[str, str]]:
    """The folders of the domain and of the rules, while they are needed."""
    with TemporaryDirectory() as name:
        for folder in _WRITTEN:
            write_folder(_HERE / folder, Path(name) / folder)
        domain, rules = (str(Path(name) / folder) for folder in _WRITTEN)
        yield domain, rules


def write_folder(source: Path, target: Path) -> None:
    """Writes each file of `source` with its intents by name.

    `!intent_names answer leave` stands for the names of all intents that are so in an open choice, in the order of
    the vocabulary; `!intent_steps answer leave` for the same as steps of a rule.
    """
    target.mkdir(parents=True)
    for file in sorted(source.glob("*.yml")):
        content = yaml.load(file.read_text(encoding="utf-8"), _Loader)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (target / file.name).write_text(text, encoding="utf-8")


class _Loader(yaml.SafeLoader):
    """YAML's plain types, and intents by what they are."""


def _names(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> list[str]:
    wanted = {InChoice(word) for word in str(loader.construct_scalar(node)).split()}
    return [name for name, intent in INTENTS.items() if intent.in_choice in wanted]


def _steps(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> list[dict[str, str]]:
    return [{"intent": name} for name in _names(loader, node)]


_TAGS: dict[str, Callable[[Any, Any], Any]] = {"!intent_names": _names, "!intent_steps": _steps}
for _tag, _read in _TAGS.items():
    _Loader.add_constructor(_tag, _read)
