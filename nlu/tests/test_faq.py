"""Which frequently asked question a message asks: by words, by meaning where there is an encoder, and by its intents."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import load_npz

from nlu.components.faq_classifier import FaqClassifier
from nlu.tests.model_storage import ModelFolder

LOST = ["发票丢了怎么办", "收据找不着了还能报吗", "票子弄丢了咋整", "丢了发票能补开吗", "票丢了能不能报"]
SEEN = [
    "单位会不会知道我的病",
    "领导能看到我的病历吗",
    "我的病别人知道吗",
    "同事看得到诊断吗",
    "公司知道我病了吗",
]
OTHERS = [
    "你好",
    "我的理赔到哪了",
    "住院给多少钱",
    "要什么材料",
    "谢谢",
    "怎么参加",
    "我要转人工",
    "几点上班",
]


def say(text: str, intent: str, faq: str = "") -> Message:
    return Message({TEXT: text, INTENT: intent, METADATA: {METADATA_INTENT: {"faq": faq} if faq else {}}})


def train(folder: Path, examples: Sequence[Message]) -> FaqClassifier:
    """A classifier that was trained, written and read again; without the encoder, which is not needed to read words."""
    config = {**FaqClassifier.get_default_config(), "encoder": str(folder / "nowhere")}
    made = FaqClassifier.create(config, ModelFolder(folder), None, None)
    made.train(TrainingData(list(examples)))
    return FaqClassifier.load(config, ModelFolder(folder), None, None)


def rank(classifier: FaqClassifier, text: str, intents: Sequence[str], **more: Any) -> list[dict[str, Any]]:
    message = Message({TEXT: text, "intents": list(intents), **more})
    classifier.process([message])
    found: list[dict[str, Any]] = message.get("faq_ranking")
    return found


@pytest.fixture
def classifier(tmp_path: Path) -> FaqClassifier:
    lost = [say(text, "ask_documents", "lost_receipt") for text in LOST]
    seen = [say(text, "ask_privacy", "who_sees_illness") for text in SEEN]
    return train(tmp_path, [*lost, *seen, *(say(text, "ask_process") for text in OTHERS)])


def test_a_question_is_known_in_other_words_and_others_are_none(classifier: FaqClassifier) -> None:
    found = rank(classifier, "发票给弄丢了怎么办", ["ask_documents"])
    assert found[0]["name"] == "lost_receipt"
    assert found[0]["confidence"] > 0.5
    other = rank(classifier, "我的理赔到哪了", ["ask_documents", "ask_privacy"])
    assert all(one["confidence"] < 0.5 for one in other)


def test_with_an_intent_that_none_of_its_phrases_has_it_must_be_surer(classifier: FaqClassifier) -> None:
    usual, strange = rank(classifier, LOST[0], ["ask_documents"]), rank(classifier, LOST[0], ["greet"])
    assert usual[0]["name"] == strange[0]["name"] == "lost_receipt"
    assert strange[0]["confidence"] < usual[0]["confidence"]
    assert rank(classifier, "", ["ask_documents"]) == []


def test_a_model_from_before_the_words_had_a_file_of_their_own_reads_alike(
    classifier: FaqClassifier, tmp_path: Path
) -> None:
    now = rank(classifier, SEEN[1], ["ask_privacy"])
    with np.load(tmp_path / "faq.npz") as arrays:
        np.savez(tmp_path / "faq.npz", weights=load_npz(tmp_path / "faq_words.npz").toarray(), **arrays)
    (tmp_path / "faq_words.npz").unlink()
    before = FaqClassifier.load(FaqClassifier.get_default_config(), ModelFolder(tmp_path), None, None)
    assert rank(before, SEEN[1], ["ask_privacy"]) == now


def test_what_is_near_to_a_question_and_named_none_is_no_question(tmp_path: Path) -> None:
    near = "单位周末有没有人"
    lost = [say(text, "ask_documents", "lost_receipt") for text in LOST]
    seen = [say(text, "ask_privacy", "who_sees_illness") for text in SEEN]
    taught = train(tmp_path, [*lost, *seen, say(near, "ask_contact", "none")])
    assert {one["name"] for one in rank(taught, near, ["ask_contact"])} == {
        "lost_receipt",
        "who_sees_illness",
    }
    assert all(one["confidence"] < 0.5 for one in rank(taught, near, ["ask_contact"]))


def test_each_clause_has_its_own(classifier: FaqClassifier) -> None:
    message = Message({TEXT: f"{LOST[0]} {SEEN[0]}", "intents": ["ask_documents"]})
    end = len(LOST[0])
    parts = [
        {"text": LOST[0], "start": 0, "end": end, "intents": ["ask_documents"]},
        {"text": SEEN[0], "start": end + 1, "end": end + 1 + len(SEEN[0]), "intents": ["ask_privacy"]},
    ]
    message.set("parts", parts)
    classifier.process([message])
    assert [part["faq"][0]["name"] for part in message.get("parts")] == ["lost_receipt", "who_sees_illness"]


def test_a_clause_that_asks_nothing_else_is_a_part_too(classifier: FaqClassifier) -> None:
    message = Message({TEXT: f"{LOST[0]}，{SEEN[0]}", "intents": ["ask_documents"]})
    first = {"text": LOST[0], "start": 0, "end": len(LOST[0]), "intents": ["ask_documents"]}
    message.set("parts", [first])
    classifier.process([message])
    asked = [(part["faq"][0]["name"], part["intents"]) for part in message.get("parts")]
    assert asked == [("lost_receipt", ["ask_documents"]), ("who_sees_illness", [])]


def test_without_questions_it_reads_nothing(tmp_path: Path) -> None:
    assert (
        rank(train(tmp_path, [say(text, "ask_process") for text in OTHERS]), LOST[0], ["ask_process"]) == []
    )
