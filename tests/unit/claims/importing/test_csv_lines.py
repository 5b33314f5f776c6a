"""Lines of CSV: whatever is wrong with one, it is named by its number, and the others are read."""

import pytest

from claims.importing.csv_lines import parse_block
from claims.importing.files import Block, Layout

HEADER = ("a", "b", "c")


def parse(
    lines: str | bytes, encoding: str = "utf-8", *, is_last: bool = True
) -> tuple[list[object], list[object]]:
    written = lines.encode(encoding) if isinstance(lines, str) else lines
    table, unparsed = parse_block(Layout(encoding, ",", HEADER, 6), Block(written, 2, is_last))
    rows = [(row["line"], *(row[name] for name in HEADER)) for row in table.to_pylist()]
    return list(rows), [(one.line, one.code) for one in unparsed]


CASES: list[tuple[str, str, list[object], list[object]]] = [
    ("plain", "1,2,3\n4,5,6\n", [(2, "1", "2", "3"), (3, "4", "5", "6")], []),
    ("windows", "1,2,3\r\n4,5,6\r\n", [(2, "1", "2", "3"), (3, "4", "5", "6")], []),
    ("no last newline", "1,2,3\n4,5,6", [(2, "1", "2", "3"), (3, "4", "5", "6")], []),
    ("cut off", "1,2,3\n4,5", [(2, "1", "2", "3")], [(3, "cut_off")]),
    ("too few", "1,2\n4,5,6\n", [(3, "4", "5", "6")], [(2, "columns")]),
    ("too many", "1,2,3,4\n4,5,6\n", [(3, "4", "5", "6")], [(2, "columns")]),
    ("quoted", '"1,x","2""y",3\n', [(2, "1,x", '2"y', "3")], []),
    ("excel", '="01",2,3\n', [(2, '="01"', "2", "3")], []),
    ("an inch", '1,5"8,3\n4,5,6\n', [(2, "1", '5"8', "3"), (3, "4", "5", "6")], []),
    ("unclosed", '1,"2,3\n4,5,6\n7,8,9\n', [(3, "4", "5", "6"), (4, "7", "8", "9")], [(2, "unclosed_quote")]),
    ("unclosed last", '1,2,"3\n4,5,6\n', [(3, "4", "5", "6")], [(2, "unclosed_quote")]),
    (
        "closed far off",
        '1,2,"3\n4,5,6\n7,8,9"\n',
        [(3, "4", "5", "6"), (4, "7", "8", '9"')],
        [(2, "unclosed_quote")],
    ),
    ("over two lines", '1,"2\nzwei",3\n4,5,6\n', [(2, "1", "2 zwei", "3"), (4, "4", "5", "6")], []),
]


@pytest.mark.parametrize(
    ("case", "lines", "rows", "unparsed"),
    CASES,
    ids=lambda part: part if part in [c[0] for c in CASES] else "",
)
def test_lines_are_read_or_named(case: str, lines: str, rows: list[object], unparsed: list[object]) -> None:
    assert parse(lines) == (rows, unparsed), case


def test_chinese_of_either_encoding_is_read() -> None:
    assert parse("王芳,二档,是\n", "gb18030") == ([(2, "王芳", "二档", "是")], [])


def test_a_line_of_another_encoding_is_named_and_the_others_are_read() -> None:
    rows, unparsed = parse("1,王,3\n".encode() + "4,芳,6\n".encode("gb18030") + b"7,8,9\n")
    assert (2, "1", "王", "3") in rows
    assert (4, "7", "8", "9") in rows
    assert unparsed == [(3, "encoding")]
