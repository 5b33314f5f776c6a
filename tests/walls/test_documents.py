"""The documents keep up with the code: links lead somewhere, names exist, and the version is the changelog's."""

import re
import tomllib
from pathlib import Path

import pytest

from testing.processes import ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
NAMES = [str(one.relative_to(ROOT)) for one in DOCUMENTS]
_PATH = re.compile(r"`((?:bot|actions|claims|nlu|vocabulary|testing|tests|wechat_sim|bench|docs)/[\w./]+)`")
_PLACE = re.compile(r"(?<![A-Za-z])[A-Z]+(?![A-Za-z])")
"""Words in capitals stand for a name to be chosen."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_local_link_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.name != "CHANGELOG.md"], ids=str)
def test_every_path_that_is_named_is_there(document: Path) -> None:
    for path in _PATH.findall(document.read_text(encoding="utf-8")):
        assert _PLACE.search(path) or (ROOT / path).exists(), path


def test_the_version_is_that_of_the_newest_changes() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    released = [one for one in headings if one != "Unreleased"]
    for folder in (ROOT, ROOT / "nlu"):
        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        assert project["version"] == released[0].split()[0]
    assert headings.index("Unreleased") == 0 if "Unreleased" in headings else True
