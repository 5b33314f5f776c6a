"""The bot's last words say what the next message is expected to be."""

from typing import Any

import pytest

from nlu.components.expecting import NOTHING, Expects
from nlu.last_words import find_expects, read_last_words
from vocabulary.expects import Asked, Subject


@pytest.mark.parametrize(
    ("words", "asked", "subject"),
    [
        ("您的理赔申请现在提交，可以吗？", Asked.YES, Subject.CLAIM),
        ("确认要解除绑定吗？", Asked.YES, Subject.IDENTITY),
        ("上次的报案填到一半，要接着填吗？", Asked.GO_ON, Subject.CLAIM),
        ("这次一共花了多少钱？", Asked.SUM, Subject.CLAIM),
        ("请填写家庭月收入。", Asked.SUM, None),
        ("是哪一天出院的？", Asked.DAY, Subject.CLAIM),
        ("您有三笔理赔：1 住院，2 骨折，3 门诊。要看哪一笔？", Asked.RECORD, Subject.CLAIM),
        ("您问的是哪个保障项目？", Asked.PROGRAMME, Subject.PROGRAMME),
        ("是您本人受伤，还是家里人？", Asked.WHOSE, Subject.CLAIM),
        ("是大病，还是受了灾？", Asked.KIND, None),
        ("请问发生了什么？", Asked.STORY, None),
        ("您在哪个区？", Asked.DISTRICT, None),
        ("在哪家医院住的院？", Asked.PLACE, Subject.CLAIM),
        ("您的工作单位叫什么？", Asked.UNIT, None),
        ("请留个手机号，方便联系。", Asked.TELEPHONE, None),
        ("刚才同事的帮助您满意吗？", Asked.RATING, Subject.PERSON),
        ("请上传诊断证明的照片。", Asked.STEP, Subject.PAPERS),
        ("救助申请已经收到。", None, Subject.RELIEF),
        ("请在出院之日起两年内提出申请。", None, Subject.PROGRAMME),
        ("不用着急，慢慢说。", None, None),
        ("", None, None),
    ],
)
def test_what_the_last_words_expect(words: str, asked: Asked | None, subject: Subject | None) -> None:
    assert read_last_words(words) == Expects(asked, subject)


def test_the_last_question_counts() -> None:
    assert read_last_words("受伤的是哪一位？记下了。是哪一天伤的？").asked == Asked.DAY


@pytest.mark.parametrize(
    ("row", "expects"),
    [
        ({}, NOTHING),
        ({"context": "可以吗？"}, Expects(Asked.YES)),
        (
            {"context": "可以吗？", "expects": {"asked": "sum", "subject": "claim"}},
            Expects(Asked.SUM, Subject.CLAIM),
        ),
        ({"context": "可以吗？", "expects": {}}, NOTHING),
    ],
)
def test_a_row_says_itself_what_was_expected_or_gives_the_words(
    row: dict[str, Any], expects: Expects
) -> None:
    assert find_expects(row) == expects
