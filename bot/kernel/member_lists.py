"""Reads an uploaded list of members row by row, and names each row that cannot be used."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from bot.kernel.audiences import VARIABLES, BadRow, ListedMember

ID_NUMBER, NAME = "身份证号", "姓名"
_ENCODINGS = ("utf-8-sig", "gb18030")
_LONGEST_VALUE = 200
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class UnreadableList(ValueError):
    """The whole list cannot be used; the words say why, for staff."""


def decode_list(content: bytes) -> str:
    """As spreadsheets write it, UTF-8 or GB 18030; raises UnreadableList."""
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableList("读不出这个文件。请在表格软件里另存为 CSV（UTF-8）再上传。")


def read_list(text: str) -> tuple[tuple[str, ...], Iterator[ListedMember | BadRow]]:
    """The columns that bring variables, and the rows one by one; raises UnreadableList for the heading."""
    rows = csv.reader(io.StringIO(text))
    heading = [cell.strip() for cell in next(rows, [])]
    if ID_NUMBER not in heading:
        raise UnreadableList(f"第一行要有“{ID_NUMBER}”这一列（可以再加“{NAME}”和其他要写进通知的列）。")
    doubled = sorted({name for name in heading if name and heading.count(name) > 1})
    if doubled:
        raise UnreadableList(f"有两列都叫“{doubled[0]}”。")
    own = tuple(name for name in heading if name and name not in (ID_NUMBER, NAME))
    if taken := [name for name in own if name in VARIABLES or re.search(r"[{}]", name) or len(name) > 30]:
        raise UnreadableList(f"“{taken[0]}”是系统用的名字，不能做列名，请改一个，比如“名单{taken[0][:10]}”。")
    return own, _read_rows(rows, heading, own)


def _read_rows(
    rows: Iterator[list[str]], heading: list[str], own: tuple[str, ...]
) -> Iterator[ListedMember | BadRow]:
    line = 1
    while True:
        line += 1
        try:
            cells = next(rows, None)
        except csv.Error:
            yield BadRow(line, "这一行读不出来（引号没有配对，或有不该有的符号）")
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _read_row(line, dict(zip(heading, cells, strict=False)), own, len(cells) > len(heading))


def _read_row(
    line: int, cells: Mapping[str, str], own: tuple[str, ...], is_too_long: bool
) -> ListedMember | BadRow:
    number = re.sub(r"[\s-]", "", cells.get(ID_NUMBER, "")).upper()
    if is_too_long:
        return BadRow(line, "比第一行多出几格")
    if not number:
        return BadRow(line, "没有身份证号")
    if not _ID_NUMBER.fullmatch(number):
        wrong = (
            "身份证号被表格软件改成了科学计数，请把这一列设成文本" if "E+" in number else "身份证号要有 18 位"
        )
        return BadRow(line, wrong)
    if not _is_checked(number):
        return BadRow(line, "身份证号的最后一位对不上，可能抄错了")
    values = {name: " ".join(cells.get(name, "").split()) for name in own}
    if empty := [name for name, value in values.items() if not value]:
        return BadRow(line, f"“{empty[0]}”是空的")
    if long := [name for name, value in values.items() if len(value) > _LONGEST_VALUE]:
        return BadRow(line, f"“{long[0]}”太长")
    return ListedMember(line, number, cells.get(NAME, "").strip(), values)


def _is_checked(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17]
