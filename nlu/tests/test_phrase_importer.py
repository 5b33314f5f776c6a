"""What Rasa is given to learn from: every phrase as it stands, and nothing that is not of our form."""

from pathlib import Path

import pytest

from nlu.phrase_importer import PhraseImporter

PHRASES = """
version: "3.1"
nlu:
- intent: affirm
  metadata: {asked: step, move: agree}
  examples: |
    - 对
    -  就 这样
- intent: greet
  examples: |
    - 您好[您好](x)
"""
RULES = """
version: "3.1"
rules:
- rule: greet
  steps:
  - intent: greet
  - action: action_listen
"""


def read(folder: Path, **files: str) -> PhraseImporter:
    for name, content in files.items():
        (folder / f"{name}.yml").write_text(content, encoding="utf-8")
    return PhraseImporter("config.yml", None, [str(folder)])


def test_phrases_come_with_intent_and_metadata_and_nothing_in_them_is_a_sign(tmp_path: Path) -> None:
    importer = read(tmp_path, phrases=PHRASES, rules=RULES)
    learned = [
        (one.get("text"), one.get("intent"), one.get("metadata"))
        for one in importer.get_nlu_data().training_examples
    ]
    agreed = {"intent": {"asked": "step", "move": "agree"}}
    assert learned == [
        ("对", "affirm", agreed),
        ("就 这样", "affirm", agreed),
        ("您好[您好](x)", "greet", None),
    ]
    assert importer.get_nlu_data() is importer.get_nlu_data()
    assert len(importer.get_stories().story_steps) == 1


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "nlu:\n- examples: |\n    - 好",
        "nlu:\n- intent: affirm\n  exmples: |\n    - 好",
        "nlu:\n- intent: affirm\n  examples: |\n    好",
        "nlu:\n- 好",
    ],
)
def test_what_is_not_of_our_form_stops_the_training_and_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(ValueError, match=r"broken\.yml"):
        read(tmp_path, broken=content).get_nlu_data()
