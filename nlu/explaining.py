"""Finds the words that misled: those without which a misread message would be read better."""

from collections.abc import Awaitable, Callable
from typing import Any

import jieba

from nlu.components.expecting import Expects
from nlu.last_words import find_expects
from nlu.measures import Prediction

Parse = Callable[[str, Expects], Awaitable[dict[str, Any]]]

_MOST_WORDS = 40
_SHOWN = 3


async def find_misleading_words(parse: Parse, wrong: Prediction) -> list[str]:
    """The few words whose absence brings the labelled intents closest to the top, for any pipeline."""
    words = [word for word in jieba.lcut(wrong.row["text"]) if word.strip()][:_MOST_WORDS]
    expects = find_expects(wrong.row)
    before = _lead(wrong.parsed, wrong.row["intents"])
    gains = []
    for place, word in enumerate(words):
        parsed = await parse("".join(words[:place] + words[place + 1 :]), expects)
        gains.append((_lead(parsed, wrong.row["intents"]) - before, word))
    return [word for gain, word in sorted(gains, reverse=True)[:_SHOWN] if gain > 0]


def _lead(parsed: dict[str, Any], labelled: list[str]) -> float:
    """How far the least certain labelled intent stands before the likeliest other one."""
    confidence = {one["name"]: one["confidence"] for one in parsed.get("intent_ranking", [])}
    others = [value for name, value in confidence.items() if name not in labelled]
    return float(min(confidence.get(name, 0.0) for name in labelled) - max(others, default=0.0))
