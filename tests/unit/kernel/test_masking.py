"""Numbers that must not be kept: found however they are typed, and nothing else touched."""

import pytest

from bot.kernel.masking import mask_numbers


@pytest.mark.parametrize(
    "typed",
    [
        "110000199001010010",
        "11000019900101001X",
        "110000 19900101 0010",
        "6200000000000008001",
        "6200 0000 0000 8001",
        "我的是110000199001010010谢谢",
    ],
)
def test_identity_and_card_numbers_are_masked_to_their_last_four(typed: str) -> None:
    masked, found = mask_numbers(typed)
    assert found
    assert sum(character.isdigit() for character in masked) <= 4


@pytest.mark.parametrize(
    "said", ["LP2026-0031187", "JZ2026-00456", "13800000001", "326块", "2026年11月23日", ""]
)
def test_other_numbers_are_left_alone(said: str) -> None:
    assert mask_numbers(said) == (said, False)
