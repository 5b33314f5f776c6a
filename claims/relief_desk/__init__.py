"""The staff side of the relief fund: every application, its household's file, the rules, and what staff do."""

from claims.relief_desk.acting import ACT_REFUSALS, NewAct, do_relief_act
from claims.relief_desk.listing import count_relief, list_relief
from claims.relief_desk.reading import find_relief_acts_since, read_relief_file
from claims.relief_desk.rules import AMOUNTS, check_rules, is_within_range
from claims.relief_desk.values import (
    ReliefAct,
    ReliefApplicationLine,
    ReliefFile,
    ReliefTold,
    RuleCheck,
    Verdict,
)

__all__ = [
    "ACT_REFUSALS",
    "AMOUNTS",
    "NewAct",
    "ReliefAct",
    "ReliefApplicationLine",
    "ReliefFile",
    "ReliefTold",
    "RuleCheck",
    "Verdict",
    "check_rules",
    "count_relief",
    "do_relief_act",
    "find_relief_acts_since",
    "is_within_range",
    "list_relief",
    "read_relief_file",
]
