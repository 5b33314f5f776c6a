"""`python -m nlu.bench.plot RESULTS PICTURE`: accuracy by share of the training data, ours beside Rasa's."""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot


def main() -> int:
    """Reads the lines that `python -m nlu.bench` printed, and draws them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("picture", type=Path)
    options = parser.parse_args()
    lines = options.results.read_text(encoding="utf-8").splitlines()
    draw([json.loads(line) for line in lines if line.startswith("{")], options.picture)
    return 0


def draw(results: list[dict[str, object]], picture: Path) -> None:
    """One line for each pipeline and validation set."""
    curves: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for one in results:
        curve = (str(one["pipeline"]), str(one["set"]))
        curves[curve].append((float(str(one["share"])) * 100, float(str(one["intent_accuracy"]))))
    figure, axes = pyplot.subplots(figsize=(6.4, 4))
    for (pipeline, name), points in sorted(curves.items()):
        shares, values = zip(*sorted(points), strict=True)
        style = "-o" if pipeline == "ours" else "--s"
        axes.plot(shares, values, style, label=f"{pipeline}, {name}")
    axes.set(xlabel="share of the training data, %", ylabel="intent_accuracy", ylim=(0, 1), xscale="log")
    axes.set_xticks([10, 30, 100], ["10", "30", "100"])
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(picture)


if __name__ == "__main__":
    sys.exit(main())
