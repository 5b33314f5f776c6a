"""Whoever asks for a unit is a clerk for the rest of the talk, and is not sent to the unit's union, which they are."""

from actions.clerks.answers import answer_clerk, find_others, may_be_whole
from actions.clerks.hearing import hear_clerk
from actions.clerks.speaking import speak_to_clerk

__all__ = ["answer_clerk", "find_others", "hear_clerk", "may_be_whole", "speak_to_clerk"]
