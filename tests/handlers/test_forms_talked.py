"""Forms listen: conversations from `forms_talked.yml`, turn by turn, as the handlers have them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.tasks.notes import find_notes
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

CASES = yaml.safe_load(Path(__file__).with_name("forms_talked.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
async def test_a_form_listens(claims: ClaimsDatabase, case: dict[str, Any]) -> None:
    member = await find_demo_member(claims, case["person"])
    assert member
    talk = ActionTalk(claims, member)
    for turn in case["turns"]:
        talk.now += timedelta(days=turn.get("days", 0))
        said = await talk.say(
            turn["say"], turn.get("intent", "inform"), turn.get("move", ""), **turn.get("of", {})
        )
        check(turn, said, talk)


def check(turn: dict[str, Any], said: str, talk: ActionTalk) -> None:
    """What one turn must have come to."""
    where = f"{turn['say']} → {said}"
    for words in turn.get("says", ()):
        assert any(one in said for one in words.split("|")), (words, where)
    for words in turn.get("silent", ()):
        assert words not in said, where
    task = talk.talk.task
    if "asks" in turn:
        assert (task.asked if task else "none") == turn["asks"], where
    values = task.values if task else {}
    for name, value in turn.get("knows", {}).items():
        assert values.get(name) == value, (name, where)
    if "notes" in turn:
        assert turn["notes"] in "；".join(find_notes(values)), where
