"""Every promise that members may read stands on a list with the state that makes it true."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vocabulary.yaml_files import read_yaml

ROOT = Path(__file__).resolve().parent.parent.parent
_PROMISE = re.compile(
    r"马上|立刻|立即|这就|今天|正在|稍等|随时|"
    r"(?<!工)会(?!员)[^，。；不]{0,6}(?:告诉|通知|提醒|回复?您|联系|帮|看到|发给?|给您|替您|处理|安排)|"
    r"同事[^，。；]{0,8}会|同事[^，。；]{0,4}(?:在看|回您|找您|接)|有人[^，。；]{0,4}(?:接|回)|"
    r"已经[^，。；]{0,4}(?:转|叫|遮住|打开|排给|发|提醒|通知)|转给(?:了)?[^，。；]{0,8}同事"
)
_HOMES = (
    *sorted((ROOT / "actions").rglob("*.py")),
    *sorted((ROOT / "bot" / "conversation").rglob("*.py")),
    ROOT / "bot" / "outreach" / "notices" / "wording.py",
    ROOT / "bot" / "kernel" / "outreach" / "occasions.py",
)
_TABLES = (
    ROOT / "bot" / "desk" / "canned_replies.yml",
    *sorted((ROOT / "actions" / "knowledge" / "cells").glob("*.yml")),
)
ALLOWED = {one["says"]: one["because"] for one in read_yaml(Path(__file__).parent / "promises.yml")}


def find_words() -> Iterator[tuple[str, str]]:
    """Each sentence that members may read, with its place."""
    for home in _HOMES:
        tree = ast.parse(home.read_text(encoding="utf-8"))
        patterns = {
            id(arg)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.")
            for arg in ast.walk(call)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in patterns:
                yield from _split(home, node.value)
    for table in _TABLES:
        for value in _find_texts(read_yaml(table)):
            yield from _split(table, value)


def _find_texts(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from [value] if key == "text" else _find_texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _find_texts(value)


def _split(home: Path, text: str) -> Iterator[tuple[str, str]]:
    for sentence in re.split(r"[。！？；\n]", text):
        if re.search("[一-鿿]", sentence):
            yield home.name, sentence.strip()


PROMISES = sorted({one for one in find_words() if _PROMISE.search(one[1])})


@pytest.mark.parametrize(("home", "sentence"), PROMISES)
def test_every_promise_has_a_state_that_makes_it_true(home: str, sentence: str) -> None:
    assert any(says in sentence for says in ALLOWED), (
        f"{home}: “{sentence}” promises something; word it from the state, "
        "or write into promises.yml what makes it true at any moment"
    )


def test_the_list_holds_nothing_that_is_said_no_more() -> None:
    said = "\n".join(sentence for _, sentence in PROMISES)
    assert [says for says in ALLOWED if says not in said] == []


@pytest.mark.parametrize(
    "words",
    [
        "有进展都会告诉您",
        "我马上叫同事来",
        "您的话同事正在看",
        "我已经遮住",
        "有变化会在这里告诉您",
        "同事会联系您",
        "已经转给同事",
        "我们会通知您",
        "有人马上接",
    ],
)
def test_words_that_promise_are_noticed(words: str) -> None:
    assert _PROMISE.search(words)
