"""Names: two spellings of one name are one name, and two names stay two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testing.tables import each
from vocabulary.names import is_same_name, normalise_name

DOTTED = "买买提·吐尔逊"
SPELLINGS = [
    ("李强", "\u202d李强\u202c"),
    ("李强", "李 强"),
    ("李强", "李\u3000强"),
    ("李强", "李\u00a0强 "),
    ("李强", "李\u200b强\ufeff"),
    ("李强", "\t李强\r\n"),
    ("王䶮", "王\ue863"),
    ("王龙", "王\u2ef0"),
    ("马长青", "\u2ee2\u2ed3\u2ed8"),
    ("金玉", "\u2fa6\u2f5f"),
    ("李車", "李\uf902"),
    ("李强", "李强\ufe00"),
    *((DOTTED, f"买买提{dot}吐尔逊") for dot in "•・‧∙⋅.．｡。˙ㆍ●･ᐧ⸱◦-—"),
    (DOTTED, "买买提 · 吐尔逊"),
    (DOTTED, "买买提吐尔逊"),
    (DOTTED, "买买提··吐尔逊"),
    ("Maria Gonzales", "ＭＡＲＩＡ　gonzales"),
    ("Sean O’Brien", "Sean O'Brien"),
]


@each(SPELLINGS)
def test_a_name_is_the_same_however_it_is_pasted(stored: str, typed: str) -> None:
    assert is_same_name(stored, typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("李强", "李刚"),
        ("李强", "李强强"),
        ("王龙", "王龍"),
        ("买买提·吐尔逊", "吐尔逊·买买提"),
        ("李强", ""),
    ],
)
def test_another_name_is_another(one: str, other: str) -> None:
    assert not is_same_name(one, other)


def test_one_kind_of_dot_is_kept_where_a_name_is_shown() -> None:
    assert normalise_name("买买提˙吐尔逊") == normalise_name("买买提 . 吐尔逊") == DOTTED


@given(st.text(max_size=30))
def test_a_normalised_name_stays_what_it_is(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)
    assert is_same_name(name, normalise_name(name))
