"""What is understood of the validation messages may not fall below what was reached before."""

from pathlib import Path

import pytest

from nlu.gate import find_fallen, keep, measure_all, read_baseline
from nlu.measures import Prediction, measure

MODEL = Path(__file__).resolve().parents[2] / "var" / "models" / "huzhu.tar.gz"


def test_no_figure_falls_below_its_baseline() -> None:
    if not MODEL.exists():
        pytest.fail("no model: run make train")
    assert find_fallen(measure_all(MODEL), read_baseline()) == []


def test_a_lower_figure_is_named() -> None:
    assert find_fallen({"a": {"f": 0.8}}, {"a": {"f": 0.9}}) == ["a: f fell from 0.9 to 0.8"]
    assert find_fallen({}, {"a": {"f": 0.9}}) != []
    assert find_fallen({"a": {"f": 0.95}}, {"a": {"f": 0.9}}) == []


@pytest.mark.parametrize(("row", "is_held"), [({"move": "give"}, True), ({}, False)])
def test_moves_are_held_once_a_set_has_them(row: dict[str, str], is_held: bool) -> None:
    labelled = {"text": "三千", "intents": ["inform"], "programme": [], "entities": {}, **row}
    parsed = {"intent_ranking": [{"name": "inform", "confidence": 1.0}], "entities": []}
    moves = [{"name": "give", "confidence": 0.9}, {"name": "choose", "confidence": 0.2}]
    figures = keep(measure([Prediction(labelled, {**parsed, "move_ranking": moves}, 1.0)]))
    assert ("move_accuracy" in figures) is is_held
    assert figures["intent_accuracy"] == 1
