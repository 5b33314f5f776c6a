"""Takes the mark `known` away from turns that are right by now, and leaves the rest of the file as it was written."""

from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from testing.dialogues.played import Played

Place = tuple[str, int]
"""A conversation's id, and the number of a turn."""


def find_right_by_now(played: Collection[Played]) -> set[Place]:
    """The turns whose mark has to go."""
    return {
        (one.written.id, number)
        for one in played
        for number, turn in enumerate(one.turns, 1)
        if turn.written.known and turn.is_right
    }


def take_marks_away(file: Path, places: Collection[Place]) -> int:
    """Writes the file anew without these marks; how many there were."""
    text = file.read_text(encoding="utf-8")
    gone = {line for place, line in _find_marks(text) if place in places}
    lines = text.splitlines(keepends=True)
    file.write_text("".join(line for n, line in enumerate(lines) if n not in gone), encoding="utf-8")
    return len(gone)


def _find_marks(text: str) -> Iterator[tuple[Place, int]]:
    """Each mark's turn and line; a mark stands on one line of its own."""
    root = yaml.compose(text)
    for conversation in root.value if root else ():
        parts = {key.value: value for key, value in conversation.value}
        for number, turn in enumerate(parts["turns"].value, 1):
            for key, _ in turn.value:
                if key.value == "known":
                    yield (parts["id"].value, number), key.start_mark.line
