"""Parses lines of CSV into columns of text, each row with its line; lines that cannot be parsed are named."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import csv

from claims.importing.files import Block, Layout

_MOST_JOINED = 20
LINE = "line"


@dataclass(frozen=True)
class Unparsed:
    """A line that is no row, and why."""

    line: int
    code: str


def parse_block(layout: Layout, block: Block) -> tuple[pa.Table, list[Unparsed]]:
    """A table of strings, the columns of the header and `line`, and what could not be read."""
    text, unparsed = _decode(layout, block)
    numbers = range(block.first_line, block.first_line + text.count("\n"))
    found = _parse(layout, text, numbers, block)
    if found is None:
        # Quotes that nobody closed would swallow the lines behind them: each line is looked at.
        lines, broken = _join_lines(layout, text.split("\n")[:-1], block.first_line)
        unparsed += broken
        found = _parse(layout, "".join(f"{line}\n" for _, line in lines), [at for at, _ in lines], block)
        if found is None:
            raise AssertionError("Lines that were looked at did not parse.")
    table, wrong = found
    return table, unparsed + wrong


def _decode(layout: Layout, block: Block) -> tuple[str, list[Unparsed]]:
    lines = block.lines.replace(b"\r\n", b"\n")
    if not lines.endswith(b"\n"):
        lines += b"\n"
    try:
        return lines.decode(layout.encoding), []
    except UnicodeDecodeError:
        pass
    kept, unparsed = [], []
    for number, line in enumerate(lines.split(b"\n")[:-1], block.first_line):
        try:
            kept.append(line.decode(layout.encoding))
        except UnicodeDecodeError:
            kept.append("")
            unparsed.append(Unparsed(number, "encoding"))
    return "\n".join([*kept, ""]), unparsed


def _parse(
    layout: Layout, text: str, numbers: Sequence[int], block: Block
) -> tuple[pa.Table, list[Unparsed]] | None:
    """None where rows and lines are not as many: some quote was not closed."""
    wrong: list[int] = []

    def skip(row: csv.InvalidRow) -> str:
        wrong.append(row.number - 1)
        return "skip"

    if not text:
        return _empty(layout), []
    names = [f"{at}" for at in range(len(layout.header))]
    try:
        table = csv.read_csv(
            io.BytesIO(text.encode()),
            csv.ReadOptions(use_threads=False, block_size=len(text) * 4 + 64, column_names=names),
            csv.ParseOptions(delimiter=layout.separator, invalid_row_handler=skip, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows + len(wrong) != len(numbers):
        return None
    away = set(wrong)
    lines = [number for at, number in enumerate(numbers) if at not in away]
    named = table.rename_columns(list(layout.header)).append_column(LINE, pa.array(lines, pa.int64()))
    last = numbers[-1] if block.is_last else None
    return named, [Unparsed(numbers[at], "cut_off" if numbers[at] == last else "columns") for at in wrong]


def _empty(layout: Layout) -> pa.Table:
    names = [*layout.header, LINE]
    return pa.table({name: pa.array([], pa.int64() if name == LINE else pa.string()) for name in names})


def _join_lines(
    layout: Layout, lines: Sequence[str], first_line: int
) -> tuple[list[tuple[int, str]], list[Unparsed]]:
    """The lines that are rows, with values over several lines brought to one, and those that are none."""
    other = re.escape(layout.separator)
    value = rf'(?:"(?:[^"]|"")*"|="[^"{other}]*"|[^"{other}][^{other}]*|)'
    # A quote inside a value that is not quoted itself is a sign like others.
    row = re.compile(rf"{value}(?:{other}{value}){{{len(layout.header) - 1}}}")
    kept: list[tuple[int, str]] = []
    broken: list[Unparsed] = []
    at = 0
    while at < len(lines):
        if not lines[at].strip() or row.fullmatch(lines[at]) or '"' not in lines[at]:
            kept.append((first_line + at, lines[at]))
            at += 1
            continue
        joined, behind = _join(row, lines, at)
        if joined:
            kept.append((first_line + at, joined))
        else:
            broken.append(Unparsed(first_line + at, "unclosed_quote"))
        at = behind
    return kept, broken


def _join(row: re.Pattern[str], lines: Sequence[str], at: int) -> tuple[str, int]:
    """One row out of a line and those behind it, unless one of these is a row of its own; and where to go on."""
    joined = lines[at]
    for behind in range(at + 1, min(at + _MOST_JOINED, len(lines))):
        if row.fullmatch(lines[behind]):
            break
        joined = f"{joined} {lines[behind]}"
        if row.fullmatch(joined):
            return joined, behind + 1
    return "", at + 1
