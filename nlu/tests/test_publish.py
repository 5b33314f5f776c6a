"""A new model is served only where nothing fell, and the earlier one can be put back."""

import json
from pathlib import Path

import pytest

from nlu.models import find_served, put_in_place, read_book
from nlu.publish import find_learnt_by_heart, go_back, publish, show_book

HOLDS = {"second": {"intents_f1": 0.9}}
FELL = {"second": {"intents_f1": 0.8}}


def train_into(model: Path) -> None:
    model.write_text(f"weights of {model.name}")


def served(folder: Path) -> str:
    return find_served(folder).read_text()


def test_a_model_that_holds_is_served_and_one_that_fell_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(tmp_path / "a.tar.gz", train_into, lambda _: HOLDS, HOLDS) == 0
    assert publish(tmp_path / "b.tar.gz", train_into, lambda _: FELL, HOLDS) == 1
    assert served(tmp_path) == "weights of a.tar.gz"
    assert "intents_f1 fell from 0.9 to 0.8" in capsys.readouterr().out


def test_the_earlier_model_is_put_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        publish(tmp_path / f"{name}.tar.gz", train_into, lambda _: HOLDS, HOLDS)
    assert go_back(tmp_path) == 0
    assert served(tmp_path) == "weights of a.tar.gz"
    show_book(tmp_path)
    assert [one.model[0] for one in read_book(tmp_path)] == ["a", "b", "a"]
    assert "second=0.9" in capsys.readouterr().out


def test_where_nothing_was_served_before_there_is_no_way_back(tmp_path: Path) -> None:
    assert go_back(tmp_path) == 1
    publish(tmp_path / "a.tar.gz", train_into, lambda _: HOLDS, HOLDS)
    assert go_back(tmp_path) == 1
    assert served(tmp_path) == "weights of a.tar.gz"


def test_the_same_model_again_is_written_down_once_and_few_are_kept(tmp_path: Path) -> None:
    for number in range(9):
        model = tmp_path / f"{number}.tar.gz"
        train_into(model)
        put_in_place(model)
        put_in_place(model)
    assert len(read_book(tmp_path)) == 9
    assert len(list(tmp_path.glob("?.tar.gz"))) == 6


def test_a_correction_that_is_a_validation_message_is_found(tmp_path: Path) -> None:
    row = {"id": "1", "text": "钱到了吗", "intents": ["check_payment"]}
    (tmp_path / "set.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    examples = "- 钱到了吗\n      - 钱呢\n"
    (tmp_path / "2026-11.yml").write_text(
        f"version: '3.1'\nnlu:\n- intent: check_payment\n  examples: |\n      {examples}", encoding="utf-8"
    )
    assert find_learnt_by_heart(tmp_path, tmp_path) == ["钱到了吗"]
