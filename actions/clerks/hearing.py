"""Hears that somebody speaks for a unit: they say so, or ask how many people join."""

from dataclasses import replace
from pathlib import Path

import vocabulary
from actions.question import Question
from vocabulary.yaml_files import read_yaml

_WORDS = read_yaml(Path(vocabulary.__file__).with_name("clerks.yml"))
_OF_JOINING = ("ask_enrolment", "ask_contribution")
_LIKELY = 0.4
_OF_UNIT = "direct_enrolment"


def hear_clerk(question: Question) -> Question:
    """The question, with its talk knowing that a clerk speaks."""
    if question.talk.is_clerk or not _speaks_for_unit(question):
        return question
    return replace(question, talk=replace(question.talk, is_clerk=True))


def _speaks_for_unit(question: Question) -> bool:
    words = question.text.lower()
    if any(one in words for one in _WORDS["says_so"]):
        return True
    joins = any(one in question.intents or question.chances.get(one, 0.0) >= _LIKELY for one in _OF_JOINING)
    return joins and (_OF_UNIT in question.programmes or any(one in words for one in _WORDS["many"]))
