"""A conversation's memory: written and read back whole, bounded, and begun anew where it cannot be read."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.talk import (
    AskedNow,
    Draft,
    Narrowing,
    Offer,
    Talk,
    Telling,
    ToldPart,
    Topic,
    Unanswered,
    read_talk,
    write_talk,
)
from actions.talk.value import MOST_TOPICS
from actions.talk.writing import MOST_BYTES
from vocabulary.expects import Asked, Subject

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
WHOLE = Talk(
    (Topic(Subject.CLAIM, "LP2026-0031343", ("critical_illness",), ("check_claim",)), Topic(Subject.VISIT)),
    Offer(Subject.CLAIM, ("LP2026-0031343", "LP2026-0031330")),
    AskedNow(Asked.YES, "cancel_visit", "YY2026-00001"),
    Draft(
        "filing",
        {"kind": "accident", "amount": [3000, 4000]},
        "told",
        1,
        {"date_of_loss": Narrowing("哪天？", MARCH)},
    ),
    Telling((ToldPart("下楼摔了，脚踝骨折", {"event": ("fall",), "illness": ("骨折",)}, date(2026, 3, 18)),)),
    2,
    ("1f3a",),
    Unanswered("我的理赔呢", ("check_claim",), {}),
)


def test_what_is_written_is_read_back_whole() -> None:
    assert read_talk(write_talk(WHOLE, {"asked": "yes"})) == WHOLE


def test_what_is_expected_stands_where_the_bot_looks_for_it() -> None:
    assert json.loads(write_talk(WHOLE, {"asked": "yes"}))["expects"] == {"asked": "yes"}


def change(**parts: Any) -> str:
    """The memory with other parts."""
    return json.dumps({**json.loads(write_talk(WHOLE, {})), **parts})


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "[]",
        "null",
        "7",
        "x" * (MOST_BYTES + 1),
        7,
        [7],
        {"version": 1},
        change(version=99),
        change(version="one"),
        change(topics=None),
        change(topics=[{"subject": "weather"}]),
        change(asked={"kind": "mood"}),
        change(task={"task": "filing"}),
        change(
            task={
                "task": "filing",
                "values": {},
                "asked": None,
                "misses": 0,
                "narrowed": {"a": ["?", "no day", ""]},
            }
        ),
        change(told={"text": "摔了", "entities": {}, "on": "yesterday"}),
        change(unclear=-1),
        change(mood="new"),
    ],
)
def test_what_cannot_be_read_is_begun_anew_and_logged(
    written: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_talk(written) == Talk()
    assert "unreadable_talk" in capsys.readouterr().out


@pytest.mark.parametrize("nothing", ["", None])
def test_where_nothing_was_said_yet_there_is_nothing_to_log(
    nothing: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_talk(nothing) == Talk()
    assert capsys.readouterr().out == ""


@given(st.text(max_size=MOST_BYTES * 2), st.text(max_size=MOST_BYTES))
def test_it_never_grows_beyond_its_bound_and_is_always_read(told: str, story: str) -> None:
    draft = Draft("relief", {"told": story})
    talk = Talk(task=draft, told=Telling((ToldPart(told, {"illness": (told,)}, date(2026, 3, 18)),)))
    written = write_talk(talk, {})
    assert len(written.encode()) <= MOST_BYTES
    assert read_talk(written) in (talk, Talk(task=draft), Talk())


def test_of_a_memory_that_grew_too_large_the_form_stays() -> None:
    talk = Talk(
        task=Draft("relief", {"unit": "第五幼儿园"}),
        told=Telling((ToldPart("烧" * MOST_BYTES, {}, date(2026, 3, 18)),)),
    )
    assert read_talk(write_talk(talk, {})).task == talk.task


def test_the_newest_topic_comes_first_and_an_older_one_of_the_same_thing_goes() -> None:
    first, second = Topic(Subject.CLAIM, "LP1"), Topic(Subject.CLAIM, "LP2")
    again = Topic(Subject.CLAIM, "LP1", aspects=("check_claim",))
    assert Talk().turn_to(first).turn_to(second).turn_to(again).topics == (again, second)


def test_topics_are_few() -> None:
    talk = Talk()
    for number in range(40):
        talk = talk.turn_to(Topic(Subject.CLAIM, f"LP{number}"))
    assert [topic.key for topic in talk.topics] == [
        f"LP{number}" for number in range(39, 39 - MOST_TOPICS, -1)
    ]
