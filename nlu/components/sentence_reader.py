"""Lets the sentence encoder read each message; where it cannot be used, the linear model reads alone."""

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.examples import Example, order, read_example
from nlu.components.expecting import read_metadata
from nlu.components.sentences.averaging import SCORES, VECTOR
from nlu.components.sentences.encoder import SentenceEncoder, find_encoder, say_unused
from nlu.components.sentences.heads import Heads, read_heads, write_heads

_HEADS, _OF = "heads.npz", "encoder.txt"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True)
class SentenceReader(GraphComponent):
    """The encoder itself lies in `folder` and is not trained here; its heads learn the phrases that it was not taught.

    A model keeps its heads and the digest of the encoder that they are for.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`code_version` rises with every change here. `most_learnt` phrases take about ten seconds."""
        return {"code_version": 3, "folder": "nlu/encoder/model", "most_learnt": 2000}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        encoder: SentenceEncoder | None,
        heads: Heads | None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._encoder = encoder
        self._heads = heads

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceReader":
        """A reader before training, with the heads as the encoder was taught them."""
        encoder = find_encoder(Path(config["folder"]))
        return cls(config, model_storage, resource, encoder, encoder.heads if encoder else None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> "SentenceReader":
        """A trained reader; without its encoder where the one that lies here is another."""
        with model_storage.read_from(resource) as folder:
            of = (folder / _OF).read_text(encoding="utf-8")
            heads = read_heads(folder / _HEADS) if of else None
        if heads is None:
            say_unused("the model was trained without it", "Train again where it can be used: make train.")
            return cls(config, model_storage, resource, None, None)
        encoder = find_encoder(Path(config["folder"]))
        if encoder and encoder.digest != of:
            say_unused("the model was trained with another one", "Train again: make train.")
            encoder = None
        return cls(config, model_storage, resource, encoder, heads)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns what the encoder was not taught, and keeps the heads with the model."""
        if self._encoder and self._heads:
            new = self._heads.find_new(order(map(_read, training_data.intent_examples)))
            self._heads = _learn(self._encoder, self._heads, new[-self._config["most_learnt"] :])
        with self._storage.write_to(self._resource) as folder:
            (folder / _OF).write_text(self._encoder.digest if self._encoder else "", encoding="utf-8")
            if self._heads:
                write_heads(folder / _HEADS, self._heads)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds to each message what the encoder says of it."""
        if self._encoder and self._heads:
            for message in messages:
                text, expects = message.get(TEXT) or "", read_metadata(message.get(METADATA))
                vector = self._encoder.embed(text, expects)
                message.set(SCORES, self._heads.score(vector))
                message.set(VECTOR, vector)
        return messages


def _learn(encoder: SentenceEncoder, heads: Heads, new: list[Example]) -> Heads:
    if not new:
        return heads
    return heads.learn(new, np.stack([encoder.embed(one.text, one.expects) for one in new]))


def _read(message: Message) -> Example:
    metadata = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return read_example(message.get(TEXT), message.get(INTENT), metadata)
