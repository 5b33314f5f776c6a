"""The same words mean another thing after another question; a fresh question stays one."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nlu.components.examples import read_example
from nlu.components.expecting import NOTHING, Expects, read_expects, read_metadata
from nlu.measures import BELIEVED
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject

MODEL = Path(__file__).resolve().parents[2] / "var" / "models" / "huzhu.tar.gz"
Hear = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def agent() -> Any:
    from rasa.core.agent import Agent

    if not MODEL.exists():
        pytest.fail("no model: run make train")
    return Agent.load(str(MODEL))


@pytest.fixture(scope="module")
def hear(agent: Any) -> Hear:
    """What is understood of words that come with these metadata."""
    from rasa.core.channels.channel import UserMessage

    def hear(text: str, metadata: Any = None) -> dict[str, Any]:
        parsed: dict[str, Any] = asyncio.run(
            agent.processor.parse_message(UserMessage(text, metadata=metadata))
        )
        return parsed

    return hear


@pytest.mark.parametrize(
    ("text", "asked", "subject", "intent", "move"),
    [
        ("好", Asked.YES, Subject.CLAIM, "affirm", Move.AGREE),
        ("对", Asked.YES, Subject.VISIT, "affirm", Move.AGREE),
        ("不用", Asked.YES, Subject.CLAIM, "deny", Move.REFUSE),
        ("不用了", None, Subject.PERSON, "cancel", Move.WITHDRAW),
        ("三千", Asked.SUM, Subject.CLAIM, "inform", Move.GIVE),
        ("三千的那个", Asked.RECORD, Subject.PAYMENT, "inform", Move.CHOOSE),
        ("第二个", Asked.RECORD, Subject.CLAIM, "inform", Move.CHOOSE),
        ("第二个呢", None, Subject.CLAIM, "check_claim", Move.CARRY),
        ("那笔退回来的呢", None, Subject.PAYMENT, "check_payment", Move.CARRY),
        ("都看看", Asked.RECORD, Subject.CLAIM, "inform", Move.CHOOSE_ALL),
        ("上个月的", Asked.RECORD, Subject.CLAIM, "inform", Move.CHOOSE),
        ("上个月", Asked.DAY, Subject.CLAIM, "inform", Move.GIVE),
        ("记不清了", Asked.DAY, Subject.CLAIM, "inform", Move.NOT_KNOWN),
        ("不是八千，是八万", Asked.DAY, Subject.CLAIM, None, Move.CORRECT),
        ("算了不办了", Asked.SUM, Subject.CLAIM, "cancel", Move.STOP),
        ("明天再弄吧", Asked.STORY, Subject.CLAIM, "cancel", Move.PUT_OFF),
        ("接着填", Asked.GO_ON, Subject.CLAIM, "affirm", Move.GO_ON),
        ("没听懂", Asked.STEP, Subject.IDENTITY, "ask_help", Move.LOST),
        ("要这个干嘛", Asked.TELEPHONE, Subject.RELIEF, "ask_privacy", Move.WHY),
        ("住院津贴一天给多少钱", Asked.SUM, Subject.CLAIM, "ask_benefit", Move.ASK),
        ("京卡丢了怎么补", Asked.YES, Subject.VISIT, "ask_member_card", Move.ASK),
        ("转人工", Asked.DAY, Subject.CLAIM, "request_human", Move.ASK),
        ("我的理赔到哪一步了", Asked.PROGRAMME, Subject.PROGRAMME, "check_claim", Move.ASK),
        ("谢谢", None, Subject.CLAIM, "thank", Move.COURTESY),
    ],
)
def test_words_are_read_by_what_the_conversation_expects(
    hear: Hear, text: str, asked: Asked | None, subject: Subject | None, intent: str | None, move: Move
) -> None:
    parsed = hear(text, Expects(asked, subject).as_metadata())
    assert parsed["move_ranking"][0]["name"] == move
    assert intent is None or parsed["intent_ranking"][0]["name"] == intent


@pytest.mark.parametrize(
    ("text", "subject", "aspects", "about"),
    [
        ("我的理赔还差什么材料", None, {Aspect.MISSING}, Subject.CLAIM),
        ("我的理赔审到哪一步了", None, {Aspect.STATE}, Subject.CLAIM),
        ("那还得等几天", Subject.CLAIM, {Aspect.WHEN}, Subject.CLAIM),
        ("那还得等几天", Subject.RELIEF, {Aspect.WHEN}, Subject.RELIEF),
        ("为啥没批", Subject.CLAIM, {Aspect.WHY}, Subject.CLAIM),
        ("打哪张卡", Subject.PAYMENT, {Aspect.CARD}, Subject.PAYMENT),
        ("批了怎么还不打钱", None, {Aspect.WHY_SLOW}, Subject.PAYMENT),
        ("我约的是几点", None, {Aspect.TIME}, Subject.VISIT),
        ("单位不给开证明咋办", Subject.CLAIM, {Aspect.SUBSTITUTE}, Subject.CLAIM),
        ("谢谢", Subject.CLAIM, set(), None),
        ("转人工", None, set(), Subject.PERSON),
    ],
)
def test_what_is_asked_of_what_is_heard(
    hear: Hear, text: str, subject: Subject | None, aspects: set[Aspect], about: Subject | None
) -> None:
    parsed = hear(text, Expects(None, subject).as_metadata())
    believed = {one["name"] for one in parsed["aspect_ranking"] if one["confidence"] >= BELIEVED}
    likeliest = parsed["about_ranking"][0]
    assert believed == aspects
    assert (likeliest["name"] if likeliest["confidence"] >= BELIEVED else None) == about


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        {"pass": "p"},
        {"expects": None},
        {"expects": {}},
        {"expects": {"asked": None, "subject": None}},
        {"expects": "yes"},
        {"expects": ["yes"]},
        {"expects": {"asked": "everything", "subject": 7}},
        {"expects": {"asked": {"yes": 1}, "subject": ["claim"]}},
    ],
)
@pytest.mark.parametrize("text", ["我的理赔到哪一步了", "对", "三千", "第二个"])
def test_what_expects_nothing_known_changes_nothing(hear: Hear, text: str, metadata: Any) -> None:
    plain = hear(text)
    assert plain["move_ranking"]
    assert hear(text, metadata) | {"metadata": None} == plain | {"metadata": None}


@pytest.mark.parametrize(
    ("value", "expects"),
    [
        ({"asked": "yes", "subject": "claim", "more": 1}, Expects(Asked.YES, Subject.CLAIM)),
        ({"asked": "yes", "subject": "money"}, Expects(Asked.YES)),
        ({"asked": "YES", "subject": "claim"}, Expects(None, Subject.CLAIM)),
        ({"asked": True}, NOTHING),
        (None, NOTHING),
        (7, NOTHING),
    ],
)
def test_each_field_is_read_where_the_vocabulary_knows_it(value: object, expects: Expects) -> None:
    assert read_expects(value) == expects
    assert read_metadata({"expects": value}) == expects


def test_what_is_written_is_read_again() -> None:
    for expects in (NOTHING, Expects(Asked.DAY), Expects(None, Subject.RELIEF)):
        assert read_metadata(expects.as_metadata()) == expects


def test_the_moves_reach_whoever_answers(agent: Any) -> None:
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.trackers import EventVerbosity

    message = UserMessage("好的", sender_id="7-moves", metadata=Expects(Asked.YES).as_metadata())
    tracker = asyncio.run(agent.processor.log_message(message))
    latest = tracker.current_state(EventVerbosity.ALL)["latest_message"]
    assert latest["move_ranking"][0]["name"] == Move.AGREE
    assert 0.5 < latest["move_ranking"][0]["confidence"] <= 1
    assert latest["metadata"]["expects"] == {"asked": "yes", "subject": None}


@pytest.mark.parametrize(
    ("metadata", "named"),
    [
        ({"asked": "ja"}, "ja"),
        ({"subject": "weather"}, "weather"),
        ({"move": "wave"}, "wave"),
        ({"ask": "yes"}, "ask"),
        ({"aspects": ["colour"]}, "colour"),
        ({"aspects": "when"}, "when"),
        ({"about": "weather"}, "weather"),
    ],
)
def test_an_example_that_names_what_is_not_known_is_not_trained_on(
    metadata: dict[str, Any], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        read_example("好", "affirm", metadata)


def test_an_example_says_what_it_does_or_its_intents_tell() -> None:
    assert read_example("第二个", "inform", {"asked": "record", "move": "choose"}).move == Move.CHOOSE
    assert read_example("好", "affirm", {"asked": True}).expects == Expects(Asked.YES)
    assert (
        read_example("材料和时间", "ask_documents", {"intents": ["ask_documents", "ask_deadline"]}).move
        == Move.ASK
    )
    assert read_example("好，要啥材料", "affirm", {"intents": ["affirm", "ask_documents"]}).move == Move.ASK
    assert read_example("什么态度", "complain", {}).move is None


@pytest.mark.parametrize(
    ("intent", "metadata", "aspects", "about"),
    [
        (
            "check_claim",
            {"aspects": ["when", "why_slow"], "about": "claim"},
            ("when", "why_slow"),
            ("claim",),
        ),
        ("check_claim", {}, None, ("claim",)),
        ("check_payment", {"subject": "claim", "move": "carry"}, None, ("payment",)),
        ("check_claim", {"subject": "relief", "move": "carry"}, None, ("relief",)),
        ("ask_documents", {"subject": "visit", "move": "carry"}, ("missing",), ("visit",)),
        ("ask_documents", {"aspects": ["substitute"]}, ("substitute",), ("programme",)),
        ("ask_documents", {"intents": ["ask_documents", "check_claim"]}, None, None),
        ("greet", {}, (), ()),
        ("inform", {"asked": "day", "subject": "claim"}, (), ()),
        ("complain", {"aspects": [], "about": "none"}, (), ()),
        ("complain", {}, None, None),
    ],
)
def test_an_example_says_what_it_asks_of_what_or_its_intents_tell(
    intent: str, metadata: dict[str, Any], aspects: tuple[str, ...] | None, about: tuple[str, ...] | None
) -> None:
    example = read_example("那得几天", intent, metadata)
    assert (example.aspects, example.about) == (aspects, about)
