"""Splitting by bytes: nothing lost, nothing over the limit, on a sentence where it can."""

from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.conversation.splitting import split_text


@given(st.text(), st.integers(min_value=8, max_value=200))
def test_pieces_fit_and_say_everything(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(len(piece.encode("utf-8", "surrogatepass")) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_it_splits_after_a_sentence() -> None:
    assert split_text("第一句。第二句！第三句", 24) == ["第一句。第二句！", "第三句"]


def test_a_sentence_that_is_too_long_is_cut_between_characters() -> None:
    assert split_text("长长长长", 7) == ["长长", "长长"]
