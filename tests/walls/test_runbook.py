"""Whoever finds a code or an event in the log finds it in the runbook, too."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

import actions.server
import bot.cli.commands
from bot.errors import CodedError
from testing.processes import ROOT
from testing.tables import each
from tests.walls.test_structure import MODULES, parse

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
_LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
_LOUD = _LEVELS - {"debug", "info"}
_OURS = {"bot", "actions", "claims", "vocabulary"}


@cache
def find_calls() -> list[tuple[str, ast.Call]]:
    """Every call in the code that is served, with the place where it stands."""
    served = [(str(module.relative_to(ROOT)), module) for module in MODULES]
    return [
        (f"{name}:{node.lineno}", node)
        for name, module in served
        if name.split("/")[0] in _OURS
        for node in ast.walk(parse(module))
        if isinstance(node, ast.Call)
    ]


def read_words(written: ast.expr) -> list[str]:
    """The words that an expression may come to, `…` for what is not known beforehand; none where nothing is."""
    if isinstance(written, ast.Constant) and isinstance(written.value, str):
        return [written.value]
    if isinstance(written, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in written.values]
        return ["".join(parts)] if any(len(part.strip("_…")) > 1 for part in parts) else []
    if isinstance(written, ast.BoolOp):
        return [words for value in written.values for words in read_words(value)]
    return []


def find_log_lines() -> Iterator[tuple[str, str, list[str], ast.expr | None]]:
    """Place, level, event and code of every line that can come into the log."""
    for place, call in find_calls():
        is_log = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "log"
        if is_log and isinstance(call.func, ast.Attribute) and call.func.attr in _LEVELS and call.args:
            code = next((keyword.value for keyword in call.keywords if keyword.arg == "code"), None)
            yield place, call.func.attr, read_words(call.args[0]), code


WHOLE = (bot.cli.commands, actions.server)
"""All that is served is loaded, and with it every failure that it names."""


def find_faults(kind: type[CodedError] = CodedError) -> Iterator[type[CodedError]]:
    """Every named failure of the whole bot and of the handlers."""
    for one in kind.__subclasses__():
        yield one
        yield from find_faults(one)


def is_told(words: str) -> bool:
    """Whether the runbook names it, itself or with `…` for its beginning or end."""
    itself = re.escape(words).replace("…", r"[\w…]+")
    return bool(re.search(f"`(?:{itself}|{words.split('_')[0]}_…)`", RUNBOOK))


FAULTS = sorted({fault.code for fault in find_faults()})


@each(find_log_lines())
def test_a_line_in_the_log_has_a_code_which_the_runbook_explains(
    place: str, level: str, events: list[str], code: ast.expr | None
) -> None:
    assert code is not None, f"{place}: a line in the log has a code"
    told = read_words(code) + (events if level in _LOUD else [])
    assert [words for words in told if not is_told(words)] == []


@pytest.mark.parametrize("name", FAULTS)
def test_every_named_failure_is_explained(name: str) -> None:
    assert is_told(name)


def test_all_work_that_goes_on_by_itself_is_named() -> None:
    works = [
        read_words(call.args[0])[0] for _, call in find_calls() if getattr(call.func, "id", "") == "Work"
    ]
    assert len(works) > 8
    assert [name for name in works if f"`{name}_failed`" not in RUNBOOK] == []
