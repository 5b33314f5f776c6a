"""Measures understanding on labelled messages that nobody trained on."""

import argparse
import asyncio
import json
import logging
import sys
import time
import warnings
from pathlib import Path
from typing import Any

from nlu.components.expecting import NOTHING, Expects
from nlu.explaining import Parse
from nlu.last_words import find_expects
from nlu.measures import NO_SUBJECT, Prediction, find_moves, measure
from nlu.report import write_report
from nlu.train import ROOT
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.intents import INTENTS

_CURRENT = ROOT / "var" / "models" / "huzhu.tar.gz"


def main() -> int:
    """`python -m nlu.evaluate FILE`: prints the figures as one JSON object on the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "set",
        type=Path,
        help="rows like {id, text, intents, programme, entities, context, expects, move, aspects, about, faq}, one JSON a line",
    )
    parser.add_argument("--model", type=Path, default=_CURRENT)
    options = parser.parse_args()
    rows = read_rows(options.set)
    print(json.dumps(asyncio.run(evaluate(options.model, options.set.stem, rows)), ensure_ascii=False))
    return 0


async def evaluate(model: Path, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures; the misread rows and a report to read go into files below `var`."""
    parse = load_parser(model)
    predictions = await predict(parse, rows)
    errors, report = ROOT / "var" / f"errors-{name}.jsonl", ROOT / "var" / f"report-{name}.md"
    errors.write_text("".join(one.as_line() for one in predictions if not one.is_right), encoding="utf-8")
    report.write_text(await write_report(name, predictions, parse), encoding="utf-8")
    print(f"A report to read: {report}")
    return {**measure(predictions), "errors_file": str(errors)}


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The labelled rows; ends the program with the line's number where one makes no sense."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            unknown = {*row["intents"], *row.get("alt_intents", [])} - INTENTS.keys()
            foreign = find_moves(row) - {*Move}
            strange = {*row.get("aspects", [])} - {*Aspect} | (
                {row.get("about")} - {*Subject, NO_SUBJECT, None}
            )
        except (ValueError, KeyError, TypeError) as fault:
            sys.exit(f"{path}, line {number}: not a labelled row ({type(fault).__name__})")
        if unknown:
            sys.exit(f"{path}, line {number}: unknown intent {', '.join(sorted(unknown))}")
        if foreign:
            sys.exit(f"{path}, line {number}: unknown move {', '.join(sorted(foreign))}")
        if strange:
            sys.exit(f"{path}, line {number}: unknown aspect or subject {', '.join(sorted(strange))}")
        rows.append(row)
    return rows


def load_parser(model: Path) -> Parse:
    """Rasa's own parsing with a trained model."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent = Agent.load(str(model))

    async def parse(text: str, expects: Expects = NOTHING) -> dict[str, Any]:
        # As the bot does: Rasa would run a text that begins with a slash as a command.
        harmless = text.replace("/", "／", 1) if text.lstrip().startswith("/") else text
        parsed: dict[str, Any] = await agent.processor.parse_message(
            UserMessage(harmless, metadata=expects.as_metadata())
        )
        return parsed

    return parse


async def predict(parse: Parse, rows: list[dict[str, Any]]) -> list[Prediction]:
    """What the model understands of each row, and how long it took."""
    await parse("你好", NOTHING)
    predictions = []
    for row in rows:
        expects = find_expects(row)
        started = time.perf_counter()
        parsed = await parse(row["text"], expects)
        predictions.append(Prediction(row, parsed, 1000 * (time.perf_counter() - started)))
    return predictions


if __name__ == "__main__":
    sys.exit(main())
