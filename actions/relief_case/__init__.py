"""What is said of one of the member's own applications for relief: by what is asked of it, from its row and their unit's."""

from actions.relief_case.answers import ANSWERED, answer_case, answer_cases, ask_which, name_topic
from actions.relief_case.besides import say_shortly
from actions.relief_case.case import OwnApplication, read_cases
from actions.relief_case.changing import CORRECT_RELIEF, CORRECTING, ask_to_change
from actions.relief_case.decisions import OF_FIRE, find_home
from actions.relief_case.reading import read_aspects

__all__ = [
    "ANSWERED",
    "CORRECTING",
    "CORRECT_RELIEF",
    "OF_FIRE",
    "OwnApplication",
    "answer_case",
    "answer_cases",
    "ask_to_change",
    "ask_which",
    "find_home",
    "name_topic",
    "read_aspects",
    "read_cases",
    "say_shortly",
]
