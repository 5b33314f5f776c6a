"""Hears that somebody speaks for a unit: they say so, or ask how many people join."""

from dataclasses import replace
from pathlib import Path

import vocabulary
from actions.loans import LOAN
from actions.question import Question
from vocabulary.joining import find_matters
from vocabulary.yaml_files import read_yaml

_WORDS = read_yaml(Path(vocabulary.__file__).with_name("clerks.yml"))
_OF_JOINING = ("ask_enrolment", "ask_contribution")
_LIKELY = 0.4
_OF_CLERKS = frozenset({"list", "forms", "funds", "account", "invoice", "numbers", "handover"})
"""What nobody asks for themselves."""
_SEVERAL = 2
_COLLEAGUES = ("个人的", "他们", "她们", "同事", "职工", "员工", "工友")
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
    if not joins or LOAN in question.programmes:
        return False
    named = {one.code for one in find_matters(words)}
    is_many = any(one in words for one in _WORDS["many"])
    return is_many or _OF_UNIT in question.programmes or bool(named & _OF_CLERKS) or len(named) >= _SEVERAL


def names_many(words: str) -> bool:
    """Whether the words are of many people, or of colleagues."""
    return any(one in words for one in (*_WORDS["many"], *_COLLEAGUES))
