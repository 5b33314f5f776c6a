"""Telephone numbers: one spelling for every way that people type, paste and say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testing.tables import each
from vocabulary.telephones import find_telephone, has_mobile, mask_mobiles, read_mobile, read_telephone

MOBILES = [
    "tel:13800138000",
    "手机：138 0013 8000",
    "13800138000（微信同号）",
    "我的手机号是13800138000",
    "新号 13800138000。",
    "013800138000",
    "0 138-0013-8000",
    "13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "138.0013.8000",
    "138·0013·8000",
    "138—0013—8000",
    "138/0013/8000",
    "138\u00a00013\u00a08000",
    "138\u20090013\u20098000",
    "138\u30000013\u30008000",
    "\u202d138 0013 8000\u202c",
    "\u202a13800138000\u202c",
    "\u2066138 0013 8000\u2069",
    "138\u200b0013\u200d8000",
    "\ufeff13800138000",
    "138\u00ad00138000",
    "138\u206000138000",
    "１３８００１３８０００",
    "１３８ ００１３ ８０００",
    "+86 138 0013 8000",
    "+8613800138000",
    "＋86 13800138000",
    "0086 138-0013-8000",
    "008613800138000",
    "86-13800138000",
    "86 13800138000",
    "8613800138000",
    "(+86)138 0013 8000",
    "（86）13800138000",
    "+86-138-0013-8000",
    "1 3 8 0 0 1 3 8 0 0 0",
    "13800138000。",
    " 13800138000\r\n",
    "一三八零零一三八零零零",
    "幺三八零零幺三八零零零",
    "一三八〇〇一三八〇〇〇",
    "幺三八，零零幺三，八零零零",
    "壹叁捌零零壹叁捌零零零",
    "138零零一三8000",
]
LANDLINES = {
    "010-63012345": "010-63012345",
    "01063012345": "010-63012345",
    "(010)63012345": "010-63012345",
    "（010）6301-2345": "010-63012345",
    "010 6301 2345": "010-63012345",
    "0 1 0-63012345": "",
    "+86 10 6301 2345": "010-63012345",
    "+86 (0)10 6301 2345": "010-63012345",
    "86-010-63012345": "010-63012345",
    "63012345": "010-63012345",
    "6301-2345": "010-63012345",
    "０１０－６３０１２３４５": "010-63012345",
    "零一零六三零一二三四五": "010-63012345",
    "010-63012345转801": "010-63012345-801",
    "010-63012345-801": "010-63012345-801",
    "010-63012345 分机 801": "010-63012345-801",
    "0312-5012345": "0312-5012345",
    "0316 6012345": "0316-6012345",
    "022-23456789": "022-23456789",
    "0755-83012345": "0755-83012345",
    "400-650-1234": "4006501234",
    "400 6501 234": "4006501234",
    "8008101234": "8008101234",
}
NEITHER = [
    "",
    "没有",
    "1380013800",
    "138001380001",
    "138 0013 8000 1",
    "12800138000",
    "23800138000",
    "20261009",
    "2026-10-09",
    "2026-10-09 2026-10-15",
    "LP2026-0031187",
    "110000199001010021",
    "110000 19900101 0021",
    "6200000000000008001",
    "6200 0000 0000 0008 001",
    "6200 0000 0000 8000 0001",
    "4000 0000 0000 0002",
    "12351",
    "8500",
    "三万五千",
    "+1 415 555 0100",
    "+852 9123 4567",
]


@each(MOBILES)
def test_a_mobile_is_the_same_eleven_digits_however_it_is_pasted(typed: str) -> None:
    assert read_mobile(typed) == read_telephone(typed) == find_telephone(typed) == "13800138000"


@each(LANDLINES.items())
def test_a_landline_or_a_hotline_is_a_number_to_call_and_no_mobile(typed: str, number: str) -> None:
    assert read_telephone(typed) == number
    assert read_mobile(typed) == ""


@each(NEITHER)
def test_what_is_no_telephone_number_is_not_taken_for_one(typed: str) -> None:
    assert (read_mobile(typed), read_telephone(typed), find_telephone(typed)) == ("", "", "")


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("我电话13800138000，10点以后打", "13800138000"),
        ("打我爱人的吧 138 0013 8000 她姓王", "13800138000"),
        ("手机是幺三八零零幺三八零零零谢谢", "13800138000"),
        ("13800138000 13900139000", "13800138000"),
        ("13800138000，63012345", "13800138000"),
        ("家里座机010-63012345，手机13800138000", "13800138000"),
        ("家里没有手机，座机 63012345", "010-63012345"),
        ("我的号码就是+8613800138000", "13800138000"),
        ("一共两个，第一个138-0013-8000", "13800138000"),
        ("单位总机400-650-1234", "4006501234"),
    ],
)
def test_the_first_number_is_found_in_what_somebody_says(said: str, number: str) -> None:
    assert find_telephone(said) == number


def test_a_number_among_other_words_does_not_stand_alone() -> None:
    assert read_mobile("问我爱人13800138000") == read_telephone("13800138000 13900139000") == ""


@pytest.mark.parametrize(
    "text",
    [
        "请打13800138000",
        "联系 138-0013-8000",
        "１３８００１３８０００",
        "138\u200b00138000",
        "+86 138 0013 8000",
        "138\u00a00013\u00a08000",
        "138.0013.8000",
        "幺三八零零幺三八零零零",
    ],
)
def test_a_mobile_is_seen_inside_a_text(text: str) -> None:
    assert has_mobile(text)
    assert mask_mobiles(text, "［手机号］").removeprefix("请打").removeprefix("联系 ") == "［手机号］"


@pytest.mark.parametrize(
    "text", ["1,500.00 2026.1", "2026-10-09 2026-10-15", "63012345", "LP2026-0031187", "110000199001010021"]
)
def test_a_sum_a_day_or_another_number_is_no_mobile(text: str) -> None:
    assert not has_mobile(text)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.data())
def test_no_blank_dash_or_unseen_sign_changes_a_mobile(number: str, data: st.DataObject) -> None:
    joins = st.sampled_from(["", " ", "-", "\u00a0", "\u200b", "\u202c", ".", "—", "\u2003"])
    typed = "".join(digit + data.draw(joins) for digit in number)
    assert read_mobile(typed) == number


@given(st.text())
def test_any_text_gives_digits_or_nothing(text: str) -> None:
    assert read_mobile(text) == "" or len(read_mobile(text)) == 11
    assert set(find_telephone(text)) <= set("0123456789-")
