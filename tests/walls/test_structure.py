"""The house stays one that can be read: imports go down, modules and functions stay small, each says what it is."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from testing.processes import ROOT
from testing.tables import each

_PACKAGES = ("actions", "bench", "bot", "claims", "nlu", "testing", "vocabulary", "wechat_sim")
_FORBIDDEN_NAMES = {"utils", "helpers", "manager", "common", "misc"}
_LONGEST_MODULE, _LONGEST_USUAL_MODULE, _LONGEST_FUNCTION = 400, 250, 60


def find_modules() -> list[Path]:
    """Every module of ours, without environments and migrations."""
    files = [file for package in _PACKAGES for file in (ROOT / package).rglob("*.py")]
    return sorted(file for file in files if not {".venv", "versions"} & set(file.parts))


@cache
def parse(module: Path) -> ast.Module:
    """Its tree, made once for all that look at it."""
    return ast.parse(module.read_text(encoding="utf-8"))


MODULES = find_modules()
NAMES = [str(module.relative_to(ROOT)) for module in MODULES]


def test_imports_keep_to_the_contracts() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run([lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@each(MODULES)
def test_nothing_but_tests_imports_tests(module: Path) -> None:
    imported = {
        name
        for node in ast.walk(parse(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        )
    }
    assert not {name for name in imported if name.split(".")[0] == "tests"}, (
        "what is shared stands in testing/"
    )


def test_every_csv_leaves_by_the_one_door_that_neutralises_cells() -> None:
    writers = [
        name
        for module, name in zip(MODULES, NAMES, strict=True)
        if re.search(r"csv\.(?:Dict)?[Ww]riter", module.read_text("utf-8"))
    ]
    assert writers == ["bot/web/csv_cells.py"]


@each(MODULES)
def test_a_module_says_what_it_is_and_stays_small(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= _LONGEST_MODULE
    docstring = ast.get_docstring(parse(module))
    assert docstring, "a module opens with a line that says what it does"
    assert module.stem not in _FORBIDDEN_NAMES


def test_nearly_all_modules_are_short() -> None:
    lengths = sorted(len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES)
    assert lengths[int(len(lengths) * 0.95) - 1] <= _LONGEST_USUAL_MODULE


@each(MODULES)
def test_functions_fit_a_glance(module: Path) -> None:
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < _LONGEST_FUNCTION, node.name


def test_a_class_name_means_one_thing() -> None:
    places: dict[str, list[str]] = {}
    for module, name in zip(MODULES, NAMES, strict=True):
        for node in ast.walk(parse(module)):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(f"{name}:{node.lineno}")
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
