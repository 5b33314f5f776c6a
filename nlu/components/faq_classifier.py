"""Adds to each message, and to each of its clauses, which frequently asked question it asks."""

import json
from collections.abc import Collection, Mapping, Sequence
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
from scipy.sparse import csr_matrix, load_npz, save_npz

from nlu.components.clauses import split_clauses
from nlu.components.concepts import read_concepts
from nlu.components.entities import read_lists
from nlu.components.examples import Example, order, read_example
from nlu.components.expecting import NOTHING
from nlu.components.faq_finder import FaqFinder, FaqModel, Vectors, learn_faq
from nlu.components.linear import Features
from nlu.components.sentences.averaging import VECTOR
from nlu.components.sentences.encoder import SentenceEncoder, find_encoder
from nlu.components.views import SCALES, Viewer

_ARRAYS, _WORDS, _NAMES = "faq.npz", "faq_words.npz", "faq.json"
_NUMBERS = ("bias", "meaning", "mean", "spread")
_MOST_PARTS = 4


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class FaqClassifier(GraphComponent, IntentClassifier):
    """Adds `faq_ranking`, the likeliest first. A phrase names its question: `metadata: {faq: newcomer_mid_term}`.

    Stands after whatever finds the intents: a question is asked only where one of its phrases' intents was found.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`code_version` rises with every change here, so that the training cache sees it."""
        return {
            "code_version": 7,
            "folder": "nlu/lookups",
            "encoder": "nlu/encoder/model",
            "others": 2000,
            "ranking_length": 3,
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        finder: FaqFinder | None = None,
        encoder: SentenceEncoder | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._finder = finder
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FaqClassifier":
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
    ) -> "FaqClassifier":
        """A trained component; by words alone where the encoder here is not the one that it was trained with."""
        encoder = find_encoder(Path(config["encoder"]))
        with model_storage.read_from(resource) as folder:
            names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
            arrays = np.load(folder / _ARRAYS, allow_pickle=False)
            numbers = {one: arrays[one] for one in _NUMBERS}
            intents = names["intents"]
            model = FaqModel(tuple(intents), _load_words(folder, arrays), intents=intents, **numbers)
            columns = {feature: column for column, feature in enumerate(names["features"])}
            features = Features(columns, arrays["idf"], SCALES)
        is_the_same = encoder is not None and encoder.digest == names["encoder"]
        viewer = Viewer(names["words"], names["concepts"])
        finder = FaqFinder(viewer, features, model)
        return cls(config, model_storage, resource, finder, encoder if is_the_same else None)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the questions, and keeps them with the digest of the encoder."""
        folder, encoder = Path(self._config["folder"]), find_encoder(Path(self._config["encoder"]))
        words, concepts = read_lists(folder), read_concepts(folder)
        examples = order(map(_read, training_data.intent_examples))
        self._encoder = encoder
        self._finder = learn_faq(Viewer(words, concepts), encoder, examples, self._config["others"])
        model, features = self._finder.model, self._finder.features
        names = {
            "intents": {question: sorted(model.intents[question]) for question in model.questions},
            "features": list(features.columns),
            "words": words,
            "concepts": concepts,
            "encoder": encoder.digest if encoder else "",
        }
        arrays = {"idf": features.idf} | {one: getattr(model, one) for one in _NUMBERS}
        with self._storage.write_to(self._resource) as place:
            (place / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
            np.savez(place / _ARRAYS, **arrays)
            save_npz(place / _WORDS, model.words, compressed=False)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the ranking to each message, and to each of its clauses; one that asks nothing else is added to its parts."""
        for message in messages:
            text, intents = message.get(TEXT) or "", message.get("intents") or ()
            message.set("faq_ranking", self._rank(text, intents, self._see(message)), add_to_output=True)
            parts = self._add_clauses(text, message.get("parts") or ())
            ranked = [
                {
                    **one,
                    "faq": self._rank(
                        one["text"], one["intents"] or intents, self._see_part(one, len(parts))
                    ),
                }
                for one in parts
            ]
            message.set("parts", ranked, add_to_output=True)
        return messages

    def _add_clauses(self, text: str, parts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The parts, and in their places the clauses that belong to none of them; of a long story the parts alone."""
        clauses = split_clauses(text)
        if not 1 < len(clauses) <= _MOST_PARTS:
            return list(parts)
        rest = [
            {"text": one.text, "start": one.start, "end": one.end, "intents": [], "aspects": [], "about": []}
            for one in clauses
            if not any(part["start"] < one.end and one.start < part["end"] for part in parts)
        ]
        return sorted([*parts, *rest], key=lambda one: one["start"])

    def _see(self, message: Message) -> Vectors | None:
        """The vector that the message carries, in view of what was expected, unless this model learned without one."""
        seen: Vectors | None = message.get(VECTOR) if self._encoder else None
        return seen

    def _see_part(self, part: Mapping[str, Any], of: int) -> Vectors | None:
        """The vector of a clause among several, each of which may be a question of its own; they cost some milliseconds each."""
        is_one_of_several = 1 < of <= _MOST_PARTS
        return self._encoder.embed(part["text"], NOTHING) if self._encoder and is_one_of_several else None

    def _rank(
        self, text: str, intents: Collection[str], vector: Vectors | None = None
    ) -> list[dict[str, Any]]:
        ranking = self._finder.read(text, intents, vector) if self._finder else ()
        length = self._config["ranking_length"]
        return [{"name": name, "confidence": confidence} for name, confidence in ranking[:length]]


def _load_words(folder: Path, arrays: Mapping[str, Vectors]) -> csr_matrix:
    """A model from before they had a file of their own, put back from the disk, has them among its arrays."""
    return load_npz(folder / _WORDS) if (folder / _WORDS).exists() else csr_matrix(arrays["weights"])


def _read(message: Message) -> Example:
    metadata = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return read_example(message.get(TEXT), message.get(INTENT), metadata)
