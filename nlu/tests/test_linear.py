"""The linear model: deterministic, whatever the order, and steady for any input."""

from pathlib import Path

import numpy as np
import pytest

from nlu.components.entities.sounds import find_sounds
from nlu.components.intents import IntentFinder, Thresholds
from nlu.components.linear import Example, LinearModel, fit
from nlu.components.mixing import mix, read_courtesies, surround
from nlu.components.text import MAX_CHARACTERS, normalise
from nlu.components.views import SCALES, Viewer

TAUGHT = {
    "check_claim": ["我的理赔到哪了", "理赔进度", "审到哪一步了", "理赔审完没"],
    "ask_documents": ["要什么材料", "准备哪些材料", "带什么证明材料", "材料清单"],
    "greet": ["你好", "您好", "你好啊", "在吗"],
}
EXAMPLES: list[Example] = [(text, (label,)) for label, texts in TAUGHT.items() for text in texts]
VIEWER = Viewer({}, {"status": ["进度", "到哪"]})


def train(examples: list[Example]) -> LinearModel:
    return fit(examples, [mix(examples, 50)], VIEWER.view, 0.5, SCALES)


FINDER = IntentFinder(train(EXAMPLES), VIEWER, Thresholds())


def test_the_same_data_in_any_order_gives_the_same_model() -> None:
    one, other = train(EXAMPLES), train(list(reversed(EXAMPLES)))
    assert one.columns == other.columns
    assert np.array_equal(one.weights, other.weights)


def test_two_intents_are_enough_to_train() -> None:
    pair = [example for example in EXAMPLES if example[1] != ("greet",)]
    assert fit(pair, [[]], VIEWER.view, 0.5, SCALES).labels == ("ask_documents", "check_claim")


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
    confidences = [confidence for _, confidence in reading.ranking]
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
    assert all(
        any(text in one and labels == taught for text, taught in EXAMPLES) for one, labels in surrounded
    )
    assert any(one not in dict(EXAMPLES) for one, _ in surrounded)
