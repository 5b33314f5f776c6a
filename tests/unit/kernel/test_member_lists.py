"""Lists as spreadsheets really save them: every line is a member or is named, and none takes another along."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kernel.outreach.audiences import BadRow, ListedMember
from bot.kernel.outreach.member_lists import UnreadableList, decode_list, read_list

LI, ZHANG, LIU = "110000199001010056", "110000199001010072", "110000199001010099"
CHEN = "11010119900307459X"
HEAD = "身份证号,姓名,说明"


def read(text: str) -> list[ListedMember | BadRow]:
    return list(read_list(text)[1])


def good(text: str) -> list[ListedMember]:
    return [row for row in read(text) if isinstance(row, ListedMember)]


def bad(text: str) -> dict[int, str]:
    return {row.line: row.reason for row in read(text) if isinstance(row, BadRow)}


def test_an_open_quote_takes_no_other_line_along() -> None:
    text = f'{HEAD}\n{LI},李强,"加急\n{ZHANG},张伟,请补材料\n{LIU},刘洋,请补材料\n'
    assert [one.id_number for one in good(text)] == [ZHANG, LIU]
    assert list(bad(text)) == [2]
    assert "后面 2 行" in bad(text)[2]


def test_the_lines_that_a_closed_quote_would_have_taken_are_counted() -> None:
    text = f'{HEAD}\n{LI},李强,"加急\n{ZHANG},张伟,"补"\n{LIU},刘洋,请补\n'
    assert [one.id_number for one in good(text)] == [ZHANG, LIU]
    assert "后面 1 行" in bad(text)[2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_end_inside_a_value_is_a_bad_line_and_the_next_is_read_by_itself(end: str) -> None:
    text = f'{HEAD}{end}{LI},李强,"请补{end}材料"{end}{ZHANG},张伟,请补'
    assert [one.line for one in good(text)] == [4]
    assert list(bad(text)) == [2, 3]


def test_quotes_that_are_in_order_are_read() -> None:
    text = f'{HEAD}\n"{LI}","李强","请补""原件"",谢谢"\n{ZHANG},张伟,4"屏\n'
    assert [one.values["说明"] for one in good(text)] == ['请补"原件",谢谢', '4"屏']


@given(
    st.lists(
        st.one_of(
            st.text(st.sampled_from(f"\",\t;'={LI[:4]}李x \u202d\ufeff\u2028\x0b"), max_size=30),
            st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=30),
            st.just(f'{LI},李强,"加急'),
            st.just(f"{LI},李强,加急"),
        ),
        max_size=12,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=400)
def test_every_line_is_accounted_for_exactly_once(data: list[str], end: str) -> None:
    rows = read(end.join([HEAD, *data]))
    lines = [row.line for row in rows]
    assert lines == sorted(set(lines))
    expected = {place for place, words in enumerate(data, 2) if any(sign.isalnum() for sign in words)}
    assert expected <= set(lines) <= set(range(2, len(data) + 2))
    for row in rows:
        if isinstance(row, ListedMember):
            assert row.id_number == LI
            assert LI not in str(row.values)


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused_in_words(content: bytes) -> None:
    with contextlib.suppress(UnreadableList):
        list(read_list(decode_list(content))[1])


@pytest.mark.parametrize(
    "typed",
    [
        LI,
        f"'{LI}",
        f"’{LI}",
        f'="{LI}"',
        f'"=""{LI}"""',
        f"＝“{LI}”",
        f"\t{LI}",
        f" {LI} ",
        "１１００００１９９００１０１００５６",
        f"\u202d{LI}\u202c",
        f"\u200b{LI}\ufeff",
        f"\u00a0{LI}\u00a0",
        "110000 19900101 0056",
        "110000-19900101-0056",
        "110000\u200b199001010056",
        f"{LI}.0",
    ],
)
def test_an_identity_number_is_read_however_it_is_kept_as_text(typed: str) -> None:
    assert [one.id_number for one in good(f"{HEAD}\n{typed},李强,请补")] == [LI]


@pytest.mark.parametrize("last", ["X", "x", "Ｘ", "×", "Х", "ⅹ"])
def test_a_check_sign_is_an_x_however_it_is_drawn(last: str) -> None:
    assert [one.id_number for one in good(f"{HEAD}\n{CHEN[:17]}{last},陈静,请补")] == [CHEN]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "没有身份证号"),
        ("1.10000199001010E+17", "科学计数"),
        ("1.1e17", "科学计数"),
        ("110000199001010000", "变成了 0"),
        ("110000199001010057", "抄错"),
        ("11000019900101005", "17 位"),
        ("110000900101005", "15 位"),
        ("110000********0056", "遮住"),
        ("1100**0056", "遮住"),
        ("无", "不是数字"),
        ("护照E12345678", "不是数字"),
    ],
)
def test_what_is_no_identity_number_is_named_for_what_it_is(typed: str, words: str) -> None:
    assert words in bad(f"{HEAD}\n{typed},李强,请补")[2]


@pytest.mark.parametrize(
    "heading",
    [
        "身份证号码",
        "身份证",
        "证件号码",
        "证件号",
        "公民身份号码",
        "公民身份证号码",
        "居民身份证号码",
        "居民身份证",
        "会员身份证号",
        "职工身份证号码",
        "身份证件号码",
        "身份证号（必填）",
        "*身份证号",
        "身 份 证 号",
        "身份证号：",
        "\ufeff身份证号",
        "\u202d身份证号\u202c",
    ],
)
def test_a_column_of_identity_numbers_is_known_by_its_usual_names(heading: str) -> None:
    assert [one.name for one in good(f"会员姓名,{heading},说明\n李强,{LI},请补")] == ["李强"]


@pytest.mark.parametrize("separator", [",", "\t", ";", "，", "；", "|"])
def test_cells_are_apart_by_what_the_heading_is_apart_by(separator: str) -> None:
    text = "\n".join(separator.join(row) for row in (HEAD.split(","), [LI, "李强", "请补"]))
    assert [one.values for one in good(text)] == [{"说明": "请补"}]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;\r"])
def test_a_line_that_names_the_separator_is_no_heading(first: str) -> None:
    assert len(good(f"{first}\n{HEAD.replace(',', ';')}\n{LI};李强;请补,快")) == 1


def test_titles_and_blank_lines_above_the_heading_are_passed_over() -> None:
    text = f"2026年第三季度补材料名单,,\n制表：工会,,\n,,\n\n{HEAD}\n{LI},李强,请补\n"
    assert [one.line for one in good(text)] == [6]
    assert bad(text) == {}


def test_a_member_above_the_heading_is_named_and_not_passed_over() -> None:
    assert list(bad(f"{ZHANG},张伟,请补\n{HEAD}\n{LI},李强,请补")) == [1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_that_spreadsheets_save_in_is_read(encoding: str) -> None:
    content = f"身份证号\t姓名\t说明\r\n{LI}\t王䶮\t请补\r\n".encode(encoding)
    assert [one.name for one in good(decode_list(content))] == ["王䶮"]


@pytest.mark.parametrize("mark", ["\ufeff\ufeff", "\ufeff\ufeff\ufeff"])
def test_marks_of_byte_order_may_stand_anywhere(mark: str) -> None:
    text = f'{mark}"身份证号",姓名,说明\n{LI},李强,请补\n\ufeff{ZHANG},张伟,请补\n'
    assert len(good(decode_list(text.encode()))) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04\x14\x00[Content_Types].xml xl/workbook.xml", "Excel 工作簿"),
        (b"PK\x03\x04\x14\x00word/document.xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Excel"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
        ("<html><table><tr><td>身份证号</td></tr></table></html>".encode(), "网页"),
        (b"", "空的"),
        (b"\xef\xbb\xbf" + HEAD.encode() + b"\n1,\xff\xfe,2\n", "第 2 行"),
    ],
)
def test_another_kind_of_file_is_named_for_what_it_is(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableList, match=words):
        decode_list(content)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("工号,姓名\n1,李强", "“工号”、“姓名”"),
        (f"{LI},李强\n", "没有表头"),
        (f"{HEAD},{'长' * 140_000}\n{LI},李强,请补,x", "太长"),
        (f"{HEAD},{'长' * 31}\n{LI},李强,请补,x", "太长"),
        (f"{HEAD}," + ",".join(f"列{n}" for n in range(300)) + "\n", "列太多"),
        ("身份证号码,证件号码,姓名\n", "两列都像"),
        ("身份证号,姓名,说明,说明\n", "两列都叫"),
        ("身份证号,计划\n", "系统用的"),
        ('"身份证号,姓名\n', "换行"),
        (f'"身份证号\n（18 位）",姓名\n{LI},李强\n', "换行"),
        ("身份证号\n" + "\n" * 1_000_001, "万行"),
        ("\n\n\n", "表头"),
    ],
)
def test_a_heading_that_does_not_do_is_explained(text: str, words: str) -> None:
    with pytest.raises(UnreadableList, match=words):
        read_list(text)


def test_the_first_line_of_a_list_without_heading_is_not_repeated() -> None:
    with pytest.raises(UnreadableList) as refused:
        read_list(f"{LI},李强\n")
    assert LI not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        ZHANG,
        f"{ZHANG},张伟",
        f"身份证{ZHANG}",
        "110000 19900101 0072",
        "１１００００１９９００１０１００７２",
        f"\u202d{ZHANG}\u202c",
        f"证件ID{ZHANG}号",
        "110000  19900101  0072",
        "110000.19900101.0072",
        "110000/19900101/0072",
        "110000\u00a019900101\u200b0072",
        "一一零零零零一九九零零一零一零零七二",
        "110000(19900101)0072",
        "11OOOO199OO1O1OO72",
        "".join(f"{sign}\ufe0f\u20e3" for sign in ZHANG),
        ZHANG.translate(str.maketrans("01279", "⓪①②⑦⑨")),
        "6222 0212 3456 7890 123",
        "6222021234567890123",
    ],
)
def test_a_value_with_an_identity_or_card_number_is_refused(value: str) -> None:
    assert "身份证号或银行卡号" in bad(f'{HEAD}\n{LI},李强,"{value}"')[2]


@pytest.mark.parametrize(
    "value",
    [
        "2026-10-09 2026-10-15",
        "20261009-20261015",
        "3000 5000 2000 1000",
        "LP2026-0031200 2026-0031201",
        "63012345 63012346",
    ],
)
def test_days_sums_and_other_numbers_may_be_said(value: str) -> None:
    assert good(f"{HEAD}\n{LI},李强,{value}")[0].values == {"说明": value}


def test_what_the_column_calls_a_card_number_is_one_even_with_a_slip() -> None:
    assert "身份证号或银行卡号" in bad(f"身份证号,京卡卡号\n{LI},6222021234567890128")[2]


def test_a_mobile_is_taken_only_where_the_column_asks_for_it() -> None:
    assert "手机号" in bad(f"{HEAD}\n{LI},李强,请打13800138000")[2]
    assert "手机号" in bad(f"{HEAD}\n{LI},李强,138-0013-8000")[2]
    assert good(f"身份证号,联系电话\n{LI},13800138000")[0].values == {"联系电话": "13800138000"}
    assert good(f"{HEAD}\n{LI},李强,请打010-63012345")[0].values == {"说明": "请打010-63012345"}


def test_values_are_said_without_what_keeps_them_from_being_calculated() -> None:
    row = good(f'{HEAD}\n{LI},\u202d李强\u202c,"=""07:30"""\n{ZHANG},张伟,\'07:30')
    assert [(one.name, one.values["说明"]) for one in row] == [("李强", "07:30"), ("张伟", "07:30")]


def test_empty_cells_behind_the_last_column_do_not_matter() -> None:
    assert len(good(f"{HEAD}\n{LI},李强,请补,,,\n")) == 1
    assert "多出几格" in bad(f"{HEAD}\n{LI},李强,请补,快\n")[2]


@pytest.mark.parametrize(
    "row", [f"{LI},李强,请补", f'{LI},李强,"加急', f'{LI},李强,"a""', '"' * 40, "", '""""""']
)
def test_four_times_the_lines_take_about_four_times_the_work(row: str) -> None:
    def work(lines: int) -> float:
        text = "\n".join([HEAD, *[row] * lines])
        began = time.process_time()
        assert len(read(text)) in (0, lines)
        return time.process_time() - began

    # With the square of the lines it would be sixteen times.
    assert work(12_000) < 10 * min(work(3_000) for _ in range(3))
