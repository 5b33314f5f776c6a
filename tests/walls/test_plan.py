"""The plan of the house: who stands at the root, and the same four rooms on every floor."""

from pathlib import Path

import pytest

from testing.processes import ROOT

BOT = ROOT / "bot"
SUBJECTS = {"conversation", "members", "desk", "outreach"}
AT_THE_ROOT = {"__init__", "__main__", "errors", "logs", "delivery"}
FLOORS = {
    "cli",
    "conversation",
    "desk",
    "engine",
    "kernel",
    "machine",
    "members",
    "coordination",
    "outreach",
    "records",
    "settings",
    "web",
    "wechat",
    "wiring",
    "workers",
}
SHARED = {
    "kernel": {"audit_chain", "days", "plain_text", "signing"},
    "records": {"audit", "database", "inserting"},
}
"""What stands beside the rooms of a floor because all of them need it."""


def find_modules(folder: Path) -> set[str]:
    return {file.stem for file in folder.glob("*.py")} - {"__init__"}


def find_folders(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir() if one.is_dir() and any(one.glob("*.py"))}


def test_nothing_stands_at_the_root_but_what_everybody_needs() -> None:
    assert {file.stem for file in BOT.glob("*.py")} == AT_THE_ROOT
    assert find_folders(BOT) == FLOORS


@pytest.mark.parametrize(
    ("floor", "rooms"),
    [
        ("kernel", SUBJECTS),
        ("records", SUBJECTS | {"tables", "migrations"}),
        ("web", (SUBJECTS - {"conversation"}) | {"api", "channels"}),
        ("wechat", {"inbound", "outbound", "account"}),
        ("outreach", {"campaigns", "sending", "notices"}),
    ],
)
def test_a_floor_has_its_rooms_and_no_others(floor: str, rooms: set[str]) -> None:
    assert find_folders(BOT / floor) == rooms


@pytest.mark.parametrize("floor", sorted(SHARED))
def test_what_is_shared_by_all_rooms_of_a_floor_is_little_and_named(floor: str) -> None:
    assert find_modules(BOT / floor) == SHARED[floor]


def test_every_package_says_what_it_is() -> None:
    packages = {file.parent for top in ("bot", "testing") for file in (ROOT / top).rglob("*.py")}
    without = [str(one.relative_to(ROOT)) for one in packages if not (one / "__init__.py").exists()]
    assert [one for one in without if not one.endswith("versions")] == []
