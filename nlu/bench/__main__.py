"""`python -m nlu.bench SET…`: the table of docs/understanding.md."""

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from nlu.bench.samples import write_lookups, write_sample
from nlu.evaluate import load_parser, predict, read_rows
from nlu.measures import measure
from nlu.train import train

_HERE = Path(__file__).parent
_CONFIGS = {"ours": "config.yml", "documented": str(_HERE / "documented.yml")}


def main() -> int:
    """Trains each pipeline on each share of the data; prints one JSON object for each set, pipeline and share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--shares", type=float, nargs="+", default=[0.1, 0.3, 1.0])
    parser.add_argument("--pipelines", nargs="+", default=list(_CONFIGS), choices=list(_CONFIGS))
    options = parser.parse_args()
    rows = {file.stem: read_rows(file) for file in options.sets}
    for share in options.shares:
        for pipeline in options.pipelines:
            with tempfile.TemporaryDirectory() as name:
                for result in _measure(Path(name), pipeline, share, rows):
                    print(json.dumps(result, ensure_ascii=False), flush=True)
    return 0


def _measure(
    folder: Path, pipeline: str, share: float, sets: dict[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    data = write_sample(folder, share)
    if pipeline != "ours":
        data = (*data, write_lookups(folder))
    model = folder / "model.tar.gz"
    seconds = train(model, _CONFIGS[pipeline], data)
    parse = load_parser(model)
    return [
        {
            "pipeline": pipeline,
            "share": share,
            "set": name,
            "training_s": round(seconds),
            **measure(asyncio.run(predict(parse, rows))),
        }
        for name, rows in sets.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
