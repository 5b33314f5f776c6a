"""The figures of an evaluation, by hand on three rows."""

import json
from typing import Any

import pytest

from nlu.evaluate import read_rows
from nlu.measures import Prediction, measure


def predict(row: dict[str, Any], *intents: str, **entities: str) -> Prediction:
    ranking = [{"name": intent, "confidence": 0.9} for intent in intents]
    found = [{"entity": entity, "value": value} for entity, value in entities.items()]
    return Prediction(row, {"intent_ranking": ranking, "intents": list(intents), "entities": found}, 1.5)


def test_the_figures() -> None:
    rows = [
        predict({"text": "a", "intents": ["greet"], "programme": [], "entities": {}}, "greet"),
        predict(
            {"text": "b", "intents": ["thank"], "programme": ["relief_fund"], "entities": {"amount": 326}},
            "greet",
            amount="326",
        ),
        predict({"text": "c", "intents": ["out_of_scope"], "context": "x", "programme": []}, "out_of_scope"),
    ]
    figures = measure(rows)
    assert figures["intent_accuracy"] == 0.5
    assert figures["context_accuracy"] == 1
    assert figures["programme_accuracy"] == pytest.approx(0.6667)
    assert figures["entity_f1"]["amount"] == 1
    assert figures["parse_ms"] == {"p50": 1.5, "p99": 1.5}
    assert figures["move_accuracy"] is None


def test_moves_are_measured_where_they_are_labelled() -> None:
    row = {"text": "a", "intents": ["inform"], "programme": []}
    labels: list[dict[str, Any]] = [
        {"move": "give"},
        {"move": "choose"},
        {"move": "choose", "alt_moves": ["give"]},
        {},
    ]
    ranked = {"move_ranking": [{"name": "give", "confidence": 0.9}, {"name": "choose", "confidence": 0.8}]}
    found = [Prediction({**row, **label}, {**ranked, "entities": []}, 1.0) for label in labels]
    assert measure(found)["move_accuracy"] == pytest.approx(0.6667)


def test_what_is_asked_of_what_is_measured_where_it_is_labelled() -> None:
    row: dict[str, Any] = {"text": "a", "intents": ["check_claim"], "programme": []}
    labels: list[dict[str, Any]] = [
        {"aspects": ["when"], "about": "claim"},
        {"aspects": ["when", "card"], "about": "payment"},
        {"aspects": [], "about": "none"},
        {},
    ]
    parsed = {
        "entities": [],
        "aspect_ranking": [{"name": "when", "confidence": 0.5}, {"name": "card", "confidence": 0.49}],
        "about_ranking": [{"name": "claim", "confidence": 0.8}, {"name": "payment", "confidence": 0.7}],
    }
    figures = measure([Prediction({**row, **label}, parsed, 1.0) for label in labels])
    assert figures["aspects"] == {"precision": 0.6667, "recall": 0.6667}
    assert figures["aspects_f1"] == pytest.approx(0.6667)
    assert figures["about_accuracy"] == pytest.approx(0.3333)


@pytest.mark.parametrize("label", [{"aspects": ["colour"]}, {"about": "weather"}])
def test_a_row_that_asks_what_is_not_known_is_named_by_its_line(tmp_path: Any, label: dict[str, Any]) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"text": "a", "intents": ["greet"], **label}), encoding="utf-8")
    with pytest.raises(SystemExit, match="line 1"):
        read_rows(path)


@pytest.mark.parametrize("line", ["{", '{"text": "a"}', '{"text": "a", "intents": ["fly_to_the_moon"]}'])
def test_a_row_that_makes_no_sense_is_named_by_its_line(tmp_path: Any, line: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"text": "a", "intents": ["greet"]}\n' + line, encoding="utf-8")
    with pytest.raises(SystemExit, match="line 2"):
        read_rows(path)
