"""Trains on what was added, and serves the new model only where no figure fell; `--back` puts the earlier one back."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from nlu.evaluate import read_rows
from nlu.fingerprint import fingerprint
from nlu.gate import VALIDATION, find_fallen, measure_all, read_baseline
from nlu.models import find_earlier, put_in_place, read_book
from nlu.train import ROOT, train

_CORRECTIONS = ROOT / "nlu" / "data" / "corrections"
_NEXT = "A running bot takes it within seconds; a Rasa that runs alone (RASA_URL) has to be restarted."
Figures = dict[str, dict[str, float]]


def main() -> int:
    """`python -m nlu.publish [--back | --list]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=ROOT / "var" / "models")
    parser.add_argument("--back", action="store_true", help="serve the model that was served before")
    parser.add_argument("--list", action="store_true", help="list what was served, and when")
    options = parser.parse_args()
    if options.list:
        return show_book(options.models)
    if options.back:
        return go_back(options.models)
    if learnt := find_learnt_by_heart(_CORRECTIONS, VALIDATION):
        print("These corrections are validation messages; take them out, they measure nothing any more:")
        print("\n".join(f"  {text}" for text in learnt))
        return 1
    return publish(options.models / f"{fingerprint(ROOT)}.tar.gz", train, measure_all, read_baseline())


def publish(
    model: Path,
    train_into: Callable[[Path], object],
    measure: Callable[[Path], Figures],
    baseline: Mapping[str, Mapping[str, float]],
) -> int:
    """Trains `model` where it is not there yet, and serves it if it holds the gate; else nothing changes."""
    if not model.exists():
        train_into(model)
    reached = measure(model)
    if fallen := find_fallen(reached, baseline):
        print("Not published: the served model stays. What fell:")
        print("\n".join(f"  {line}" for line in fallen))
        return 1
    put_in_place(model, reached)
    print(f"Published {model.name}. {_NEXT}")
    return 0


def go_back(folder: Path) -> int:
    """Serves the earlier model again."""
    earlier = find_earlier(folder)
    if earlier is None:
        print("There is no earlier model on this disk.")
        return 1
    put_in_place(earlier)
    print(f"Back to {earlier.name}. {_NEXT}")
    return 0


def show_book(folder: Path) -> int:
    """Prints each model that was served, the latest last."""
    for one in read_book(folder):
        figures = " ".join(f"{name}={each['intents_f1']}" for name, each in one.figures.items())
        print(f"{one.at}  {one.model}  {figures}".rstrip())
    return 0


def find_learnt_by_heart(corrections: Path, validation: Path) -> list[str]:
    """Examples of corrections that stand word for word among the validation messages."""
    known = {row["text"].strip() for file in validation.glob("*.jsonl") for row in read_rows(file)}
    examples = (
        line.removeprefix("- ").strip()
        for file in sorted(corrections.glob("*.yml"))
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
    )
    return [text for text in examples if text in known]


if __name__ == "__main__":
    sys.exit(main())
