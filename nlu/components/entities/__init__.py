"""Finds what a message names, without any of Rasa."""

from nlu.components.entities.finding import EntityFinder
from nlu.components.entities.lexicon import Lexicon, Words
from nlu.components.entities.lists import read_lists
from nlu.components.entities.spans import Entity

__all__ = ["Entity", "EntityFinder", "Lexicon", "Words", "read_lists"]
