"""Reads the phrases as they lie in `nlu/data`, without Rasa."""

import hashlib
from pathlib import Path

import yaml

from nlu.components.examples import Example, order, read_example

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_phrases(folder: Path) -> list[Example]:
    """Every example of every file, each once."""
    return order(
        read_example(line.removeprefix("- ").strip(), block["intent"], block.get("metadata") or {})
        for file in sorted(folder.rglob("*.yml"))
        for block in yaml.load(file.read_text(encoding="utf-8"), _LOADER).get("nlu", [])
        if "intent" in block
        for line in block["examples"].splitlines()
        if line.startswith("- ")
    )


def hash_phrases(examples: list[Example]) -> str:
    """Sixteen hex digits over the examples and what they teach."""
    digest = hashlib.sha256()
    for one in examples:
        digest.update("\t".join(one.key).encode())
        digest.update(b"\n")
    return digest.hexdigest()[:16]
