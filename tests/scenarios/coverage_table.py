"""`python -m tests.scenarios.coverage_table`: docs/coverage.md, from the conversations that are marked in the tests."""

import io
import sys
from collections import defaultdict
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import yaml

ROWS: Mapping[int, Mapping[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "source_rows.yml").read_text(encoding="utf-8")
)
DOCUMENT = Path(__file__).parents[2] / "docs" / "coverage.md"
_HEAD = """# What can be asked and done in the conversation

Each row is a system that the source document names. Each test is a conversation with the whole bot and a real Rasa.
Made by `python -m tests.scenarios.coverage_table`; a test compares it.

| # | system | a member asks | shown by | a member wants | shown by |
|---|---|---|---|---|---|
"""


class Marks:
    """Collects which conversations show which rows, by the mark `covers`."""

    def __init__(self) -> None:
        self.shown: dict[tuple[int, str], list[str]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Reads the marks of every test that was collected."""
        for item in items:
            for mark in item.iter_markers("covers"):
                for side in ("asked", "done"):
                    for row in mark.kwargs.get(side, ()):
                        name = item.name.split("[")[0]
                        if name not in self.shown[row, side]:
                            self.shown[row, side].append(name)


def collect() -> Marks:
    """The marks of all conversations; runs none of them."""
    marks = Marks()
    arguments = ["--collect-only", "-qq", "--no-header", "-p", "no:cacheprovider", str(Path(__file__).parent)]
    with redirect_stdout(io.StringIO()):
        outcome = pytest.main(arguments, plugins=[marks])
    if outcome != 0:
        raise SystemExit("The conversations could not be collected.")
    return marks


def render(shown: Mapping[tuple[int, str], list[str]]) -> str:
    """The document."""
    return _HEAD + "".join(_render_row(number, row, shown) for number, row in ROWS.items())


def _render_row(number: int, row: Mapping[str, str], shown: Mapping[Any, list[str]]) -> str:
    cells = [str(number), row["system"]]
    for side, wish in (("asked", row["asks"]), ("done", row["wants"])):
        tests = "<br>".join(f"`{name}`" for name in shown.get((number, side), ()))
        cells += [wish or "—", tests or ("**missing**" if wish else "—")]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT
    target.write_text(render(collect().shown), encoding="utf-8")
