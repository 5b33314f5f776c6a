"""Finds what a message asks: one ranked list of intents, and every intent of its clauses."""

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.clauses import split_clauses
from nlu.components.linear import LinearModel, fit
from nlu.components.text import normalise

_ARRAYS = "weights.npz"
_NAMES = "names.json"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """A linear classifier over character n-grams, read at run time with NumPy alone.

    Besides Rasa's `intent` and `intent_ranking` each message gets `intents`: all that it asks, in order.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`code_version` rises with every change here, so that the training cache sees it."""
        return {"code_version": 1, "strength": 30.0, "clause_confidence": 0.6, "ranking_length": 5}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: LinearModel | None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """An untrained component."""
        return cls(config, model_storage, resource, None)

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
            columns = {gram: column for column, gram in enumerate(names["grams"])}
            model = LinearModel(
                tuple(names["labels"]), columns, arrays["idf"], arrays["weights"], arrays["bias"]
            )
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the classifier and stores it as arrays and JSON."""
        examples = [(message.get(TEXT), message.get(INTENT)) for message in training_data.intent_examples]
        self._model = fit([(text, intent) for text, intent in examples if text], self._config["strength"])
        with self._storage.write_to(self._resource) as folder:
            names = {"labels": self._model.labels, "grams": list(self._model.columns)}
            (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
            np.savez(
                folder / _ARRAYS, idf=self._model.idf, weights=self._model.weights, bias=self._model.bias
            )
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the intents to each message."""
        for message in messages:
            ranking = self._rank(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("intents", self._find_all(message.get(TEXT) or "", ranking[0]), add_to_output=True)
        return messages

    def _rank(self, text: str) -> list[dict[str, Any]]:
        if self._model is None or not normalise(text):
            return [{"name": None, "confidence": 0.0}]
        scores = self._model.score(text)
        best = np.argsort(-scores)[: self._config["ranking_length"]]
        return [{"name": self._model.labels[i], "confidence": float(scores[i])} for i in best]

    def _find_all(self, text: str, whole: dict[str, Any]) -> list[str]:
        """The intents of confident clauses in order; the whole message's own where no clause shows it."""
        least = self._config["clause_confidence"]
        tops = [self._rank(clause)[0] for clause in split_clauses(normalise(text))]
        found = [top["name"] for top in tops if top["confidence"] >= least]
        if whole["name"] and whole["name"] not in found:
            found.insert(0, whole["name"])
        return list(dict.fromkeys(found))
