"""What is trained teaches one thing each, and nothing that understanding is measured by."""

import json

from testing.processes import ROOT
from tests.walls.phrases import GROUPS
from vocabulary.expects import Asked, Move, Subject

EVERY_PHRASE = {phrase for group in GROUPS for phrase in group.phrases}
IN_CONTEXT = [group for group in GROUPS if any(group.context)]


def test_no_phrase_teaches_two_things_after_the_same_words() -> None:
    seen: dict[tuple[object, ...], tuple[set[str], str | None]] = {}
    for group in GROUPS:
        taught = ({*group.intents}, group.move)
        for phrase in group.phrases:
            assert seen.setdefault((phrase, *group.context), taught) == taught, (phrase, *group.context)


def test_what_is_said_in_a_conversation_says_what_it_does_there_in_the_words_of_the_vocabulary() -> None:
    assert IN_CONTEXT
    for group in IN_CONTEXT:
        assert group.move in {*Move}, group
        assert group.asked is None or group.asked in {*Asked}, group
        assert group.subject is None or group.subject in {*Subject}, group
    assert {group.asked for group in IN_CONTEXT} >= {*Asked}
    assert {group.move for group in IN_CONTEXT} >= {*Move}


def test_no_validation_message_is_trained_on() -> None:
    files = sorted((ROOT / "nlu" / "validation").glob("*.jsonl"))
    assert files
    for file in files:
        texts = {json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()}
        assert texts, file.name
        assert texts & EVERY_PHRASE == set(), file.name
