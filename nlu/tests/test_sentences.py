"""The sentence encoder beside the linear model: what it reads, what it learns, and how it is done without."""

import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.examples import Example
from nlu.components.expecting import NOTHING, Expects
from nlu.components.sentence_reader import SentenceReader
from nlu.components.sentences import encoder as opening
from nlu.components.sentences.averaging import SCORES, Share, average
from nlu.components.sentences.encoder import (
    EncoderUnusableError,
    SentenceEncoder,
    digest,
    find_encoder,
    open_encoder,
)
from nlu.components.sentences.heads import NAMES, Head, Heads, name_example, read_heads, write_heads
from nlu.components.sentences.pieces import CONTEXTS, END, LONGEST, SIGNS, START, UNKNOWN, Pieces
from nlu.tests.model_storage import ModelFolder
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject

WORDS = ("\u2581", "理", "赔", "理赔", "到", "哪", "了", "到哪了", "材", "料", "材料", "好", "的")
PIECES = Pieces([*SIGNS, *WORDS], [0, 0, 0, 0, *(-9.0 + 1.5 * len(one) for one in WORDS)])
WIDTH = 16
LABELS = {
    "intents": ("ask_documents", "check_claim", "greet"),
    "moves": ("agree", "ask"),
    "aspects": ("missing", "state"),
    "about": ("claim", "none"),
}
TAUGHT = [Example("理赔到哪了", ("check_claim",)), Example("材料", ("ask_documents",))]


class Session:
    """Each piece has a direction of its own, and a message is the mean of its pieces."""

    directions = np.random.default_rng(0).normal(size=(len(SIGNS) + len(WORDS) + len(CONTEXTS), WIDTH))

    def run(self, _names: None, inputs: dict[str, Any]) -> list[np.ndarray]:
        return [self.directions[inputs["pieces"]].mean(axis=1).astype(np.float32)]


def make_heads() -> Heads:
    chance = np.random.default_rng(1)
    heads = {
        name: Head(labels, chance.normal(size=(WIDTH + 1, len(labels))).astype(np.float32))
        for name, labels in LABELS.items()
    }
    rows = np.hstack([chance.normal(size=(300, WIDTH)), np.ones((300, 1))]).astype(np.float32)
    return Heads(heads, rows.T @ rows, frozenset(map(name_example, TAUGHT)))


def make_encoder() -> SentenceEncoder:
    return SentenceEncoder(Session(), PIECES, make_heads(), "one")


def make_reader(storage: ModelFolder, *, load: bool = False) -> SentenceReader:
    made = SentenceReader.load if load else SentenceReader.create
    return made(SentenceReader.get_default_config(), storage, None, None)


def use(monkeypatch: pytest.MonkeyPatch, encoder: SentenceEncoder | None) -> None:
    def open_this(_folder: Path) -> SentenceEncoder:
        if encoder is None:
            raise EncoderUnusableError("gone")
        return encoder

    monkeypatch.setattr(opening, "open_encoder", open_this)
    find_encoder.cache_clear()


@pytest.fixture(autouse=True)
def _forget_encoders() -> Iterator[None]:
    yield
    find_encoder.cache_clear()


def say(text: str, intent: str) -> Message:
    return Message({TEXT: text, INTENT: intent, METADATA: {METADATA_INTENT: {}}})


def read(reader: SentenceReader, text: str) -> dict[str, dict[str, float]] | None:
    message = Message({TEXT: text})
    reader.process([message])
    scores: dict[str, dict[str, float]] | None = message.get(SCORES)
    return scores


def test_a_message_is_cut_into_its_likeliest_pieces() -> None:
    found = [PIECES.pieces[place] for place in PIECES.cut("理赔到哪了")]
    assert found == ["\u2581", "理赔", "到哪了"]
    assert PIECES.cut("理鑫") == [PIECES.pieces.index("\u2581"), PIECES.pieces.index("理"), UNKNOWN]


def test_what_is_expected_stands_before_the_message() -> None:
    plain = PIECES.read("好的", NOTHING)
    expected = PIECES.read("好的", Expects(Asked.YES, Subject.CLAIM))
    first = len(PIECES.pieces)
    assert plain[0] == START
    assert plain[-1] == END
    assert [one for one in expected if one not in plain] == [
        first + CONTEXTS.index("asked:yes"),
        first + CONTEXTS.index("subject:claim"),
    ]


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂" * 3000, "理赔" * 2500, "a b\n" * 500])
def test_any_message_is_read_and_none_is_too_long(text: str) -> None:
    assert 2 <= len(PIECES.read(text, Expects(Asked.YES, Subject.CLAIM))) <= LONGEST


def test_of_a_long_message_both_ends_are_read() -> None:
    read = PIECES.read("材料" + "好" * 200 + "理赔", NOTHING)
    assert PIECES.pieces.index("材料") in read
    assert PIECES.pieces.index("理赔") in read


def test_what_is_learnt_afterwards_is_known_and_hardly_moves_the_rest() -> None:
    encoder, heads = make_encoder(), make_heads()
    new = Example("到哪了", ("greet",), move=Move.ASK, aspects=(Aspect.STATE,), about=())
    vector = encoder.embed(new.text, new.expects)
    learnt = heads.learn([new], vector[None])
    scores = learnt.score(vector)
    assert max(scores["intents"], key=lambda one: scores["intents"][one]) == "greet"
    assert scores["aspects"]["state"] > 0 > scores["aspects"]["missing"]
    others = np.random.default_rng(2).normal(size=(200, WIDTH + 1))
    moved = others @ (learnt.heads["intents"].weights - heads.heads["intents"].weights)
    own = np.append(vector, 1) @ (learnt.heads["intents"].weights - heads.heads["intents"].weights)
    assert np.sqrt((moved**2).mean()) < np.abs(own).max()


def test_learning_is_the_same_each_time_and_nothing_new_changes_nothing() -> None:
    encoder, heads = make_encoder(), make_heads()
    new = [Example("好的", ("greet",)), Example("材料好了", ("ask_documents",))]
    vectors = np.stack([encoder.embed(one.text, one.expects) for one in new])
    one, other = heads.learn(new, vectors), heads.learn(new, vectors)
    assert all(np.array_equal(one.heads[name].weights, other.heads[name].weights) for name in NAMES)
    assert heads.learn([], vectors[:0]) is heads
    assert heads.find_new([*TAUGHT, *new]) == new


def test_a_phrase_is_known_again_by_what_the_heads_learn_of_it() -> None:
    heads, (one, other) = make_heads(), TAUGHT
    assert heads.find_new([replace(one, faq="f1"), replace(other, faq="f2")]) == []
    assert heads.find_new([replace(one, intents=("greet",))])


def test_heads_are_kept_as_they_are(tmp_path: Path) -> None:
    heads = make_heads()
    write_heads(tmp_path / "heads.npz", heads)
    kept = read_heads(tmp_path / "heads.npz")
    vector = np.arange(WIDTH, dtype=np.float32)
    assert kept.score(vector) == heads.score(vector)
    assert kept.taught == heads.taught


def test_margins_are_averaged_and_unknown_labels_are_the_linear_models() -> None:
    margins = np.array([-0.5, 0.5, -1.0], np.float32)
    share = Share(weight=0.5, scale=0.1)
    mixed = average(("a", "b", "new"), margins, {"a": 10.0, "b": -10.0}, share)
    assert mixed.round(3).tolist() == [0.25, -0.25, -1.0]
    assert average(("a", "b", "new"), margins, None, share) is margins


def test_a_reader_learns_and_reads_the_same_after_loading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, make_encoder())
    reader = make_reader(ModelFolder(tmp_path))
    before = read(reader, "好的")
    reader.train(TrainingData([say("好的", "greet"), say("材料", "ask_documents")]))
    after = read(make_reader(ModelFolder(tmp_path), load=True), "好的")
    assert before
    assert after
    assert after["intents"]["greet"] > 0
    assert after == read(reader, "好的")


@pytest.mark.parametrize("then", [None, SentenceEncoder(Session(), PIECES, make_heads(), "another")])
def test_without_its_encoder_a_model_reads_with_the_linear_model_and_says_so_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    then: SentenceEncoder | None,
) -> None:
    use(monkeypatch, make_encoder())
    make_reader(ModelFolder(tmp_path)).train(TrainingData([say("好的", "greet")]))
    use(monkeypatch, then)
    with caplog.at_level(logging.WARNING):
        reader = make_reader(ModelFolder(tmp_path), load=True)
    assert read(reader, "好的") is None
    assert [one.message.split()[0] for one in caplog.records] == ["sentence_encoder_unused"]
    assert "advice=" in caplog.text


def test_a_model_trained_without_an_encoder_is_read_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, None)
    reader = make_reader(ModelFolder(tmp_path))
    reader.train(TrainingData([say("好的", "greet")]))
    use(monkeypatch, make_encoder())
    assert read(make_reader(ModelFolder(tmp_path), load=True), "好的") is None


def write_files(folder: Path) -> None:
    """Files that the card names, none of them an encoder."""
    (folder / "encoder.onnx").write_bytes(b"no graph")
    (folder / "pieces.json").write_text(json.dumps({"pieces": PIECES.pieces, "scores": PIECES.scores}))
    write_heads(folder / "heads.npz", make_heads())
    names = ("encoder.onnx", "heads.npz", "pieces.json")
    card = {"files": {name: digest(folder / name) for name in names}}
    (folder / "card.json").write_text(json.dumps(card))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("card.json", b"{"),
        ("card.json", b"[]"),
        ("card.json", b'{"files": {}}'),
        ("pieces.json", b"[1]"),
        ("heads.npz", b"PK damaged"),
        ("encoder.onnx", b"another"),
    ],
)
def test_a_damaged_file_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    write_files(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EncoderUnusableError):
        open_encoder(tmp_path)


def test_a_missing_folder_a_foreign_graph_and_a_missing_library_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(EncoderUnusableError):
        open_encoder(tmp_path / "nowhere")
    write_files(tmp_path)
    with pytest.raises(EncoderUnusableError, match="cannot run it"):
        open_encoder(tmp_path)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EncoderUnusableError, match="cannot be loaded"):
        open_encoder(tmp_path)
