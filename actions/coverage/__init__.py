"""A member's own cover: what is in force from when to when, what it pays, and whether what happened may be claimed."""

from actions.coverage.answers import ANSWERED, answer_cover, say_further, write_answer
from actions.coverage.benefits import say_benefits
from actions.coverage.days import ASK_DAY, find_past_day
from actions.coverage.handlers import answer_coverage, answer_past_cover, answer_renewal
from actions.coverage.held import UNIVERSAL, OwnCover, read_cover
from actions.coverage.own_plan import answer_own_figures, say_own_standing
from actions.coverage.relatives import (
    find_relative,
    say_help,
    say_hurt,
    say_joining,
    say_not_as_own,
    say_not_theirs,
)
from actions.coverage.supposed import is_supposed

__all__ = [
    "ANSWERED",
    "ASK_DAY",
    "UNIVERSAL",
    "OwnCover",
    "answer_cover",
    "answer_coverage",
    "answer_own_figures",
    "answer_past_cover",
    "answer_renewal",
    "find_past_day",
    "find_relative",
    "is_supposed",
    "read_cover",
    "say_benefits",
    "say_further",
    "say_help",
    "say_hurt",
    "say_joining",
    "say_not_as_own",
    "say_not_theirs",
    "say_own_standing",
    "write_answer",
]
