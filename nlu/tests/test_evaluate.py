"""A set that cannot be read says where, and ends with a code."""

import json
from pathlib import Path

import pytest

from nlu.evaluate import read_rows


def write(folder: Path, *lines: str) -> Path:
    file = folder / "set.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


GOOD = json.dumps({"id": "1", "text": "你好", "intents": ["greet"], "programme": [], "entities": {}})


def test_rows_are_read_and_empty_lines_skipped(tmp_path: Path) -> None:
    assert len(read_rows(write(tmp_path, GOOD, "", GOOD))) == 2


@pytest.mark.parametrize("line", ["{", "[]", "5", '{"text": "x"}', '{"intents": "greet"}'])
def test_a_line_that_is_no_row_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(SystemExit, match="line 2"):
        read_rows(write(tmp_path, GOOD, line))


def test_an_unknown_intent_is_named(tmp_path: Path) -> None:
    row = json.dumps({"text": "你好", "intents": ["say_hello"]})
    with pytest.raises(SystemExit, match="line 1: unknown intent say_hello"):
        read_rows(write(tmp_path, row))


@pytest.mark.parametrize("moves", [{"move": "wave"}, {"move": "ask", "alt_moves": ["wave"]}])
def test_an_unknown_move_is_named(tmp_path: Path, moves: dict[str, object]) -> None:
    with pytest.raises(SystemExit, match="line 1: unknown move wave"):
        read_rows(write(tmp_path, json.dumps({"text": "你好", "intents": ["greet"], **moves})))
