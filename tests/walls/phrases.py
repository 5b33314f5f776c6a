"""The phrases that understanding is trained on, as the walls read them."""

import yaml

from testing.processes import ROOT


def _read() -> list[tuple[tuple[str, ...], list[str]]]:
    files = sorted((ROOT / "nlu" / "data").rglob("*.yml"))
    entries = [entry for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]]
    return [
        (
            tuple(entry.get("metadata", {}).get("intents", [entry["intent"]])),
            [line.removeprefix("- ") for line in entry["examples"].splitlines()],
        )
        for entry in entries
    ]


GROUPS = _read()
"""What a group of phrases asks, in the order asked, and the phrases."""
