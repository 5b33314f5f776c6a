"""Hears that somebody speaks for a unit: they say so, or ask how many people join."""

import re
from dataclasses import replace
from pathlib import Path

import vocabulary
from actions.identity import says_own
from actions.loans import LOAN
from actions.question import Question
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.joining import find_matters
from vocabulary.yaml_files import read_yaml

_WORDS = read_yaml(Path(vocabulary.__file__).with_name("clerks.yml"))
_OF_JOINING = ("ask_enrolment", "ask_contribution")
_LIKELY = 0.4
_OF_CLERKS = frozenset({"list", "forms", "funds", "account", "invoice", "numbers", "handover"})
"""What nobody asks for themselves."""
_SEVERAL = 2
_COLLEAGUES = ("个人的", "他们", "她们", "同事", "职工", "员工", "工友")
_COUNTED = re.compile(
    r"[几\d两三四五六七八九十百]{1,4}[来多几]?(?:(?:个|号|名|口)人|(?:个|号|名|位)(?:老师|教师|职工|员工|护士|工人|司机|骑手|会员))"
)
"""四十个人: more than a family."""
_IS_OF_UNION = re.compile(r"我(?:是|在)[^，。,\s]{0,10}工会(?:的(?!会员)|主席|干事|经办|委员|小?组长|负责)")
"""我是学校工会的, and not 我是工会的会员."""
_MEANT = ("ask_enrolment", "ask_process", "ask_eligibility", "ask_contribution")
_OF_OWN = frozenset({Aspect.VALID, Aspect.STATE, Aspect.OVERVIEW})
_OF_UNIT = "direct_enrolment"


def hear_clerk(question: Question) -> Question:
    """The question, with its talk knowing that a clerk speaks."""
    if question.talk.is_clerk:
        return _ask_of_unit(question)
    if not _speaks_for_unit(question):
        return question
    return _ask_of_unit(replace(question, talk=replace(question.talk, is_clerk=True)))


def _ask_of_unit(question: Question) -> Question:
    """What sounds like one's own cover is asked of joining, where a clerk asks it of others: 男的是不是上不了."""
    is_own = asks_for_self(question) or _OF_OWN.intersection(question.aspects)
    is_of_cover = question.member is not None and question.about is Subject.COVER
    if set(question.intents) != {"check_coverage"} or is_own or is_of_cover:
        return question
    meant = next((one for one in question.likely if one in _MEANT), "")
    if question.chances.get(meant, 0.0) < _LIKELY:
        return question
    return replace(question, intents=(meant,), about=Subject.PROGRAMME)


def _speaks_for_unit(question: Question) -> bool:
    words = question.text.lower()
    if any(one in words for one in _WORDS["says_so"]) or _IS_OF_UNION.search(words):
        return True
    joins = any(one in question.intents or question.chances.get(one, 0.0) >= _LIKELY for one in _OF_JOINING)
    if not joins or LOAN in question.programmes:
        return False
    named = {one.code for one in find_matters(words)}
    is_many = any(one in words for one in _WORDS["many"]) or bool(_COUNTED.search(words))
    return is_many or _OF_UNIT in question.programmes or bool(named & _OF_CLERKS) or len(named) >= _SEVERAL


def asks_for_self(question: Question) -> bool:
    """Whether something of one's own is asked; 工会就我自己 says who does it all."""
    names_self = says_own(question.text) or question.named("relation") == "self"
    return names_self and question.about is not Subject.PROGRAMME


def names_many(words: str) -> bool:
    """Whether the words are of many people, or of colleagues."""
    return any(one in words for one in (*_WORDS["many"], *_COLLEAGUES)) or bool(_COUNTED.search(words))
