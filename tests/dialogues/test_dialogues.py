"""Whole conversations by theme, each turn held against what is true by the demo database and the knowledge table."""

from pathlib import Path

import pytest

from testing.dialogues.playing import play
from testing.dialogues.printing import print_dialogue
from testing.dialogues.stage import Stage
from testing.dialogues.written import WrittenConversation, read_conversations

WRITTEN = read_conversations(Path(__file__).parent)


def test_each_conversation_has_a_name_of_its_own() -> None:
    assert len({one.id for one in WRITTEN}) == len(WRITTEN)


@pytest.mark.parametrize("written", WRITTEN, ids=[one.id for one in WRITTEN])
def test_it_goes_as_it_is_written(stage: Stage, written: WrittenConversation) -> None:
    """A turn that is marked `known` has to be wrong: once it is right the mark goes."""
    played = play(stage, written)
    wrong = [
        f"turn {number}: {'; '.join(turn.faults) or 'right by now: take the mark `known` away'}"
        for number, turn in enumerate(played.turns, 1)
        if not turn.is_as_marked
    ]
    assert not wrong, "\n".join([*wrong, print_dialogue(played)])
