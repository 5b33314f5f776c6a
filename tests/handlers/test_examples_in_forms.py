"""Every example in a form's question would be taken for an answer to it, were it typed as it stands."""

import re
from datetime import datetime

import pytest

from actions.question import Question
from actions.tasks.fields import Field, Problem
from actions.tasks.forms import TASKS
from vocabulary.beijing import BEIJING
from vocabulary.expects import Asked

_NOW = datetime(2026, 11, 30, 9, tzinfo=BEIJING)
_EXAMPLES = [
    (f"{task.name}-{field.name}", field, words)
    for task in TASKS.values()
    for field in task.fields
    for words in dict.fromkeys(re.findall("“([^”]+)”", field.ask + field.short + field.again))
]


def read(field: Field, words: str) -> object:
    named = {"district": (words,)} if field.asked is Asked.DISTRICT else {}
    return field.read(Question(words, ("inform",), (), named, None, _NOW))


@pytest.mark.parametrize(
    ("name", "field", "words"), _EXAMPLES, ids=[f"{one[0]}-{one[2]}" for one in _EXAMPLES]
)
def test_an_example_is_an_answer(name: str, field: Field, words: str) -> None:
    taken = read(field, words)
    assert taken is not None
    assert not isinstance(taken, Problem), taken.text


def test_there_are_examples_of_every_form() -> None:
    assert {name.split("-")[0] for name, _, _ in _EXAMPLES} == set(TASKS)
