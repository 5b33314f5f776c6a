"""Every act that is written into the audit is read there in Chinese, and can be picked in its list."""

import ast
import re
from collections.abc import Iterator

from bot.desk.audit_trail import WORDS
from testing.processes import ROOT
from tests.walls.test_structure import MODULES, parse

_WRITERS = {"record_audit", "_audit", "_record", "_edit", "_change"}
_ACT = re.compile(r"[a-z]+(_[a-z]+)+")


def find_acts() -> Iterator[str]:
    """The acts that code names where it writes a line, or hands one on to what does."""
    for module in MODULES:
        if (ROOT / "bot") not in module.parents:
            continue
        for node in ast.walk(parse(module)):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                given = [part for argument in node.args for part in ast.walk(argument)]
                if name in _WRITERS:
                    texts = [one.value for one in given if isinstance(one, ast.Constant)]
                    yield from (text for text in texts if isinstance(text, str) and _ACT.fullmatch(text))


def test_every_act_has_its_words() -> None:
    acts = set(find_acts())
    assert len(acts) > 30
    assert acts - set(WORDS) == set()
