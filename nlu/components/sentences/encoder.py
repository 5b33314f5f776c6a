"""Opens the encoder that lies in this repository, and brings messages to vectors with it."""

import hashlib
import json
import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nlu.components.expecting import Expects
from nlu.components.sentences.heads import Heads, read_heads
from nlu.components.sentences.pieces import Pieces

CARD, GRAPH, HEADS, PIECES = "card.json", "encoder.onnx", "heads.npz", "pieces.json"
FILES = (GRAPH, HEADS, PIECES)
log = logging.getLogger(__name__)


class EncoderUnusableError(Exception):
    """Messages are read without the encoder; the words say why."""


class _Session(Protocol):
    def run(self, names: None, inputs: dict[str, Any]) -> list[NDArray[np.float32]]: ...


@dataclass(frozen=True)
class SentenceEncoder:
    """What a message means as one vector, in view of what its conversation expects; and the heads as they were taught."""

    session: _Session
    pieces: Pieces
    heads: Heads
    digest: str

    def embed(self, message: str, expects: Expects) -> NDArray[np.float32]:
        """One vector, however long the message is."""
        read = np.array([self.pieces.read(message, expects)], dtype=np.int64)
        vector: NDArray[np.float32] = self.session.run(None, {"pieces": read})[0][0]
        return vector


def open_encoder(folder: Path) -> SentenceEncoder:
    """The encoder of `folder`; raises `EncoderUnusableError` where it is not there, not whole, or cannot be run here."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        foreign = [name for name in FILES if card["files"][name] != digest(folder / name)]
        if foreign:
            raise EncoderUnusableError(f"{', '.join(foreign)} is not the file that the card names")
        written = json.loads((folder / PIECES).read_text(encoding="utf-8"))
        heads = read_heads(folder / HEADS)
        return SentenceEncoder(
            _open_session(folder / GRAPH),
            Pieces(written["pieces"], written["scores"]),
            heads,
            str(card["files"][GRAPH]),
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise EncoderUnusableError(f"{type(fault).__name__}: {fault}") from fault


@cache
def find_encoder(folder: Path) -> SentenceEncoder | None:
    """The encoder of `folder`, opened once for all that read with it; None where it cannot be used, which is logged."""
    try:
        return open_encoder(folder)
    except EncoderUnusableError as fault:
        say_unused(
            str(fault), "Put the files of nlu/encoder/model back, and build the environment anew: make setup."
        )
        return None


def say_unused(reason: str, advice: str) -> None:
    """One line; members are answered all the same, a little less well."""
    log.warning("sentence_encoder_unused reason=%s advice=%s", reason, advice)


def digest(file: Path) -> str:
    """What the card names a file by."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _open_session(file: Path) -> _Session:
    """On one thread: a message is short, and several are read at once by several processes."""
    try:
        import onnxruntime
    except ImportError as fault:
        raise EncoderUnusableError(f"onnxruntime cannot be loaded: {fault}") from fault
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session: _Session = onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"]
        )
    except Exception as fault:
        # The library has many kinds of its own, all of RuntimeError or of nothing better.
        raise EncoderUnusableError(f"onnxruntime {onnxruntime.__version__} cannot run it: {fault}") from fault
    return session
