"""Finds what a message asks: one ranked list of intents, and every intent in the order asked."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.concepts import read_concepts
from nlu.components.entities import read_lists
from nlu.components.intents import IntentFinder, Thresholds
from nlu.components.linear import Example, LinearModel, fit
from nlu.components.mixing import mix, read_courtesies, spell, surround
from nlu.components.views import SCALES, Viewer

_ARRAYS = "weights.npz"
_NAMES = "names.json"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """A linear classifier over five views of a message.

    Besides Rasa's `intent` and `intent_ranking` each message gets `intents`: all that it asks, in order. A training
    example asks several where its intent's metadata name them: `metadata: {intents: [first, second]}`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`code_version` rises with every change here, so that the training cache sees it."""
        return {
            "code_version": 7,
            "folder": "nlu/lookups",
            "strength": 0.7,
            "mixed_examples": 2000,
            "surrounded_examples": 1500,
            "drawings": 3,
            "ranking_length": 5,
            "thresholds": {},
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        finder: IntentFinder | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> "LinearIntentClassifier":
        """A trained component from storage."""
        with model_storage.read_from(resource) as folder:
            names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
            arrays = np.load(folder / _ARRAYS, allow_pickle=False)
            columns = {feature: column for column, feature in enumerate(names["features"])}
            model = LinearModel(
                tuple(names["labels"]), columns, arrays["idf"], arrays["weights"], arrays["bias"], SCALES
            )
        viewer = Viewer(names["words"], names["concepts"])
        return cls(config, model_storage, resource, cls._join(config, model, viewer))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the classifier and stores it as arrays and JSON."""
        folder = Path(self._config["folder"])
        words, concepts = read_lists(folder), read_concepts(folder)
        viewer = Viewer(words, concepts)
        examples = [_read_example(message) for message in training_data.intent_examples]
        drawings = [
            self._draw(examples, read_courtesies(folder), seed) for seed in range(self._config["drawings"])
        ]
        model = fit(examples, drawings, viewer.view, self._config["strength"], SCALES)
        self._finder = self._join(self._config, model, viewer)
        with self._storage.write_to(self._resource) as place:
            names = {
                "labels": model.labels,
                "features": list(model.columns),
                "words": words,
                "concepts": concepts,
            }
            (place / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
            np.savez(place / _ARRAYS, idf=model.idf, weights=model.weights, bias=model.bias)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the intents to each message."""
        for message in messages:
            ranking, intents = self._read(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("intents", intents, add_to_output=True)
        return messages

    def _draw(
        self, examples: Sequence[Example], courtesies: Mapping[str, Sequence[str]], seed: int
    ) -> list[Example]:
        return [
            *mix(examples, self._config["mixed_examples"], seed),
            *spell(examples),
            *surround(examples, self._config["surrounded_examples"], courtesies, seed),
        ]

    def _read(self, text: str) -> tuple[list[dict[str, Any]], list[str]]:
        reading = self._finder.read(text) if self._finder else None
        if reading is None:
            return [{"name": None, "confidence": 0.0}], []
        ranking = [
            {"name": name, "confidence": confidence}
            for name, confidence in reading.ranking[: self._config["ranking_length"]]
        ]
        return ranking, list(reading.intents)

    @staticmethod
    def _join(config: dict[str, Any], model: LinearModel, viewer: Viewer) -> IntentFinder:
        return IntentFinder(model, viewer, Thresholds(**config["thresholds"]))


def _read_example(message: Message) -> Example:
    metadata = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return message.get(TEXT), tuple(metadata.get("intents") or (message.get(INTENT),))
