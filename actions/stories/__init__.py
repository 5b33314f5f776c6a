"""What befell somebody is taken up: a death, a hurt at work, a relative's illness, and what is told without a question."""

from actions.stories.death import DEATH
from actions.stories.reading import is_of_relative, tells_of_death
from actions.stories.taking_up import take_up
from actions.stories.told import take_told

__all__ = ["DEATH", "is_of_relative", "take_told", "take_up", "tells_of_death"]
