"""Writes an evaluation down for people: figures by style, confusions, and the worst messages."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from nlu.explaining import Parse, find_misleading_words
from nlu.measures import Prediction, measure, measure_label

_WORST = 50
_PAIRS = 30


async def write_report(name: str, predictions: Sequence[Prediction], parse: Parse) -> str:
    """The report as Markdown."""
    wrong = sorted((one for one in predictions if not one.is_right), key=lambda one: -_certainty(one))
    worst = [(one, await find_misleading_words(parse, one)) for one in wrong[:_WORST]]
    return "\n".join(
        [
            f"# What was understood of {name}",
            "",
            *_table(("figure", "value"), _figures(predictions)),
            "",
            "## By style",
            *_table(("style", "messages", "intents exactly right"), _styles(predictions)),
            "",
            "## By intent",
            *_table(("intent", "messages", "found of these", "right of those found"), _intents(predictions)),
            "",
            "## By what is asked",
            *_table(("aspect", "messages", "found of these", "right of those found"), _aspects(predictions)),
            "",
            "## Confusions",
            *_table(("labelled", "found instead or besides", "times"), _confusions(wrong)),
            "",
            f"## The worst {len(worst)}, most certain first",
            *_table(("id", "message", "labelled", "found", "misled by"), map(_worst_row, worst)),
            "",
        ]
    )


def _certainty(one: Prediction) -> float:
    ranking = one.parsed.get("intent_ranking") or [{"confidence": 0.0}]
    return float(ranking[0]["confidence"])


def _figures(predictions: Sequence[Prediction]) -> list[tuple[object, ...]]:
    return [(name, value) for name, value in measure(predictions).items()]


def _styles(predictions: Sequence[Prediction]) -> list[tuple[object, ...]]:
    by_style: dict[str, list[bool]] = defaultdict(list)
    for one in predictions:
        by_style[one.row.get("style", "")].append(one.is_right)
    by_share = sorted(by_style.items(), key=lambda style: sum(style[1]) / len(style[1]))
    return [(style, len(right), f"{sum(right) / len(right):.2f}") for style, right in by_share]


def _intents(predictions: Sequence[Prediction]) -> list[tuple[object, ...]]:
    """Recall and precision of each intent, the least found first."""
    rows = [one for one in predictions if not one.has_context]
    labels = sorted({label for one in rows for label in one.row["intents"]})
    shares = {label: measure_label(rows, label) for label in labels}
    labels.sort(key=lambda label: shares[label]["recall"] or 0.0)
    return [
        (
            label,
            sum(label in one.row["intents"] for one in rows),
            shares[label]["recall"],
            shares[label]["precision"],
        )
        for label in labels
    ]


def _aspects(predictions: Sequence[Prediction]) -> list[tuple[object, ...]]:
    """Recall and precision of each aspect, the least found first."""
    rows = [one for one in predictions if "aspects" in one.row]
    asked = Counter(aspect for one in rows for aspect in one.row["aspects"])
    found = Counter(aspect for one in rows for aspect in one.aspects)
    right = Counter(aspect for one in rows for aspect in one.aspects & {*one.row["aspects"]})
    names = sorted(asked | found, key=lambda name: right[name] / (asked[name] or 1))
    return [
        (name, asked[name], _divide(right[name], asked[name]), _divide(right[name], found[name]))
        for name in names
    ]


def _divide(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _confusions(wrong: Sequence[Prediction]) -> list[tuple[object, ...]]:
    pairs = Counter(
        (" + ".join(sorted(labelled - one.intents)) or "–", " + ".join(sorted(one.intents - labelled)) or "–")
        for one in wrong
        for labelled in [set(one.row["intents"])]
    )
    return [(*pair, times) for pair, times in pairs.most_common(_PAIRS)]


def _worst_row(worst: tuple[Prediction, list[str]]) -> tuple[object, ...]:
    one, words = worst
    shown = one.row["text"].replace("|", "｜").replace("\n", " ")[:80]
    labelled, found = ", ".join(one.row["intents"]), ", ".join(sorted(one.intents))
    return one.row.get("id", ""), shown, labelled, found, " ".join(words)


def _table(
    head: tuple[str, ...], rows: "Sequence[tuple[object, ...]] | map[tuple[object, ...]]"
) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]
