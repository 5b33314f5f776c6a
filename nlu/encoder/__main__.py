"""`python -m nlu.encoder [--data FOLDER] [--folder FOLDER]`: teaches the encoder and writes its files."""

import argparse
from pathlib import Path

from nlu.encoder.making import make
from nlu.encoder.teaching import Plan
from nlu.encoder.weights import find_file

_NLU = Path(__file__).resolve().parents[1]


def main() -> None:
    """A quarter of an hour of two idle processors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=_NLU / "data")
    parser.add_argument("--folder", type=Path, default=_NLU / "encoder" / "model")
    parser.add_argument("--source", type=Path, help="the file of weights; else that of the package")
    options = parser.parse_args()
    make(Plan(), options.data, options.source or find_file(), options.folder)
    print(options.folder)


if __name__ == "__main__":
    main()
