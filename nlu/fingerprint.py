"""Names a model by everything that it is trained from, so that it is trained again only when that changed."""

import hashlib
from pathlib import Path

_INPUTS = (
    "config.yml",
    "nlu/uv.lock",
    "nlu/domain",
    "nlu/data",
    "nlu/rules",
    "nlu/lookups",
    "nlu/components",
    "nlu/encoder/model/card.json",
    "nlu/training_files.py",
    "vocabulary/aspects.py",
    "vocabulary/day_names.py",
    "vocabulary/expects.py",
    "vocabulary/folding.py",
    "vocabulary/intents.py",
    "vocabulary/intents.yml",
    "vocabulary/numerals.py",
    "vocabulary/programmes.py",
    "vocabulary/programmes.yml",
    "vocabulary/sums.py",
    "vocabulary/tickets.py",
    "vocabulary/yaml_files.py",
)
"""The classifier is trained on messages without what they name, so what finds sums and days counts too; rules and
slots are written from the intents."""


def fingerprint(root: Path) -> str:
    """Sixteen hex digits over the names and bytes of every input below the repository's root."""
    digest = hashlib.sha256()
    for path in sorted(file for name in _INPUTS for file in _files(root / name)):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if file.suffix in {".yml", ".py"}]
