"""The models on disk: the one that is served is `huzhu.tar.gz`, those before it can be put back."""

import json
import shutil
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

_KEPT_MODELS = 5
_BOOK = "published.jsonl"


@dataclass(frozen=True)
class Published:
    """One model that was put in place; `figures` as the gate measured them, where it did."""

    model: str
    at: str
    figures: dict[str, dict[str, float]] = field(default_factory=dict)


def find_served(folder: Path) -> Path:
    """Where the served model lies."""
    return folder / "huzhu.tar.gz"


def put_in_place(model: Path, figures: dict[str, dict[str, float]] | None = None) -> None:
    """Makes `model` the one that is served, at once or not at all, and removes all but the latest few."""
    served = find_served(model.parent)
    fresh = served.with_name("huzhu.tar.gz.new")
    shutil.copyfile(model, fresh)
    fresh.replace(served)
    before = read_book(model.parent)
    if not before or before[-1].model != model.name or figures:
        line = Published(model.name, datetime.now(UTC).isoformat(timespec="seconds"), figures or {})
        with (model.parent / _BOOK).open("a", encoding="utf-8") as book:
            book.write(json.dumps(asdict(line)) + "\n")
    others = sorted(
        (file for file in model.parent.glob("*.tar.gz") if file not in (model, served)),
        key=lambda file: file.stat().st_mtime,
    )
    for old in others[: -_KEPT_MODELS or None]:
        old.unlink()


def read_book(folder: Path) -> list[Published]:
    """Every model that was put in place, oldest first; those that are gone from the disk too."""
    book = folder / _BOOK
    lines = book.read_text(encoding="utf-8").splitlines() if book.exists() else []
    return [Published(**json.loads(line)) for line in lines]


def find_earlier(folder: Path) -> Path | None:
    """The latest model on the disk that was in place before the one that is."""
    book = read_book(folder)
    for one in reversed(book[:-1]):
        if one.model != book[-1].model and (folder / one.model).exists():
            return folder / one.model
    return None
