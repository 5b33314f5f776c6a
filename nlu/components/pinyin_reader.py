"""Puts the Chinese in the place of a message typed in pinyin, so that everything after it reads it as any other."""

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.spelling import Speller, count_runs

_RUNS = "runs.json"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True)
class PinyinReader(GraphComponent):
    """Learns from the phrases what follows what; stands before whatever reads a message's text."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`code_version` rises with every change here."""
        return {"code_version": 1}

    def __init__(self, storage: ModelStorage, resource: Resource, speller: Speller | None) -> None:
        self._storage = storage
        self._resource = resource
        self._speller = speller

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PinyinReader":
        """A reader that knows no phrases yet."""
        return cls(model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> "PinyinReader":
        """A reader with the phrases that it was trained with."""
        with model_storage.read_from(resource) as folder:
            runs = json.loads((folder / _RUNS).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Speller(runs))

    def train(self, training_data: TrainingData) -> Resource:
        """Counts what stands beside what, and keeps it with the model."""
        runs = count_runs(str(one.get(TEXT)) for one in training_data.intent_examples)
        with self._storage.write_to(self._resource) as folder:
            (folder / _RUNS).write_text(json.dumps(runs, ensure_ascii=False), encoding="utf-8")
        self._speller = Speller(runs)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Each message in characters."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._speller and text:
                message.set(TEXT, self._speller.spell(text), add_to_output=True)
        return messages
