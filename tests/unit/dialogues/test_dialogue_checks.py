"""What a machine says of a played turn, and how written conversations are read."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.kernel.conversation.messages import Choice, Reply
from testing.dialogues.casting import fill_in
from testing.dialogues.checking import find_faults
from testing.dialogues.marking import find_right_by_now, take_marks_away
from testing.dialogues.played import Heard, Played, PlayedTurn
from testing.dialogues.written import Expect, WrittenConversation, read_conversations
from testing.tables import each
from vocabulary.beijing import today

PAID = Heard(
    (Reply("11月10日把 1,120.50 元打到尾号 8018 的卡。", (Choice("换卡", "换收款卡"),)),),
    acts=("ticket", "visit"),
)
WRITTEN = """\
- id: one
  turns:
    - user: 钱呢
      expect: {all: [1120.50]}
      known: not said
    - user: 哪张卡
      known: not said
      expect:
        any: [[8018], [尾号]]
"""


@each(
    [
        ({"all": ["1120.50", "换卡"]}, ""),
        ({"all": ["120.50"]}, "missing: 120.50"),
        ({"any": ["没有", "8018"]}, ""),
        ({"any": [["没有", "8018"], ["昨天"]]}, "none of: 昨天"),
        ({"none": ["801"]}, ""),
        ({"none": ["尾号 8018"]}, "said, and must not be: 尾号 8018"),
        ({"acts": ["ticket"]}, ""),
        ({"acts": {"claim": True}}, "not done: claim"),
        ({"acts": {"anything": False}}, "done, and must not be: visit"),
        ({"choices": ["换收款卡"]}, ""),
        ({"choices": ["转人工"]}, "not to be tapped: 转人工"),
        ({"choices": []}, "choices were offered: 换卡"),
        ({"longest": 10}, "31 characters, more than 10"),
        ({"fresh": True}, "the same words as before"),
        ({"silent": True}, "something was said"),
    ]
)
def test_one_expectation_and_its_fault(written: dict[str, object], fault: str) -> None:
    found = find_faults(Expect.model_validate(written), PAID, {PAID.text})
    assert "; ".join(found) == fault


def test_silence_is_a_fault_where_somebody_waits_for_an_answer() -> None:
    assert find_faults(Expect(), Heard()) == ["nothing was said"]
    assert find_faults(Expect(), Heard(must_be_answered=False)) == []
    assert find_faults(Expect(silent=True), Heard()) == []


@each(
    [
        {"user": "好", "expect": {"must_have": ["x"]}},
        {"user": "好", "expect": {"acts": ["visits"]}},
        {"user": "[binding]"},
    ]
)
def test_what_nobody_would_check_or_play_is_refused(turn: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        WrittenConversation.model_validate({"id": "one", "turns": [turn]})


def test_a_face_in_brackets_is_what_a_member_types() -> None:
    written = WrittenConversation.model_validate({"id": "one", "turns": [{"user": "[微笑]"}]})
    assert written.turns[0].user == "[微笑]"


def test_numbers_are_filled_in() -> None:
    numbers = {"claim": ["LP2026-0000001", "LP2026-0000002"]}
    assert fill_in("{claim:2}，尾号{claim:1:end}", numbers, today()) == "LP2026-0000002，尾号0001"


def test_only_marks_of_what_is_right_are_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "one.yml"
    file.write_text(WRITTEN, encoding="utf-8")
    written = read_conversations(file)[0]
    first, second = written.turns
    played = Played(written, [PlayedTurn(first, PAID, ["missing"]), PlayedTurn(second, PAID)])
    assert take_marks_away(file, find_right_by_now([played])) == 1
    lines = WRITTEN.splitlines(keepends=True)
    assert file.read_text(encoding="utf-8") == "".join(lines[:6] + lines[7:])
