"""Reads an uploaded list of members line by line, and names each line that cannot be used."""

import csv
import re
from collections.abc import Iterator, Mapping

from bot.kernel.conversation.masking import mask_numbers
from bot.kernel.outreach.audiences import BadRow, ListedMember
from bot.kernel.outreach.list_files import UnreadableList, decode_list
from bot.kernel.outreach.list_headings import ID_NUMBER, NAME, Heading, find_heading
from bot.kernel.outreach.list_lines import Lines, is_open, read_cells
from vocabulary.identity_numbers import fits_check_sign, normalise_number
from vocabulary.signs import fold
from vocabulary.telephones import has_mobile

__all__ = ["UnreadableList", "decode_list", "read_list"]

_MOST_LINES, _LONGEST_VALUE = 1_000_000, 200
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d*)?E\+?\d", re.IGNORECASE)
# How people keep a spreadsheet from calculating: an apostrophe before, or ="…" around.
_WRAPPED = re.compile(r"[=＝]\s*[\"“”＂](.*)[\"“”＂]")
_ASKS_TELEPHONE = re.compile(r"电话|手机|座机|热线|联系方式|tel|phone", re.IGNORECASE)
_MOST_DIGITS = 80
_MANY_DIGITS = re.compile(r"(?:[\d〇零一壹幺二贰三叁四肆五伍六陆七柒八捌九玖OoОоlI]\W*){11}")


def read_list(text: str) -> tuple[tuple[str, ...], Iterator[ListedMember | BadRow]]:
    """The columns that bring variables, and every line that is not blank, one by one; raises UnreadableList for the heading."""
    lines = Lines.of(text)
    if lines.text.count("\n") > _MOST_LINES:
        raise UnreadableList(f"超过 {_MOST_LINES // 10_000} 万行。请分成几份，各建一次群发。")
    heading = find_heading(lines)
    return heading.own, _read_rows(lines, heading)


def _read_rows(lines: Lines, heading: Heading) -> Iterator[ListedMember | BadRow]:
    for line in heading.above:
        yield BadRow(line, "在表头的上面，没有读。请把表头放在会员的上面")
    for line, words, end in lines.read(heading.line, heading.end + 1):
        try:
            cells = [_unwrap(cell) for cell in read_cells(words, heading.separator)]
        except csv.Error:
            yield BadRow(line, _say_unreadable(lines, words, end, heading.separator))
            continue
        if any(cells):
            yield _read_row(line, cells, heading)


def _say_unreadable(lines: Lines, words: str, end: int, separator: str) -> str:
    if not is_open(words, separator):
        return "这一行读不出来（引号没有配对，或者太长）"
    swallowed = lines.count_swallowed(end)
    if not swallowed:
        return "引号没有配对"
    return f"引号没有配对，或者格子里有换行：照这样会把后面 {swallowed} 行并进这一格。这一行没有用，后面的行照常一行一行读"


def _read_row(line: int, cells: list[str], heading: Heading) -> ListedMember | BadRow:
    if any(cells[len(heading.names) :]):
        return BadRow(line, "比表头多出几格（格子里有逗号的，要用引号括起来）")
    named = dict(zip(heading.names, cells, strict=False))
    number, wrong = _read_id_number(named.get(ID_NUMBER, ""))
    if wrong:
        return BadRow(line, wrong)
    values = {name: named.get(name, "") for name in heading.own}
    if wrong := _find_wrong_value(values):
        return BadRow(line, wrong)
    return ListedMember(line, number, named.get(NAME, ""), values)


def _unwrap(cell: str) -> str:
    """What a cell says, on one line, without what keeps a spreadsheet from calculating it."""
    plain = " ".join(cell.split())
    if found := _WRAPPED.fullmatch(plain):
        plain = found[1].strip()
    return plain[1:].strip() if plain.startswith(("'", "＇")) else plain


def _read_id_number(cell: str) -> tuple[str, str]:
    """The number, or why it is none, in words for staff."""
    plain = fold(cell)
    if not plain:
        return "", "没有身份证号"
    if _SCIENTIFIC.search(plain):
        return "", "身份证号被表格软件改成了科学计数，请把这一列设成文本"
    number = normalise_number(re.sub(r"\.0+$", "", plain))
    if "*" in plain and len(number) < 18:
        return "", "身份证号有几位遮住了，要完整的"
    if _ID_NUMBER.fullmatch(number):
        return (number, "") if fits_check_sign(number) else ("", _say_check(number))
    if not re.fullmatch(r"[0-9]+X?", number):
        return "", "身份证号里有不是数字的字"
    return "", f"身份证号要有 18 位，这里是 {len(number)} 位"


def _say_check(number: str) -> str:
    if number.endswith("000"):
        return "身份证号的最后几位变成了 0，是表格软件改的，请把这一列设成文本再填一次"
    return "身份证号的最后一位对不上，可能抄错了"


def _find_wrong_value(values: Mapping[str, str]) -> str:
    """Why one of the values may not be said in a notice; empty where all may."""
    for name, value in values.items():
        if not value:
            return f"“{name}”是空的"
        if len(value) > _LONGEST_VALUE:
            return f"“{name}”太长，最多 {_LONGEST_VALUE} 个字"
        if not _MANY_DIGITS.search(fold(value)):
            continue
        if sum(map(str.isdigit, value)) > _MOST_DIGITS:
            return f"“{name}”里的数字太多，最多 {_MOST_DIGITS} 个"
        if mask_numbers(f"{name}：{value}")[1]:
            return f"“{name}”里有身份证号或银行卡号，不能写进通知"
        if not _ASKS_TELEPHONE.search(name) and has_mobile(value):
            return f"“{name}”里有手机号。真要写进通知，请单独放一列，列名带“电话”"
    return ""
