"""Whoever adds an intent, a programme or a reason is told here what was forgotten."""

from typing import Any

import pytest

from actions.answering import ANSWERERS
from actions.knowledge import Knowledge, load_knowledge
from actions.knowledge.table import CENTRE, HOMES
from bot.conversation.wording import DESKS
from bot.kernel.conversation.tickets import REASONS
from testing.processes import ROOT
from tests.walls.phrases import GROUPS
from vocabulary.intents import ASPECTS, INTENTS
from vocabulary.programmes import PROGRAMMES
from vocabulary.tickets import TicketDesk, TicketReason
from vocabulary.yaml_files import read_yaml

_FEWEST_PHRASES = 25


def read(path: str) -> Any:
    """A YAML file of the repository."""
    return read_yaml(ROOT / path)


KNOWLEDGE = load_knowledge()
NAMES = read("nlu/lookups/programmes.yml")
PLANS = {plan["code"] for plan in read("claims/reference/plans.yaml")}


@pytest.mark.parametrize("intent", INTENTS)
def test_each_intent_has_phrases_and_an_answer(intent: str) -> None:
    alone = {phrase for group in GROUPS if group.intents == (intent,) for phrase in group.phrases}
    assert len(alone) >= _FEWEST_PHRASES, f"teach {intent} in nlu/data"
    assert intent in ANSWERERS, f"answer {intent} in actions/answering.py or beside its kind"


def test_nothing_is_trained_or_answered_that_the_vocabulary_does_not_name() -> None:
    assert {intent for group in GROUPS for intent in group.intents} == set(INTENTS)
    assert set(ANSWERERS) == set(INTENTS)


@pytest.mark.parametrize("aspect", [aspect for aspect in ASPECTS if aspect not in HOMES])
def test_each_aspect_is_known_of_something_and_has_words_where_it_is_not(aspect: str) -> None:
    assert any(aspect in programme.cells for programme in KNOWLEDGE.programmes.values())
    assert "这一项" not in Knowledge({}).find(None, aspect).text, "say what is asked in knowledge/finding.py"


@pytest.mark.parametrize("code", PROGRAMMES)
def test_each_programme_has_names_to_know_it_by_and_a_cell_to_say(code: str) -> None:
    assert NAMES.get(code), f"name {code} in nlu/lookups/programmes.yml"
    assert code in KNOWLEDGE.programmes, f"say what {code} is in actions/knowledge/cells/{code}.yml"
    assert KNOWLEDGE.find(code, "overview").kind == "known"


def test_no_programme_is_known_that_the_vocabulary_does_not_name() -> None:
    assert set(NAMES) == set(PROGRAMMES)
    assert set(KNOWLEDGE.programmes) == {CENTRE, *PROGRAMMES}


def test_each_plan_belongs_to_a_programme() -> None:
    assert {one.plan for one in PROGRAMMES.values() if one.plan} == PLANS


def test_staff_have_words_for_each_reason_and_each_desk() -> None:
    assert set(REASONS) == set(TicketReason)
    assert set(DESKS) == set(TicketDesk)
