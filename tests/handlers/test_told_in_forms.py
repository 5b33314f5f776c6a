"""What forms keep of what is told: a table of states and messages, from `told_in_forms.yml`."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.question import Question
from actions.talk import Draft
from actions.tasks.asking import ask
from actions.tasks.engine import take
from actions.tasks.forms import TASKS
from actions.tasks.notes import ROLE_LABELS, find_notes
from actions.tasks.sum_roles import find_told
from tests.handlers.form_talk import TODAY
from vocabulary.beijing import BEIJING
from vocabulary.expects import Move

TABLE = yaml.safe_load(Path(__file__).with_name("told_in_forms.yml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(TABLE["states"][state], row, id=f"{state}: {row['say']}")
    for state, rows in TABLE["rows"].items()
    for row in rows
]


def test_the_table_is_large() -> None:
    assert len(ROWS) >= 120


@pytest.mark.parametrize(("state", "row"), ROWS)
def test_what_is_told_is_kept_as_what_it_is(state: dict[str, Any], row: dict[str, Any]) -> None:
    before = Draft(state["task"], dict(state["values"]), state["asked"])
    move = Move(row["move"]) if "move" in row else None
    entities = {name: tuple(str(value).split("|")) for name, value in row.get("of", {}).items()}
    now = datetime.combine(TODAY, time(10), BEIJING)
    intent = row.get("intent", "inform")
    question = Question(row["say"], (intent,), entities.get("programme", ()), entities, None, now, move=move)
    step = take(TASKS[before.task], before, question)
    values = step.draft.values
    for name, value in row.get("knows", {}).items():
        assert values.get(name) == value, (name, values, step.text)
    reopened = {row["asks"]} if row.get("asks") in state["values"] else set()
    untouched = state["values"].keys() - row.get("knows", {}).keys() - {"notes"} - reopened
    assert {name: values.get(name) for name in untouched} == {
        name: state["values"][name] for name in untouched
    }
    if "money" in row:
        noted = [one for note in find_notes(values) for one in find_told(note)]
        told = [[one.role, int(one.sum.low)] for one in noted if one.role in ROLE_LABELS]
        assert [one for one in told if one in row["money"]] == row["money"], (told, step.text)
        assert len(told) == len(row["money"]), (told, step.text)
    if "notes" in row:
        assert row["notes"] in " ".join(find_notes(values)), (find_notes(values), step.text)
    assert step.outcome == row.get("outcome"), step.text
    if step.outcome is None and not step.is_question:
        asked, draft = ask(TASKS[before.task], step.draft, TODAY)
        if "asks" in row:
            assert draft.asked == row["asks"], asked.text
    for words in row.get("says", ()):
        assert words in step.text, step.text
