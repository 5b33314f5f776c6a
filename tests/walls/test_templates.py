"""Templates, scripts and style sheets: each is used and is there, each page stands in a layout, each line can be read."""

import re
import unicodedata
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from bot.web.outreach.campaign_pages import STEPS
from testing.processes import ROOT

_WEB = ROOT / "bot" / "web"
_LAYOUTS = {"layout.html", "desk/layout.html"}
_FRAGMENTS = {"outreach/missed.html"}
"""Sent alone, to be put into a page that is shown already."""
_LONGEST_LINE = 120
"""In columns: a Chinese character takes two."""
_NAMED = re.compile(r'"((?:[a-z_]+/)?[a-z_]+\.html)"')
_WAYS = (nodes.Extends, nodes.Include, nodes.FromImport, nodes.Import)
_PARSER = Environment(autoescape=True)

TEMPLATES = {file.relative_to(_WEB).as_posix(): file for file in sorted(_WEB.rglob("*.html"))}
STATIC = [file for file in sorted((_WEB / "static").rglob("*.*")) if "vendor" not in file.parts]
READ = [
    *TEMPLATES.values(),
    *STATIC,
    *sorted((ROOT / "wechat_sim").glob("static/phone.*")),
    ROOT / "wechat_sim" / "phone.html",
]


def find_shown() -> set[str]:
    """The templates that modules name."""
    modules = (file.read_text(encoding="utf-8") for file in _WEB.rglob("*.py"))
    return {name for source in modules for name in _NAMED.findall(source)}


def find_named(template: str, *kinds: type[nodes.Node]) -> set[str]:
    """The templates that a template extends, includes or takes macros from, or does so by some of these ways."""
    tree = _PARSER.parse(TEMPLATES[template].read_text(encoding="utf-8"))
    named = [getattr(one, "template", None) for one in tree.find_all(kinds or _WAYS)]
    return {one.value for one in named if isinstance(one, nodes.Const)}


def find_layout(template: str) -> str:
    """What a template stands in at the end."""
    for above in find_named(template, nodes.Extends):
        return find_layout(above)
    return template


def test_every_template_is_used_and_every_used_one_is_there() -> None:
    named = {name for one in TEMPLATES for name in find_named(one)}
    steps = {f"outreach/{step}.html" for step in STEPS}
    assert find_shown() | named | steps == set(TEMPLATES)


def test_every_page_stands_in_a_layout() -> None:
    outside = {template for template in find_shown() if find_layout(template) not in _LAYOUTS}
    assert outside == _FRAGMENTS


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_can_be_read_by_jinja(template: str) -> None:
    _PARSER.parse(TEMPLATES[template].read_text(encoding="utf-8"))


def test_every_script_and_style_sheet_is_used() -> None:
    sources = [file.read_text(encoding="utf-8") for file in [*TEMPLATES.values(), *STATIC]]
    for file in STATIC:
        named = re.compile(rf'(?:/static/(?:desk/)?|from "\./|from "\.\./){re.escape(file.name)}"')
        assert any(named.search(source) for source in sources), file.name


@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_a_line_can_be_read(file: Path) -> None:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        width = sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line)
        assert width <= _LONGEST_LINE, f"{file.name}:{number} is {width} columns wide"
