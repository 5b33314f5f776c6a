"""Whoever asks for a unit is a clerk for the rest of the talk, and is not sent to the unit's union, which they are."""

from actions.clerks.answers import answer_clerk, asks_as_clerk
from actions.clerks.hearing import hear_clerk
from actions.clerks.speaking import speak_to_clerk

__all__ = ["answer_clerk", "asks_as_clerk", "hear_clerk", "speak_to_clerk"]
