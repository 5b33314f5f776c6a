"""The fund's public figures, and how much must be written: what is not public is nobody's rule."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from claims.states import Act
from claims.values import ReliefKind

FUND_DISTRICT = "大兴"
AMOUNTS: Mapping[ReliefKind, tuple[Decimal, Decimal]] = {
    "medical": (Decimal(0), Decimal(50000)),
    "disaster": (Decimal(5000), Decimal(10000)),
}
"""Lowest and highest sum, as the press printed it in 2019."""
REASONS: Mapping[Act, Literal["for_member", "for_staff"]] = {
    "agreed": "for_staff",
    "disagreed": "for_staff",
    "papers_asked": "for_member",
    "approved": "for_staff",
    "denied": "for_member",
}
"""To whom an act must be explained; that a sum was paid explains itself."""
SHORTEST_REASON, SHORTEST_EXCEPTION = 6, 20
"""In characters; the longer one for a sum outside of what is public."""


def is_within_range(kind: ReliefKind, amount: Decimal) -> bool:
    """Whether a sum lies where the public rule has it."""
    low, high = AMOUNTS[kind]
    return 0 < amount <= high and amount >= low
