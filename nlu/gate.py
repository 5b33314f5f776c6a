"""Holds understanding to the figures reached before: `python -m nlu.gate`, and `--raise` to take better ones."""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nlu.evaluate import load_parser, predict, read_rows
from nlu.measures import measure
from nlu.train import ROOT

VALIDATION = ROOT / "nlu" / "validation"
BASELINE = VALIDATION / "baseline.json"
_MODEL = ROOT / "var" / "models" / "huzhu.tar.gz"
_HELD = (
    "intent_accuracy",
    "intents_f1",
    "programme_accuracy",
    "context_accuracy",
    "move_accuracy",
    "aspects_f1",
    "about_accuracy",
    "faq_found",
)
_FLOATING = 1e-6


def main() -> int:
    """Prints each figure beside its baseline; ends with 1 where one fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="take", action="store_true", help="keep figures that are better")
    options = parser.parse_args()
    reached, baseline = measure_all(_MODEL), read_baseline()
    fallen = find_fallen(reached, baseline)
    print(json.dumps({"reached": reached, "baseline": baseline, "fallen": fallen}, indent=1))
    if options.take and not fallen:
        BASELINE.write_text(json.dumps(reached, indent=1) + "\n", encoding="utf-8")
    return 1 if fallen else 0


def measure_all(model: Path) -> dict[str, dict[str, float]]:
    """Validation set → figure → value, for every set of this repository."""
    parse = load_parser(model)
    return {
        file.stem: keep(measure(asyncio.run(predict(parse, read_rows(file)))))
        for file in sorted(VALIDATION.glob("*.jsonl"))
    }


def read_baseline() -> dict[str, dict[str, float]]:
    """The figures that may not fall."""
    baseline: dict[str, dict[str, float]] = json.loads(BASELINE.read_text(encoding="utf-8"))
    return baseline


def find_fallen(
    reached: Mapping[str, Mapping[str, float]], baseline: Mapping[str, Mapping[str, float]]
) -> list[str]:
    """Every figure below its baseline, in words."""
    return [
        f"{name}: {figure} fell from {least} to {reached.get(name, {}).get(figure)}"
        for name, figures in baseline.items()
        for figure, least in figures.items()
        if reached.get(name, {}).get(figure, 0.0) < least - _FLOATING
    ]


def keep(figures: Mapping[str, Any]) -> dict[str, float]:
    """The figures held, but for those that no row of the set can tell."""
    held = {**{figure: figures[figure] for figure in _HELD}, "entity_f1": figures["entity_f1"]["overall"]}
    return {figure: value for figure, value in held.items() if value is not None}


if __name__ == "__main__":
    sys.exit(main())
