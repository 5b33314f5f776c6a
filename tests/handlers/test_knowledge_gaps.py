"""The centre's to-do list: every programme and aspect that is missing, unconfirmed or on weak grounds."""

import csv
import io
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from actions.knowledge import Gap, KnowledgeFault, load_knowledge
from bot.cli import knowledge as knowledge_cli

GAPS = load_knowledge().gaps()
CELL = "  {aspect}:\n    text: {text}。\n    source: x\n    grade: {grade}\n    as_of: '2024'\n"


def run(*arguments: str) -> str:
    """What the command prints, joined to a command line as the bot joins it."""
    cli = typer.Typer()
    cli.add_typer(knowledge_cli.knowledge, name="knowledge")
    return CliRunner().invoke(cli, ["knowledge", *arguments]).output


def load_gaps(folder: Path, cells: str) -> set[Gap]:
    """The gaps of a table of one programme."""
    content = f"name: n\nshort_name: n\nnot_applicable: [difference]\ncells:\n{cells}"
    (folder / "accident.yml").write_text(content, encoding="utf-8")
    return set(load_knowledge(folder).gaps())


def test_each_aspect_of_a_programme_is_whole_or_a_gap(tmp_path: Path) -> None:
    cells = "".join(
        CELL.format(aspect=aspect, text=aspect, grade=grade)
        for aspect, grade in (("overview", "A"), ("benefit", "seed"), ("scope", "B"))
    )
    gaps = load_gaps(tmp_path, f"{cells}    lacks: 名单\n")
    assert {
        gap for gap in gaps if gap.aspect in ("overview", "benefit", "scope", "difference", "contact")
    } == {
        Gap("accident", "benefit", "grade"),
        Gap("accident", "scope", "missing", "名单"),
        Gap("accident", "scope", "awaits confirmation", "scope。"),
    }
    assert Gap("accident", "deadline", "missing") in gaps


def test_what_was_confirmed_is_no_gap(tmp_path: Path) -> None:
    cell = CELL.format(aspect="scope", text="范围", grade="B") + "    confirmed_by: 张伟\n"
    assert not [gap for gap in load_gaps(tmp_path, cell) if gap.aspect == "scope"]


@pytest.mark.parametrize(
    ("programme", "aspect", "wanted"),
    [
        ("womens_specified_disease", "scope", "12 种"),
        ("relief_fund", "scope", "30 类"),
        ("relief_fund", "benefit", "公式"),
        ("comprehensive", "difference", "A、B"),
        ("app_claim", "deadline", "内"),
        ("secondary_reimbursement", "benefit", "封顶线"),
        ("hardship_registration", "eligibility", "收入线"),
    ],
)
def test_what_the_sources_do_not_say_is_on_the_list(programme: str, aspect: str, wanted: str) -> None:
    found = [gap for gap in GAPS if (gap.programme, gap.aspect, gap.reason) == (programme, aspect, "missing")]
    assert any(wanted in gap.wanted for gap in found)


def test_a_copied_page_waits_for_the_centre_and_is_shown_with_its_words() -> None:
    waiting = [gap for gap in GAPS if gap.reason == "awaits confirmation"]
    assert any(gap.programme == "non_work_accident_property" and "两年" in gap.wanted for gap in waiting)


def test_the_command_prints_a_table() -> None:
    lines = run("gaps").splitlines()
    assert lines[0].split() == ["programme", "aspect", "why", "wanted"]
    assert len(lines) == len(GAPS) + 1


def test_the_command_prints_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(run("gaps", "--csv"))))
    assert [Gap(r["programme"], r["aspect"], r["why"], r["wanted"]) for r in rows] == list(GAPS)  # type: ignore[arg-type]


def test_the_command_names_a_fault_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise KnowledgeFault("accident.yml, line 3: wrong")

    monkeypatch.setattr(knowledge_cli, "load_knowledge", refuse)
    assert "accident.yml, line 3: wrong" in run("gaps")
