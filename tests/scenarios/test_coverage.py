"""docs/coverage.md says what the conversations in the tests show, and nothing is left out."""

import subprocess
import sys
from pathlib import Path

from testing.processes import ROOT


def test_every_system_of_the_source_document_is_asked_about_and_done(tmp_path: Path) -> None:
    target = tmp_path / "coverage.md"
    subprocess.run(
        [sys.executable, "-m", "tests.scenarios.coverage_table", str(target)],
        cwd=ROOT,
        check=True,
        timeout=120,
    )
    made = target.read_text(encoding="utf-8")
    assert "**missing**" not in made
    assert made == (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
