"""The linear model: deterministic, whatever the order, and steady for any input."""

from pathlib import Path

import numpy as np
import pytest

from nlu.components.entities.sounds import find_sounds
from nlu.components.examples import Example, order
from nlu.components.expecting import NOTHING, Expects
from nlu.components.intents import IntentFinder, Thresholds
from nlu.components.linear import Prepared, choose_features, fit, prepare
from nlu.components.mixing import interrupt, mix, read_courtesies, spell, surround
from nlu.components.text import MAX_CHARACTERS, normalise
from nlu.components.usual import find_usual_about, find_usual_aspects, find_usual_move
from nlu.components.views import SCALES, Viewer
from vocabulary.expects import Asked, Move

TAUGHT = {
    "check_claim": ["我的理赔到哪了", "理赔进度", "审到哪一步了", "理赔审完没"],
    "ask_documents": ["要什么材料", "准备哪些材料", "带什么证明材料", "材料清单"],
    "greet": ["你好", "您好", "你好啊", "在吗"],
}
EXAMPLES = [
    Example(
        text,
        (label,),
        move=find_usual_move((label,)),
        aspects=find_usual_aspects((label,), None),
        about=find_usual_about((label,), None, None),
    )
    for label, texts in TAUGHT.items()
    for text in texts
]
ANSWERS = [
    *(Example(text, ("affirm",), Expects(Asked.YES), Move.AGREE) for text in ("好", "对", "对啊", "好啊")),
    *(
        Example(text, ("inform",), Expects(Asked.RATING), Move.GIVE)
        for text in ("好", "还好", "好啊", "不好")
    ),
]
VIEWER = Viewer({}, {"status": ["进度", "到哪"]})


def train(examples: list[Example]) -> IntentFinder:
    written = order(examples)
    features = choose_features([VIEWER.look(one) for one in written], SCALES)

    def look(several: list[Example]) -> Prepared:
        return prepare(several, map(VIEWER.look, several), features)

    drawings = [look([*mix(written, 50), *interrupt(written, 50)])]
    intents = fit(look(written), drawings, lambda one: one.intents, 0.5)
    moves = fit(look(written), drawings, lambda one: (one.move or Move.ASK,), 0.5)
    aspects = fit(look(written), drawings, lambda one: one.aspects or (), 0.5)
    about = fit(look(written), drawings, lambda one: one.about or (), 0.5)
    return IntentFinder(VIEWER, features, intents, moves, aspects, about, Thresholds())


FINDER = train([*EXAMPLES, *ANSWERS])


def test_the_same_data_in_any_order_gives_the_same_model() -> None:
    one, other = train([*EXAMPLES, *ANSWERS]), train([*reversed(ANSWERS), *reversed(EXAMPLES)])
    assert one.features.columns == other.features.columns
    assert np.array_equal(one.intents.weights, other.intents.weights)
    assert np.array_equal(one.moves.weights, other.moves.weights)


def test_two_intents_are_enough_to_train() -> None:
    finder = train([example for example in EXAMPLES if example.intents != ("ask_documents",)])
    assert finder.intents.labels == ("check_claim", "greet")


@pytest.mark.parametrize(
    ("text", "asked", "intent", "move"),
    [
        ("好", Asked.YES, "affirm", Move.AGREE),
        ("好", Asked.RATING, "inform", Move.GIVE),
        ("好啊", Asked.YES, "affirm", Move.AGREE),
        ("好啊", Asked.RATING, "inform", Move.GIVE),
        ("理赔进度到哪了", Asked.YES, "check_claim", Move.ASK),
        ("理赔进度到哪了", Asked.RATING, "check_claim", Move.ASK),
    ],
)
def test_the_same_words_are_read_by_what_was_asked(text: str, asked: Asked, intent: str, move: Move) -> None:
    reading = FINDER.read(text, Expects(asked))
    assert reading
    assert reading.intents == (intent,)
    assert reading.moves[0][0] == move


def test_to_expect_nothing_adds_nothing_to_a_message() -> None:
    assert VIEWER.view("好", NOTHING)[-1] == []
    assert VIEWER.view("好", Expects(Asked.YES))[:-1] == VIEWER.view("好", NOTHING)[:-1]
    assert FINDER.read("好", Expects()) == FINDER.read("好")


@pytest.mark.parametrize("text", ["理赔进度到哪了", "理陪进度", "理賠進度", "理赔进度。"])
def test_it_understands_words_it_was_not_taught(text: str) -> None:
    reading = FINDER.read(text)
    assert reading
    assert reading.intents == ("check_claim",)


def test_several_questions_are_all_found_in_the_order_asked() -> None:
    reading = FINDER.read("材料清单？我的理赔到哪了")
    assert reading
    assert reading.intents == ("ask_documents", "check_claim")


@pytest.mark.parametrize("text", ["完全没见过", "😭", "长" * 5000, "5", "！！！"])
def test_any_text_gets_every_intent_with_its_confidence_likeliest_first(text: str) -> None:
    reading = FINDER.read(text)
    assert reading
    for ranking in (reading.ranking, reading.moves, reading.aspects, reading.about):
        confidences = [confidence for _, confidence in ranking]
        assert confidences == sorted(confidences, reverse=True)
        assert all(0 <= confidence <= 1 for confidence in confidences)


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u202e\x00"])
def test_what_holds_nothing_to_read_is_no_question(text: str) -> None:
    assert FINDER.read(text) is None


def test_normalising_makes_equal_what_looks_equal() -> None:
    assert normalise("ＬＰ２０２６－００３１１８７") == normalise("lp2026-0031187")
    assert normalise("你\u200b好\u3000\n吗") == "你好 吗"
    assert normalise("報銷") == "报销"


def test_of_a_very_long_text_both_ends_are_read() -> None:
    text = normalise("头" + "中" * 5000 + "尾")
    assert len(text) == MAX_CHARACTERS + 1
    assert text[0] == "头"
    assert text[-1] == "尾"


def test_pinyin_typed_in_letters_sounds_like_the_characters() -> None:
    assert find_sounds("li pei jindu") == find_sounds("理赔进度")
    assert find_sounds("status") == ["status"]


def test_a_typed_command_is_no_question() -> None:
    reading = FINDER.read("／check_claim{}")
    assert reading
    assert reading.intents == ("out_of_scope",)


def test_courtesies_are_put_around_messages_and_change_no_label() -> None:
    courtesies = read_courtesies(Path("nlu/lookups"))
    surrounded = surround(EXAMPLES, 40, courtesies)
    assert surrounded == surround(list(reversed(EXAMPLES)), 40, courtesies)
    taught = {one.text: one.intents for one in EXAMPLES}
    assert all(
        any(text in one.text and one.intents == intents for text, intents in taught.items())
        for one in surrounded
    )
    assert any(one.text not in taught for one in surrounded)


def test_a_fresh_question_is_taught_amid_any_conversation_and_an_answer_in_its_own_alone() -> None:
    interrupting = interrupt([*EXAMPLES, *ANSWERS], 200)
    assert interrupting == interrupt([*reversed(ANSWERS), *reversed(EXAMPLES)], 200)
    assert {one.text for one in interrupting} <= {one.text for one in EXAMPLES}
    assert len({one.expects for one in interrupting}) > len(Asked)
    assert all(one.expects for one in interrupting)


def test_what_is_typed_by_its_sound_keeps_its_conversation() -> None:
    assert Example("haoa", ("affirm",), Expects(Asked.YES), Move.AGREE) in spell(
        [Example("好啊", ("affirm",), Expects(Asked.YES), Move.AGREE)]
    )
