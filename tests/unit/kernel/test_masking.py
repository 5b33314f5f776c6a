"""Numbers that must not be kept: found however they are typed, and nothing else touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.masking import mask_numbers

IDENTITY = "110000199001010010"
CARD = "6200000000000008001"
IDENTITIES = [
    "110000199001010010",
    "11000019900101001X",
    "11000019900101001x",
    "110000 19900101 0010",
    "110000 1990  0101 0010",
    "110000　19900101　0010",
    "110000\u00a019900101\u00a00010",
    "110000-19900101-0010",
    "110000—19900101—0010",
    "110000–19900101–0010",
    "110000.19900101.0010",
    "110000·19900101·0010",
    "110000/19900101/0010",
    "110000,19900101,0010",
    "110000，19900101，0010",
    "110000_19900101_0010",
    "110000\n19900101\n0010",
    "110000\r\n19900101\r\n0010",
    "1100 0019 9001 0100 10",
    "110000\u200b19900101\u200b0010",
    "1\u200b1\u200b0000199001010010",
    "\u202d110000199001010010\u202c",
    "１１００００１９９００１０１００１０",
    "一一零零零零一九九零零一零一零零一零",
    "幺幺〇〇〇〇幺九九〇〇幺〇幺〇〇幺〇",
    "sfz110000199001010010",
    "ID110000199001010010",
    "id:110000199001010010",
    "身份证号是110000199001010010谢谢",
    "110000199001010010abc",
    "110000900101001",
    "110000 900101 001",
    "11000019900101001",
    "1100001990010100101",
    "11000019900101001×",
    "11000019900101001Х",
    "王芳110000199001010010，电话13800000001",
    "13800000001110000199001010010",
    "110000199001010010 13800000001",
]
CARDS = [
    "6200000000000008001",
    "6200 0000 0000 8001",
    "6200 0000 0000 0008 001",
    "6200-0000-0000-0008-001",
    "6200.0000.0000.8001",
    "6200  0000  0000  8001",
    "6200\n0000\n0000\n8001",
    "卡号6200000000000008001开户行工商",
    "kahao6200000000000008001",
    "６２０００００００００００００８００１",
    "6222020000000000000",
    "622202 0000000000000",
    "4111111111111111",
    "5555 5555 5555 4444",
    "4111-1111-1111-1111",
    "卡号9558 8002 0000 1234 567",
    "账户是 9558800200001234567",
    "身份证号：123456789012345678",
]
GLUED = [
    "62000000000000080016200000000000008019",
    "620000000000000800113800000001",
    "138000000016200000000000008001",
    "1100001990010100106200000000000008001",
    "6200000000000008001110000199001010010",
]


@pytest.mark.parametrize("typed", [*IDENTITIES, *CARDS])
def test_identity_and_card_numbers_are_masked_to_their_last_four(typed: str) -> None:
    masked, found = mask_numbers(typed)
    assert found
    left = masked.replace("13800000001", "")
    assert sum(sign.isdigit() for sign in left) <= 4
    assert not any(sign in left for sign in "一幺〇九")


@pytest.mark.parametrize("typed", [*IDENTITIES, *CARDS])
def test_what_stands_around_a_number_is_kept(typed: str) -> None:
    masked, _ = mask_numbers(f"我想问理赔，{typed}。请问到哪一步了")
    assert masked.startswith("我想问理赔，")
    assert masked.endswith("。请问到哪一步了")


@pytest.mark.parametrize("typed", GLUED)
def test_numbers_typed_without_a_gap_are_masked(typed: str) -> None:
    masked, found = mask_numbers(typed)
    assert found
    assert IDENTITY not in masked
    assert CARD[:-4] not in masked


@pytest.mark.parametrize(
    "said",
    [
        "LP2026-0031187",
        "LP2026-0031200 2026-0031201",
        "LP2026-0031200、LP2026-0031201",
        "JZ2026-00456",
        "JZ2026-00456 JZ2026-00457 JZ2026-00458",
        "13800000001",
        "13800138000 63012345",
        "13800138000 13900139000",
        "13800138000，13900139000，13700137000",
        "62012345 62012346",
        "010-62012345 010-62012346",
        "326块",
        "2026年11月23日",
        "2026-10-09 2026-10-15",
        "20261009-20261015",
        "2026.10.09 - 2026.10.15",
        "2026/10/09,2026/10/15",
        "20261009 20261015 20261101",
        "2026-10-09 08:30 2026-10-15 17:30",
        "1990-01-01 1992-02-02",
        "3000 5000 2000 1000元",
        "6200 6300 5000 1000元",
        "4000,5000,2000,1000",
        "3000 5000 2000 1000 800 600",
        "一二三四五六七八九十一二三四五六七八",
        "8000 8080 8888 9999",
        "100000000000000",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
        "电子发票 24112000000012345678",
        "订单4200001234202610091234567890",
        "病历号000123456789012345",
        "我卡里到账3000 5000 2000 1000",
        "",
    ],
)
def test_other_numbers_are_left_alone(said: str) -> None:
    assert mask_numbers(said) == (said, False)


@given(st.text(), st.sampled_from([IDENTITY, CARD, "11010519491231002X"]), st.text())
def test_a_number_is_never_left_whole_whatever_surrounds_it(before: str, number: str, after: str) -> None:
    masked, found = mask_numbers(f"{before}，我的号 {number} 请查，{after}")
    assert found
    assert number not in masked


@given(st.text(alphabet="0123456789 -.，Xx一二零\n", max_size=80))
def test_masking_twice_changes_nothing_more(typed: str) -> None:
    masked, _ = mask_numbers(typed)
    assert mask_numbers(masked)[0] == masked
