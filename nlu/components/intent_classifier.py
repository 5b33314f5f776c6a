"""Finds what a message asks, of what, and what it does: every intent in the order asked; moves, aspects, subjects."""

import json
from collections.abc import Callable, Mapping, Sequence
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
from nlu.components.examples import Example, order, read_example
from nlu.components.expecting import read_metadata
from nlu.components.intents import IntentFinder, Part, Ranking, Thresholds
from nlu.components.linear import Features, LinearModel, Prepared, choose_features, fit, know_nothing, prepare
from nlu.components.looking import look_at_all, prepare_all
from nlu.components.mixing import interrupt, mix, read_courtesies, spell, surround
from nlu.components.sentences.averaging import SCORES, SHARES
from nlu.components.views import SCALES, Viewer
from vocabulary.expects import Move

_ARRAYS = "weights.npz"
_NAMES = "names.json"
_HEADS = ("intents", "moves", "aspects", "about")


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """A linear classifier over six views of a message, averaged with what a sentence encoder says where one does.

    Besides Rasa's `intent` and `intent_ranking` each message gets `intents`, all that it asks, in order, and `parts`,
    which of its clauses asks what;
    `move_ranking`, what it does in its conversation; `aspect_ranking` and `about_ranking`, what it asks of which kind
    of thing. What the conversation expects stands in the message's metadata. A training example asks several where
    its intent's metadata name them, and stands in a conversation where they say so:
    `metadata: {intents: [first, second], asked: record, subject: claim, move: carry, aspects: [when], about: claim}`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`code_version` rises with every change here, so that the training cache sees it."""
        return {
            "code_version": 14,
            "folder": "nlu/lookups",
            "strength": 0.7,
            "mixed_examples": 2000,
            "surrounded_examples": 1500,
            "interrupting_examples": 3000,
            "drawings": 2,
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
            viewer = Viewer(names["words"], names["concepts"])
            features = Features(columns, arrays["idf"], SCALES)
            heads = {head: _load(head, names, arrays) for head in _HEADS}
        limits = Thresholds(**config["thresholds"])
        finder = IntentFinder(viewer, features, thresholds=limits, shares=SHARES, **heads)
        return cls(config, model_storage, resource, finder)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the classifier and stores it as arrays and JSON."""
        folder = Path(self._config["folder"])
        words, concepts = read_lists(folder), read_concepts(folder)
        # What is often asked is learnt by itself: these phrases are of few matters, and would weigh too much here.
        examples = [one for one in order(map(_read, training_data.intent_examples)) if not one.faq]
        self._finder = self._learn(Viewer(words, concepts), examples, read_courtesies(folder))
        self._store(self._finder, {"words": words, "concepts": concepts})
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the intents to each message."""
        for message in messages:
            expects = read_metadata(message.get(METADATA))
            told = message.get(SCORES)
            reading = self._finder.read(message.get(TEXT) or "", expects, told) if self._finder else None
            ranking = self._name(reading.ranking) if reading else [{"name": None, "confidence": 0.0}]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("intents", list(reading.intents) if reading else [], add_to_output=True)
            message.set("move_ranking", self._name(reading.moves) if reading else [], add_to_output=True)
            message.set("aspect_ranking", self._name(reading.aspects) if reading else [], add_to_output=True)
            message.set("about_ranking", self._name(reading.about) if reading else [], add_to_output=True)
            parts = [self._name_part(one) for one in reading.parts] if reading else []
            message.set("parts", parts, add_to_output=True)
        return messages

    def _learn(
        self, viewer: Viewer, examples: Sequence[Example], courtesies: Mapping[str, Sequence[str]]
    ) -> IntentFinder:
        seen = look_at_all(viewer, examples)
        features = choose_features(seen, SCALES)
        written = prepare(examples, seen, features)
        del seen
        drawn = [self._draw(examples, courtesies, seed) for seed in range(self._config["drawings"])]
        drawings = prepare_all(drawn, viewer, features)
        strength = self._config["strength"]
        intents = fit(written, drawings, lambda one: one.intents, strength)
        moving = [one.select(lambda each: each.move is not None) for one in drawings]
        moves = fit(
            written.select(_teaches_move), moving, lambda one: [one.move] if one.move else [], strength
        )
        aspects = fit(*_keep(_teaches_aspects, written, drawings), lambda one: one.aspects or (), strength)
        about = fit(*_keep(_teaches_about, written, drawings), lambda one: one.about or (), strength)
        limits = Thresholds(**self._config["thresholds"])
        return IntentFinder(viewer, features, intents, moves, aspects, about, limits)

    def _store(self, finder: IntentFinder, lists: Mapping[str, Any]) -> None:
        names = {
            **{head: getattr(finder, head).labels for head in _HEADS},
            "features": list(finder.features.columns),
            **lists,
        }
        with self._storage.write_to(self._resource) as folder:
            (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
            arrays = {"idf": finder.features.idf}
            for head in _HEADS:
                model = getattr(finder, head)
                arrays |= {head: model.weights, f"{head}_bias": model.bias}
            np.savez(folder / _ARRAYS, **arrays)

    def _draw(
        self, examples: Sequence[Example], courtesies: Mapping[str, Sequence[str]], seed: int
    ) -> list[Example]:
        mixed = mix(examples, self._config["mixed_examples"], seed)
        return [
            *mixed,
            *spell(examples),
            *surround(examples, self._config["surrounded_examples"], courtesies, seed),
            *interrupt([*examples, *mixed], self._config["interrupting_examples"], seed),
        ]

    def _name_part(self, part: Part) -> dict[str, Any]:
        rankings = {"aspects": self._name(part.aspects), "about": self._name(part.about)}
        place = {"text": part.text, "start": part.start, "end": part.end}
        return {**place, "intents": list(part.intents), **rankings}

    def _name(self, ranking: Ranking) -> list[dict[str, Any]]:
        return [
            {"name": name, "confidence": confidence}
            for name, confidence in ranking[: self._config["ranking_length"]]
        ]


def _teaches_move(example: Example) -> bool:
    """Plain questions only ask; so many would make every move a question, and those in the drawings are enough."""
    return example.move is not None and (bool(example.expects) or example.move is not Move.ASK)


def _teaches_aspects(example: Example) -> bool:
    return example.aspects is not None


def _teaches_about(example: Example) -> bool:
    return example.about is not None


def _keep(
    teaches: Callable[[Example], bool], written: Prepared, drawings: Sequence[Prepared]
) -> tuple[Prepared, list[Prepared]]:
    """With one drawing: what was written names enough for these heads, and each drawing costs half a minute."""
    return written.select(teaches), [one.select(teaches) for one in drawings[:1]]


def _load(head: str, names: Mapping[str, Any], arrays: Mapping[str, Any]) -> LinearModel:
    """A model from before this head, put back from the disk, reads nothing with it."""
    if head not in names:
        return know_nothing(len(names["features"]))
    return LinearModel(tuple(names[head]), arrays[head], arrays[f"{head}_bias"])


def _read(message: Message) -> Example:
    metadata = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return read_example(message.get(TEXT), message.get(INTENT), metadata)
