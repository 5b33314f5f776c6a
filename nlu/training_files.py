"""Writes the domain and the rules as Rasa reads them: where they stand, intents are named by what they are alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from vocabulary.intents import INTENTS

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

    `!intent_names all` stands for the names of all intents, in the order of the vocabulary; `!intent_steps all` for
    the same as steps of a rule.
    """
    target.mkdir(parents=True)
    for file in sorted(source.glob("*.yml")):
        content = yaml.load(file.read_text(encoding="utf-8"), _Loader)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (target / file.name).write_text(text, encoding="utf-8")


class _Loader(yaml.SafeLoader):
    """YAML's plain types, and intents by what they are."""


def _names(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> list[str]:
    if loader.construct_scalar(node) != "all":
        raise ValueError(f"an intent's tag knows only `all`, not {node.value!r}")
    return list(INTENTS)


def _steps(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> list[dict[str, str]]:
    return [{"intent": name} for name in _names(loader, node)]


_Loader.add_constructor("!intent_names", _names)
_Loader.add_constructor("!intent_steps", _steps)
