"""The heading of a list: found below titles, between whatever separates its cells, by the names that people give it."""

import csv
import re
from dataclasses import dataclass

from bot.kernel.outreach.audiences import VARIABLES
from bot.kernel.outreach.list_files import UnreadableList
from bot.kernel.outreach.list_lines import LONGEST_LINE, Lines, read_cells
from vocabulary.identity_numbers import normalise_number
from vocabulary.signs import fold

ID_NUMBER, NAME = "身份证号", "姓名"
_SEPARATORS = ",\t;，；|"
_DECLARED = re.compile(r'"?sep=(.)"?[\s,;]*', re.IGNORECASE)
_BLANK = re.compile(rf"[\s\"{_SEPARATORS}]*")
_SEARCHED_LINES = 20
_MOST_CELLS, _LONGEST_NAME = 200, 30
_WHOSE = "(?:会员|职工|员工|本人|参保人|参保职工|被保障人|人员|收件人)?"
_ID_NUMBERS = re.compile(
    rf"{_WHOSE}(?:公民|居民)?(?:身份证件?|身份证明|证件|身份)(?:号码?|编号)|{_WHOSE}(?:居民)?身份证"
)
_NAMES = re.compile(rf"{_WHOSE}(?:真实)?(?:姓名|名字)")
_NOTE = re.compile(r"[(\[【].*?[)\]】]|[*:#]")
_EXAMPLES = "“身份证号码”“证件号码”“公民身份号码”也认得"


@dataclass(frozen=True)
class Heading:
    """Where the columns stand. `names` has one for each cell; `own` are those that bring variables."""

    names: tuple[str, ...]
    own: tuple[str, ...]
    separator: str
    line: int
    end: int
    above: tuple[int, ...]
    """Lines above it that are no titles: they hold somebody's number."""


def find_heading(lines: Lines) -> Heading:
    """The first line that has a column for identity numbers; raises UnreadableList, in words for staff."""
    declared, first, above = "", "", list[int]()
    for line, words, end in lines.read():
        if line > _SEARCHED_LINES:
            break
        if len(words) > LONGEST_LINE:
            raise UnreadableList(f"第 {line} 行太长了，不像名单。请看看是不是选错了文件，或者换行丢了。")
        if _BLANK.fullmatch(words):
            continue
        if not first and (found := _DECLARED.fullmatch(words.strip(" "))):
            declared = found[1]
            continue
        first = first or words
        for separator in declared + _SEPARATORS:
            names = _read_names(words, separator)
            if ID_NUMBER in names:
                return Heading(names, _check_own(names), separator, line, end, tuple(above))
        if _holds_number(words):
            above.append(line)
    raise UnreadableList(_say_missing(first))


def _read_names(words: str, separator: str) -> tuple[str, ...]:
    try:
        cells = read_cells(words, separator)
    except csv.Error:
        return ()
    names = [" ".join(cell.split()) for cell in cells[: _MOST_CELLS + 1]]
    known = [_NOTE.sub("", fold(name)).replace(" ", "") for name in names]
    for standard, pattern in ((ID_NUMBER, _ID_NUMBERS), (NAME, _NAMES)):
        places = [place for place, name in enumerate(known) if pattern.fullmatch(name)]
        exact = [place for place in places if known[place] == standard]
        chosen = exact or places
        if len(chosen) > 1:
            raise UnreadableList(
                f"有两列都像“{standard}”：第 {chosen[0] + 1} 列和第 {chosen[1] + 1} 列。请只留一列。"
            )
        for place in chosen:
            names[place] = standard
    return tuple(names)


def _check_own(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) > _MOST_CELLS:
        raise UnreadableList(f"列太多了，最多 {_MOST_CELLS} 列。用不着的列请先删掉。")
    own = [name for name in names if name and name not in (ID_NUMBER, NAME)]
    if doubled := sorted(name for name in set(own) if own.count(name) > 1):
        raise UnreadableList(f"有两列都叫“{doubled[0][:_LONGEST_NAME]}”。")
    if long := [name for name in own if len(name) > _LONGEST_NAME]:
        raise UnreadableList(f"列名“{long[0][:_LONGEST_NAME]}……”太长，最多 {_LONGEST_NAME} 个字。")
    if taken := [name for name in own if name in VARIABLES or re.search(r"[{}]", name)]:
        raise UnreadableList(f"“{taken[0]}”是系统用的名字，不能做列名，请改一个，比如“名单{taken[0][:10]}”。")
    return tuple(own)


def _say_missing(first: str) -> str:
    """What the first line has instead, unless it says who somebody is."""
    if _holds_number(first):
        return f"第一行就是会员，没有表头。请在最上面加一行列名：{ID_NUMBER}、{NAME}，和其他要写进通知的列。"
    if first.count('"') % 2:
        return "表头的格子里有换行，或者引号没有配对。请把表头写在一行里，再存一次。"
    names = [cell.strip(' "') for cell in re.split(rf"[{_SEPARATORS}]", fold(first[:2000]))]
    told = "、".join(f"“{name[:20]}”" for name in names if name)[:150]
    read = f"现在读到的是：{told}。" if told else ""
    return f"表头要有“{ID_NUMBER}”这一列（{_EXAMPLES}），可以再加“{NAME}”和其他要写进通知的列。{read}"


def _holds_number(words: str) -> bool:
    return any(
        re.search(r"\d{15}", normalise_number(cell)) for cell in re.split(rf"[{_SEPARATORS}]", words[:2000])
    )
