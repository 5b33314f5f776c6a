"""How a core system can fail, each with a code and what an operator should do."""

from typing import Literal

from claims.errors import SourceUnavailable

Fault = Literal[
    "core_unreachable",
    "core_slow",
    "core_failing",
    "core_refuses",
    "core_resting",
    "core_wrong_answer",
    "core_foreign_answer",
    "core_answer_too_large",
]

_ADVICE: dict[Fault, str] = {
    "core_unreachable": "Look whether the core system runs, at CLAIMS_SOURCE_URL, its name, certificate and the network.",
    "core_slow": "Look at the core system's load; CLAIMS_SOURCE_SECONDS says how long an answer may take.",
    "core_failing": "Look at the core system's own log at this time.",
    "core_refuses": "Compare CLAIMS_SOURCE_KEY with the key that the core system expects.",
    "core_resting": "Nothing to do here: it failed several times in a row and is tried again by itself.",
    "core_wrong_answer": "Show the core system's makers `where`, and docs/core-api.yaml; nothing of the answer was used.",
    "core_foreign_answer": "Stop and look: the core system answered with another member's records. They were not shown.",
    "core_answer_too_large": "Show the core system's makers: no member's records take a megabyte.",
}
AWAY = frozenset({"core_unreachable", "core_slow", "core_failing", "core_refuses"})
"""Faults of the core as a whole; the others may lie in one member's records alone."""


def make_fault(code: Fault, detail: str = "") -> SourceUnavailable:
    """The fault by its code; `detail` holds nothing personal."""
    return SourceUnavailable(code, _ADVICE[code], detail)
