"""An intent says all that its readers need, or the start stops: nobody finds out by a list that was forgotten."""

from pathlib import Path

import pytest

from vocabulary.intents import ASPECTS, INTENTS, InChoice, Intent, IntentKind, read_intents

WISH = "service:\n  call_back: {words: 回电, choice: [请回电]}\n"


def read(folder: Path, written: str) -> Intent:
    """The one intent of a file."""
    file = folder / "intents.yml"
    file.write_text(written, encoding="utf-8")
    (intent,) = read_intents(file).values()
    return intent


def test_a_service_is_an_act_and_leaves_an_open_choice(tmp_path: Path) -> None:
    intent = read(tmp_path, WISH)
    assert (intent.kind, intent.is_act, intent.in_choice) == (IntentKind.SERVICE, True, InChoice.LEAVE)
    assert not intent.is_question


def test_a_choice_of_one_text_says_its_title(tmp_path: Path) -> None:
    assert read(tmp_path, WISH).choice == ("请回电", "请回电")
    assert read(tmp_path, WISH.replace("[请回电]", "[回电, 请给我回电]")).choice == ("回电", "请给我回电")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (WISH.replace("words: 回电, ", ""), "call_back: words must be said"),
        (WISH.replace(", choice: [请回电]", ""), "call_back: choice must be said"),
        ("conversation:\n  sigh: {words: 叹气, in_choice: choose}\n", "sigh: role must be said"),
        ("conversation:\n  sigh: {words: 叹气, role: aside}\n", "sigh: in_choice must be said"),
        ("conversation:\n  sigh: {words: 叹气, role: moan, in_choice: choose}\n", "moan"),
        (WISH.replace("choice:", "choise:"), "there is no field choise"),
        ("programme:\n  tell_price: {words: 价钱, choice: [多少钱]}\n", "is ask_ and the aspect's name"),
        (WISH.replace("service:", "wishes:"), "wishes"),
    ],
)
def test_what_says_too_little_or_too_much_is_refused(tmp_path: Path, written: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read(tmp_path, written)


def test_asking_for_records_is_a_question_and_disputing_one_an_act() -> None:
    assert INTENTS["check_claim"].looks_up
    assert INTENTS["check_claim"].is_question
    assert not INTENTS["check_claim"].is_act
    assert INTENTS["dispute_claim"].looks_up
    assert INTENTS["dispute_claim"].is_act


def test_the_aspects_are_what_can_be_asked_of_a_programme() -> None:
    assert "benefit" in ASPECTS
    assert "help" not in ASPECTS  # ask_help is of the conversation.
