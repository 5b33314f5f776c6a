"""Finds what a message names, from word lists: programmes, events, illnesses, relations, districts, offices."""

import json
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.entities import Entity, EntityFinder, read_lists

_LEXICON = "lexicon.json"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True)
class LexiconEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Word lists in `folder`; programmes by their sound too; numbers, dates and amounts by their form."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`code_version` rises with every change here."""
        return {"code_version": 3, "folder": "nlu/lookups"}

    def __init__(
        self, storage: ModelStorage, resource: Resource, folder: Path, finder: EntityFinder | None
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._folder = folder
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LexiconEntityExtractor":
        """An extractor that has not read its lists yet."""
        return cls(model_storage, resource, Path(config["folder"]), None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_kwargs: Any,
    ) -> "LexiconEntityExtractor":
        """An extractor with the lists that it was trained with."""
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / _LEXICON).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Path(config["folder"]), EntityFinder(words))

    def train(self, training_data: TrainingData) -> Resource:
        """Reads the lists and keeps them with the model."""
        words = read_lists(self._folder)
        self._finder = EntityFinder(words)
        with self._storage.write_to(self._resource) as folder:
            (folder / _LEXICON).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities to each message."""
        for message in messages:
            found = self._finder.find(message.get(TEXT) or "") if self._finder else []
            entities = message.get(ENTITIES, []) + [self._as_rasa(entity) for entity in found]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _as_rasa(self, entity: Entity) -> dict[str, Any]:
        return {
            "entity": entity.type,
            "value": entity.value,
            "start": entity.start,
            "end": entity.end,
            "extractor": self.__class__.__name__,
        }
