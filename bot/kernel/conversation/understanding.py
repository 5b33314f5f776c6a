"""What the bot understood of a member's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Understood:
    """Intents, most certain first, each with its confidence from 0 to 1, and the programmes that were named."""

    intents: tuple[tuple[str, float], ...]
    programmes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the message."""
        return {"intents": [list(one) for one in self.intents], "programmes": list(self.programmes)}


def read_understood(kept: Mapping[str, Any]) -> Understood:
    """The other way round."""
    return Understood(
        tuple((str(name), float(confidence)) for name, confidence in kept["intents"]),
        tuple(map(str, kept["programmes"])),
    )
