"""The staff side of the relief fund: every application, its household's file, the rules, and what staff do."""

from claims.relief_desk.acting import NewAct, do_relief_act
from claims.relief_desk.listing import count_relief, list_relief
from claims.relief_desk.reading import find_relief_acts_since, read_relief_file
from claims.relief_desk.rules import (
    AMOUNTS,
    FUND_DISTRICT,
    REASONS,
    SHORTEST_EXCEPTION,
    SHORTEST_REASON,
    is_within_range,
)
from claims.relief_desk.values import ReliefAct, ReliefApplicationLine, ReliefFile, ReliefTold

__all__ = [
    "AMOUNTS",
    "FUND_DISTRICT",
    "REASONS",
    "SHORTEST_EXCEPTION",
    "SHORTEST_REASON",
    "NewAct",
    "ReliefAct",
    "ReliefApplicationLine",
    "ReliefFile",
    "ReliefTold",
    "count_relief",
    "do_relief_act",
    "find_relief_acts_since",
    "is_within_range",
    "list_relief",
    "read_relief_file",
]
