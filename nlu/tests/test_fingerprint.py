"""A model is trained again where what it is trained with changed: also what understanding borrows of the vocabulary."""

import ast
from pathlib import Path

from nlu.fingerprint import _INPUTS, fingerprint

ROOT = Path(__file__).parents[2]


def test_everything_borrowed_of_the_vocabulary_counts() -> None:
    trained_with = [*(ROOT / "nlu" / "components").rglob("*.py"), ROOT / "nlu" / "training_files.py"]
    borrowed = {name for file in trained_with for name in _borrowed(file)}
    while more := {name for one in borrowed for name in _borrowed(ROOT / one)} - borrowed:
        borrowed |= more
    read = {one.replace(".py", ".yml") for one in borrowed if (ROOT / one).with_suffix(".yml").exists()}
    assert read
    assert borrowed | read <= set(_INPUTS)


def test_the_fingerprint_is_stable() -> None:
    assert fingerprint(ROOT) == fingerprint(ROOT)


def _borrowed(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {f"{module.replace('.', '/')}.py" for module in modules if module.startswith("vocabulary.")}
