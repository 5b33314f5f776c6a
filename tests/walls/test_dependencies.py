"""What is imported is declared, and nothing is served under a licence that would bind the whole."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

from testing.processes import ROOT
from tests.walls.test_structure import MODULES, parse

_OURS = {"actions", "bench", "bot", "claims", "nlu", "testing", "tests", "vocabulary", "wechat_sim"}
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_BINDING = re.compile(r"(?<!L)(?<!Lesser )GPL|General Public License", re.IGNORECASE)
_LESSER = re.compile(r"LGPL|Lesser General Public|Library General Public", re.IGNORECASE)


def read_name(requirement: str) -> str:
    """A distribution's name, as `packages_distributions` may write it otherwise."""
    found = _NAME.match(requirement)
    assert found
    return found[0].lower().replace("_", "-")


DECLARED = {read_name(one) for one in _PROJECT["project"]["dependencies"]}


def find_imports() -> set[str]:
    """The top packages that the served code and the stand-in import."""
    found: set[str] = set()
    for module in MODULES:
        if module.relative_to(ROOT).parts[0] in _OURS - {"nlu", "bench", "testing"}:
            for node in ast.walk(parse(module)):
                if isinstance(node, ast.Import):
                    found |= {one.name.split(".")[0] for one in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.add(node.module.split(".")[0])
    return found - _OURS - set(sys.stdlib_module_names)


def find_all_needed(names: set[str]) -> Iterator[str]:
    """These distributions and all that they need, as far as they are installed here."""
    seen, left = set[str](), set(names)
    while left:
        name = left.pop()
        seen.add(name)
        try:
            needed = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        yield name
        left |= {read_name(one) for one in needed if "extra ==" not in one} - seen


def test_what_is_imported_is_declared() -> None:
    known = packages_distributions()
    missing = [
        one
        for one in sorted(find_imports())
        if not {read_name(name) for name in known.get(one, [one])} & DECLARED
    ]
    assert missing == []


def test_no_licence_binds_the_whole() -> None:
    binding = []
    for name in find_all_needed(DECLARED):
        told = distribution(name).metadata
        classified = [one for one in told.get_all("Classifier") or [] if "License" in one]
        licence = " ".join(
            [*(told.get_all("License-Expression") or []), *(told.get_all("License") or []), *classified]
        )[:500]
        if _BINDING.search(_LESSER.sub("", licence)):
            binding.append((name, licence))
    assert binding == []
