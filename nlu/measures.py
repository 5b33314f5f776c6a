"""The figures of an evaluation: intents as top and as sets, moves, what is asked of what, programmes, entities, time."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Pairs = list[tuple[set[Any], set[Any]]]
BELIEVED = 0.5
"""From this confidence whoever answers takes an aspect or a subject for said."""
NO_SUBJECT = "none"


@dataclass(frozen=True)
class Prediction:
    """A labelled row, what was understood of it, and the milliseconds that took."""

    row: dict[str, Any]
    parsed: dict[str, Any]
    milliseconds: float

    @property
    def top(self) -> str | None:
        """The one intent that is likeliest."""
        names = [
            one["name"] for one in self.parsed.get("intent_ranking", []) if one["name"] != "nlu_fallback"
        ]
        return names[0] if names else None

    @property
    def intents(self) -> set[str]:
        """All intents that were found."""
        return set(self.parsed.get("intents") or ([self.top] if self.top else []))

    @property
    def has_context(self) -> bool:
        """Whether the row came after something that was said before it."""
        return bool(self.row.get("context") or self.row.get("expects"))

    @property
    def move(self) -> str | None:
        """What the message does in its conversation, likeliest."""
        return next((one["name"] for one in self.parsed.get("move_ranking", [])), None)

    @property
    def aspects(self) -> set[str]:
        """What the message is believed to ask."""
        return set(_believe(self.parsed.get("aspect_ranking", [])))

    @property
    def about(self) -> str:
        """The kind of thing that the message is believed to be about."""
        return next(iter(_believe(self.parsed.get("about_ranking", []))), NO_SUBJECT)

    @property
    def faq(self) -> str | None:
        """The frequently asked question that the message is believed to ask."""
        return next(iter(_believe(self.parsed.get("faq_ranking") or [])), None)

    @property
    def is_top_right(self) -> bool:
        """Whether the likeliest intent is one of those labelled."""
        return self.top in (*self.row["intents"], *self.row.get("alt_intents", []))

    @property
    def is_right(self) -> bool:
        """Whether the intents are exactly those labelled, or the labelled alternative."""
        alternatives = ({*self.row["intents"]}, {*self.row.get("alt_intents", [])} or {*self.row["intents"]})
        return self.intents in alternatives

    def values(self, entity: str) -> set[str]:
        """Values found of one entity type."""
        found = (one for one in self.parsed.get("entities", []) if one["entity"] == entity)
        return {_normal(one["value"]) for one in found}

    def as_line(self) -> str:
        """The row and what was understood instead, as one JSON line."""
        shown = {"id": self.row.get("id"), "text": self.row["text"], "labelled": self.row["intents"]}
        ranking = [
            [one["name"], round(one["confidence"], 3)] for one in self.parsed.get("intent_ranking", [])
        ]
        found = {"found": sorted(self.intents), "ranking": ranking[:3], "move": self.move}
        if "aspects" in self.row:
            found |= {"aspects": sorted(self.aspects), "about": self.about}
        return json.dumps({**shown, **found}, ensure_ascii=False) + "\n"


def measure(predictions: Sequence[Prediction]) -> dict[str, Any]:
    """Every figure, as the design names them."""
    plain = [one for one in predictions if not one.has_context]
    single = [one for one in plain if len(one.row["intents"]) == 1]
    asking = [one for one in predictions if "aspects" in one.row]
    of_faq = [one for one in predictions if "faq" in one.row]
    return {
        "n": len(predictions),
        "intent_accuracy": _share(single, lambda one: one.is_top_right),
        "intents_exact": _share(plain, lambda one: one.is_right),
        "intents_f1": _f1([({*one.row["intents"]}, one.intents) for one in plain]),
        "programme_accuracy": _share(predictions, _is_programme_right),
        "entity_f1": _measure_entities(predictions),
        "context_accuracy": _share(
            [one for one in predictions if one.has_context], lambda one: one.is_top_right
        ),
        "move_accuracy": _share(
            [one for one in predictions if find_moves(one.row)], lambda one: one.move in find_moves(one.row)
        ),
        "aspects_f1": _f1([({*one.row["aspects"]}, one.aspects) for one in asking]),
        "about_accuracy": _share(
            [one for one in predictions if "about" in one.row], lambda one: one.about == one.row["about"]
        ),
        "aspects": _measure_aspects(asking),
        "faq_found": _share(of_faq, lambda one: one.faq == one.row["faq"]),
        "faq_other": _share(of_faq, lambda one: one.faq not in (None, one.row["faq"])),
        "out_of_scope": measure_label(plain, "out_of_scope"),
        "parse_ms": _measure_times([one.milliseconds for one in predictions]),
    }


def find_moves(row: dict[str, Any]) -> set[str]:
    """What a row's message may be said to do; nothing where nobody labelled it."""
    return {*([row["move"]] if row.get("move") else []), *row.get("alt_moves", [])}


def _believe(ranking: Sequence[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in ranking if one["confidence"] >= BELIEVED]


def _measure_aspects(predictions: Sequence[Prediction]) -> dict[str, float | None]:
    """Of the aspects that were believed, the share that was asked; of those asked, the share believed."""
    right = sum(len({*one.row["aspects"]} & one.aspects) for one in predictions)
    found = sum(len(one.aspects) for one in predictions)
    asked = sum(len(one.row["aspects"]) for one in predictions)
    return {
        "precision": round(right / found, 4) if found else None,
        "recall": round(right / asked, 4) if asked else None,
    }


def _is_programme_right(one: Prediction) -> bool:
    labelled = {*one.row.get("programme", [])}
    return one.values("programme") in (labelled, {*one.row.get("alt_programme", [])} or labelled)


def _measure_entities(predictions: Sequence[Prediction]) -> dict[str, float | None]:
    types = sorted({entity for one in predictions for entity in one.row.get("entities", {})})
    by_type = {entity: _f1(_entity_pairs(predictions, [entity])) for entity in types}
    return {**by_type, "overall": _f1(_entity_pairs(predictions, types))}


def _entity_pairs(predictions: Sequence[Prediction], types: list[str]) -> Pairs:
    return [
        (
            {(entity, value) for entity in types for value in _labelled(one.row, entity)},
            {(entity, value) for entity in types for value in one.values(entity)},
        )
        for one in predictions
    ]


def _labelled(row: dict[str, Any], entity: str) -> set[str]:
    value = row.get("entities", {}).get(entity, [])
    return {_normal(one) for one in (value if isinstance(value, list) else [value])}


def measure_label(predictions: Sequence[Prediction], label: str) -> dict[str, float | None]:
    """Precision and recall of one intent."""
    found = [one for one in predictions if label in one.intents]
    meant = [one for one in predictions if label in one.row["intents"]]
    return {
        "precision": _share(found, lambda one: label in one.row["intents"]),
        "recall": _share(meant, lambda one: label in one.intents),
    }


def _measure_times(milliseconds: list[float]) -> dict[str, float]:
    ordered = sorted(milliseconds) or [0.0]
    return {
        "p50": round(ordered[len(ordered) // 2], 2),
        "p99": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2),
    }


def _f1(pairs: Pairs) -> float | None:
    right = sum(len(meant & found) for meant, found in pairs)
    total = sum(len(meant) + len(found) for meant, found in pairs)
    return round(2 * right / total, 4) if total else None


def _share(items: Iterable[Prediction], is_so: Callable[[Prediction], bool]) -> float | None:
    answers = [is_so(item) for item in items]
    return round(sum(answers) / len(answers), 4) if answers else None


def _normal(value: Any) -> str:
    """Numbers alike whether whole or not, claim and relief numbers alike in either case."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text.upper() if text[:2].lower() in ("lp", "jz") else text
