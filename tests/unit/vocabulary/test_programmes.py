"""A programme's line is read whole: what it is part of, whose figures are its own, which desk sees to it."""

from pathlib import Path

import pytest

from vocabulary.programmes import Programme, find_plan, read_programmes
from vocabulary.tickets import TicketDesk


def write(folder: Path, written: str) -> Path:
    """A file of programmes."""
    file = folder / "programmes.yml"
    file.write_text(written, encoding="utf-8")
    return file


def test_a_line_says_what_a_programme_is(tmp_path: Path) -> None:
    file = write(
        tmp_path, "pets: {words: 宠物, desk: claims}\ncats: {words: 猫, part_of: pets, plan: pets}\n"
    )
    assert read_programmes(file) == {
        "pets": Programme("pets", "宠物", desk=TicketDesk.CLAIMS),
        "cats": Programme("cats", "猫", part_of="pets", plan="pets"),
    }


@pytest.mark.parametrize(
    "line",
    [
        "cats: {words: 猫, part_of: pets}",
        "cats: {words: 猫, desk: kennel}",
        "cats: {words: 猫, price: 3}",
        "cats: {}",
    ],
)
def test_a_wrong_field_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises((TypeError, ValueError)):
        read_programmes(write(tmp_path, line))


def test_a_class_of_a_plan_has_the_figures_of_the_plan() -> None:
    assert find_plan("comprehensive_a") == "comprehensive"
    assert find_plan("relief_fund") is None
    assert find_plan(None) is None
