"""What Rasa's REST channel says, and the many ways in which it says nothing."""

import json

import pytest

from bot.engine.answers import parse_turn
from bot.engine.rasa import make_harmless
from bot.errors import EngineUnavailable


def test_a_custom_answer_is_read_whole() -> None:
    custom = {
        "text": "正在初审",
        "choices": [{"title": "看别的", "text": "我有哪些保障"}],
        "needs": ["identity"],
        "person": None,
        "facts": [{"source": "claim:LP2026-0031187", "as_of": "2026-11-20T00:00:00+00:00"}],
    }
    turn = parse_turn(json.dumps([{"recipient_id": "1", "custom": custom}]).encode())
    assert turn.spoken[0].reply.text == "正在初审"
    assert turn.spoken[0].reply.choices[0].text == "我有哪些保障"
    assert turn.spoken[0].facts[0]["source"] == "claim:LP2026-0031187"
    assert turn.needs == {"identity"}


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"",
        b"{}",
        b"<html>",
        b'[{"recipient_id": "1"}]',
        b'[{"custom": {"text": "half", "needs": null}}, {"custom": {"failure": "handler_error"}}]',
    ],
    ids=["nothing", "empty", "object", "page", "silent part", "half an answer"],
)
def test_nothing_and_half_an_answer_are_outages(body: bytes) -> None:
    with pytest.raises(EngineUnavailable):
        parse_turn(body)


@pytest.mark.parametrize("typed", ["/restart", "  /restart", "\u3000/check_claim{}", '/inform{"a":1}', "//x"])
def test_typed_commands_become_ordinary_words(typed: str) -> None:
    assert not make_harmless(typed).lstrip().startswith("/")


@pytest.mark.parametrize("typed", ["你好", "1/2", "", "在 / 不在"])
def test_other_words_are_left_alone(typed: str) -> None:
    assert make_harmless(typed) == typed
