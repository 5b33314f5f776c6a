"""What befell somebody is taken up: a death, a hurt at work, a relative's illness, and what is told without a question."""

from actions.stories.death import DEATH, hear_closed, refuse_to_look
from actions.stories.reading import is_of_relative, tells_of_death
from actions.stories.taking_up import take_up
from actions.stories.told import take_told

__all__ = [
    "DEATH",
    "hear_closed",
    "is_of_relative",
    "refuse_to_look",
    "take_told",
    "take_up",
    "tells_of_death",
]
