"""What is understood of the validation messages may not fall below what was reached before."""

from pathlib import Path

import pytest

from nlu.gate import find_fallen, measure_all, read_baseline

MODEL = Path(__file__).resolve().parents[2] / "var" / "models" / "huzhu.tar.gz"


def test_no_figure_falls_below_its_baseline() -> None:
    if not MODEL.exists():
        pytest.fail("no model: run make train")
    assert find_fallen(measure_all(MODEL), read_baseline()) == []


def test_a_lower_figure_is_named() -> None:
    assert find_fallen({"a": {"f": 0.8}}, {"a": {"f": 0.9}}) == ["a: f fell from 0.9 to 0.8"]
    assert find_fallen({}, {"a": {"f": 0.9}}) != []
    assert find_fallen({"a": {"f": 0.95}}, {"a": {"f": 0.9}}) == []
