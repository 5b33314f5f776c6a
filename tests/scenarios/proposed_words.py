"""Every phrase that an answer proposes to say or to tap, found in code and tables by walking them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.conversation import wording
from vocabulary.intents import INTENTS
from vocabulary.yaml_files import read_yaml

ROOT = Path(__file__).resolve().parent.parent.parent
_PYTHON = (
    *sorted((ROOT / "actions").rglob("*.py")),
    *sorted((ROOT / "bot" / "conversation").rglob("*.py")),
    *sorted((ROOT / "bot" / "outreach" / "notices").glob("*.py")),
    *sorted((ROOT / "bot" / "kernel" / "outreach").glob("*.py")),
)
_TABLES = (
    *sorted((ROOT / "actions" / "knowledge" / "cells").glob("*.yml")),
    ROOT / "bot" / "desk" / "canned_replies.yml",
)
_TO_SAY = re.compile(r"(?:说(?:一声)?|问|回复?|输入|点)(?:“[^”]+”[、或]?)+")
_QUOTED = re.compile(r"“([^”]+)”")
_CHOICES = ("OfferedChoice", "Choice")


@dataclass(frozen=True, order=True)
class Proposed:
    """A phrase, with its holes in braces, and the file that proposes it."""

    words: str
    home: str


def find_proposed() -> list[Proposed]:
    """All of them, each once, with the first file that has it."""
    first: dict[str, str] = {}
    for words, home in _find_all():
        first.setdefault(words, home)
    return sorted(Proposed(words, home) for words, home in first.items())


def _find_all() -> Iterator[tuple[str, str]]:
    for home in _PYTHON:
        tree = ast.parse(home.read_text(encoding="utf-8"))
        for words in _walk(tree):
            yield words, str(home.relative_to(ROOT))
    for table in _TABLES:
        for text in _find_texts(read_yaml(table)):
            for words in _find_quoted(text):
                yield words, table.name
    for words in (*wording.STARTERS, *wording.RATINGS):
        yield words, "bot/conversation/wording.py"
    for intent in INTENTS.values():
        if intent.choice:
            yield intent.choice[1], "vocabulary/intents.yml"


def _walk(tree: ast.Module) -> Iterator[str]:
    """Quoted words of all texts but patterns, and what choices say, titles besides."""
    left_out = {id(part) for call in ast.walk(tree) if _is_pattern(call) for part in ast.walk(call)}
    left_out |= {
        id(part) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for part in text.values
    }
    for node in ast.walk(tree):
        if id(node) not in left_out and (text := _read(node)):
            yield from _find_quoted(text)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _CHOICES and len(node.args) > 1:
            yield from filter(None, [_read(node.args[1])])


def _is_pattern(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")


def _read(node: ast.AST) -> str | None:
    """A text, a hole for each value that is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (
            f"{{{ast.unparse(part.value)}}}"
            if isinstance(part, ast.FormattedValue)
            else str(ast.literal_eval(part))
            for part in node.values
        )
        return "".join(parts)
    return None


def _find_texts(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        for value in content.values():
            yield from _find_texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _find_texts(value)
    elif isinstance(content, str):
        yield content


def _find_quoted(text: str) -> Iterator[str]:
    for said in _TO_SAY.findall(text):
        yield from _QUOTED.findall(said)
