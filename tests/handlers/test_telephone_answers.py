"""The telephone number that a form asks for: any to call, as it is pasted or said."""

from datetime import datetime

import pytest

from actions.question import Question
from actions.tasks.fields import Problem
from actions.tasks.readers import read_telephone
from vocabulary.beijing import BEIJING


def ask(text: str) -> object:
    return read_telephone(Question(text, (), (), {}, None, datetime(2026, 11, 30, 9, tzinfo=BEIJING)))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("138 0013 8000", "13800138000"),
        ("\u202d138 0013 8000\u202c", "13800138000"),
        ("+86 138\u00a00013\u00a08000", "13800138000"),
        ("幺三八零零幺三八零零零", "13800138000"),
        ("１３８００１３８０００，我爱人接", "13800138000"),
        ("没有手机，座机010-63012345", "010-63012345"),
        ("63012345", "010-63012345"),
    ],
)
def test_a_number_is_taken_however_it_comes(text: str, number: str) -> None:
    assert ask(text) == number


@pytest.mark.parametrize("text", ["1380013800", "138001380001", "幺三八零零幺三八"])
def test_a_number_that_is_none_is_named_with_what_would_do(text: str) -> None:
    refused = ask(text)
    assert isinstance(refused, Problem)
    assert "座机" in refused.text


def test_other_words_are_no_number() -> None:
    assert ask("等我问问我爱人") is None
