"""An identity number is read on the page as it is read everywhere else, however its last sign is drawn."""

import pytest

from bot.kernel.members.identity_form import IdentityForm


@pytest.mark.parametrize(
    "typed",
    [
        "11000019900101038x",
        "11000019900101038×",
        "11000019900101038✕",
        "11000019900101038Х",
        "11000019900101038Ｘ",
        "11000019900101038Ⅹ",
        " 110000 19900101 038X ",
        "110000-19900101-038X",
        "110000.19900101.038X",
        "\u202d11000019900101038X\u202c",
        "１１００００１９９００１０１０３８Ｘ",
    ],
)
def test_every_way_of_writing_the_number_is_one(typed: str) -> None:
    form = IdentityForm.read("彭娜", typed, "8019")
    assert form.id_number == "11000019900101038X"
    assert not form.faults
