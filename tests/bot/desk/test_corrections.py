"""Staff mark a mistake of the bot, a second person looks at it, and training gets it: masked, once, with names it knows."""

import re
from pathlib import Path

import httpx
import pytest
import yaml

from bot.cli.corrections import write_training_data
from bot.engine.answers import Turn, parse_turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.understanding import Understood
from bot.kernel.desk.corrections import CorrectionState, mask_example
from bot.records.desk.corrections import find_corrections
from testing.house import House
from tests.bot.desk.acting import get, post, refusal

TRAINING = Path(__file__).resolve().parents[3] / "nlu"
QUESTION = "我叫王芳，手机13800000001，钱咋还不来"


async def ask(house: House, words: str = QUESTION) -> int:
    """A member's question that the bot mistook; the ticket in which staff see it."""
    house.engine.turns[words] = Turn(
        (Spoken(Reply("您想去哪个窗口？")),),
        understood=Understood((("book_appointment", 0.62),), ("hospital_cash",)),
    )
    await house.chat(words)
    return await house.open_ticket()


async def find_answer(house: House, ticket: int) -> dict[str, object]:
    """What the bot said, as the page shows it."""
    page = await get(house, f"tickets/{ticket}/messages")
    return next(one for one in page["messages"] if one["text"] == "您想去哪个窗口？")


async def mark(house: House, ticket: int, who: str = "chen", **more: object) -> httpx.Response:
    message = (await find_answer(house, ticket))["id"]
    return await post(house, "corrections", {"message": message, "intents": ["check_payment"], **more}, who)


async def decide(house: House, number: int, who: str, act: str = "accept", **typed: object) -> httpx.Response:
    form = {"act": act, "text": "钱咋还不来", "intents": ["check_payment"], **typed}
    return await house.http.post(f"/console/corrections/{number}", data=form, headers={"x-staff": who})


async def find_accepted(house: House) -> list[tuple[object, ...]]:
    return await house.rows("SELECT text, decided_name FROM corrections WHERE state = 'accepted'")


async def test_each_answer_shows_what_was_understood(house: House) -> None:
    shown = await find_answer(house, await ask(house))
    assert shown["understood"] == {
        "intents": [{"name": "book_appointment", "words": "预约", "confidence": 0.62}],
        "programmes": ["hospital_cash"],
    }
    assert shown["markable"] is True


async def test_a_mistake_is_marked_masked_and_a_second_person_lets_it_in(house: House) -> None:
    answer = await mark(house, await ask(house), note="催钱的")
    assert answer.status_code == 201
    ((kept,),) = await house.rows("SELECT text FROM corrections")
    assert kept == "我叫［姓名］，手机［手机号］，钱咋还不来"
    page = (await house.http.get("/console/corrections", headers={"x-staff": "sun"})).text
    assert kept in page
    assert "预约（62%）" in page
    assert (await decide(house, answer.json()["id"], "sun")).status_code == 303
    assert await find_accepted(house) == [("钱咋还不来", "孙审核")]
    assert (await decide(house, answer.json()["id"], "leader", act="reject")).status_code == 409
    shown = await house.http.get("/console/corrections?state=accepted", headers={"x-staff": "sun"})
    assert "钱咋还不来" in shown.text


async def test_nobody_accepts_their_own(house: House) -> None:
    made = (await mark(house, await ask(house), "sun")).json()["id"]
    answer = await decide(house, made, "sun")
    assert answer.status_code == 409
    assert "另一位同事" in answer.text
    assert await find_accepted(house) == []
    page = (await house.http.get("/console/corrections", headers={"x-staff": "sun"})).text
    assert "您自己标的" in page


async def test_what_a_person_writes_back_in_is_masked_again(house: House) -> None:
    made = (await mark(house, await ask(house))).json()["id"]
    await decide(house, made, "sun", text="我叫王芳，13800000001，钱呢")
    assert await find_accepted(house) == [("我叫［姓名］，［手机号］，钱呢", "孙审核")]


async def test_marking_twice_is_told_and_kept_once(house: House) -> None:
    ticket = await ask(house)
    await mark(house, ticket)
    assert refusal(await mark(house, ticket)) == "already_marked"
    assert (await mark(house, ticket, "zhao")).status_code == 201


@pytest.mark.parametrize(
    ("intents", "programmes"),
    [([], []), (["nonsense"], []), (["check_payment"], ["nonsense"]), (["greet", "greet"], []),
     (["greet", "thank", "deny", "affirm"], [])],
)  # fmt: skip
async def test_a_choice_that_training_does_not_know_is_refused(
    house: House, intents: list[str], programmes: list[str]
) -> None:
    answer = await mark(house, await ask(house), intents=intents, programmes=programmes)
    assert refusal(answer) == "faulty_lesson"


@pytest.mark.parametrize("text", ["", " ", "a\n- intent: x", "- 钱呢", "/restart", "[钱](plan)", "{钱}"])
async def test_an_example_that_would_break_training_is_not_accepted(house: House, text: str) -> None:
    made = (await mark(house, await ask(house))).json()["id"]
    answer = await decide(house, made, "sun", text=text)
    if answer.status_code == 303:
        accepted = str((await find_accepted(house))[0][0])
        assert re.fullmatch(r"[^\[\]{}\n]+", accepted)
        assert not accepted.startswith(("-", "/"))
    else:
        assert answer.status_code == 422
        assert await find_accepted(house) == []


async def test_what_is_not_there_is_said_to_be_missing(house: House) -> None:
    await ask(house)
    assert (
        refusal(await post(house, "corrections", {"message": 999, "intents": ["greet"]})) == "unknown_message"
    )
    assert (await decide(house, 999, "sun")).status_code == 404
    answer = await house.http.post("/console/corrections/1", data={"act": "x"}, headers={"x-staff": "sun"})
    assert answer.status_code == 422


async def test_an_unread_proposal_goes_with_the_member_who_leaves(house: House) -> None:
    house.engine.turns[QUESTION] = Turn(
        (Spoken(Reply("您想去哪个窗口？")),), understood=Understood((("book_appointment", 0.6),))
    )
    await house.deliver(house.write(QUESTION))
    await house.turns.finish()
    ((message,),) = await house.rows("SELECT id FROM utterances WHERE text LIKE '您想去%'")
    answer = await post(house, "corrections", {"message": message, "intents": ["check_payment"]})
    assert answer.status_code == 201
    await house.deliver(house.write_event("unsubscribe"))
    await house.turns.finish()
    assert await house.rows("SELECT id FROM corrections") == []


async def test_what_was_accepted_becomes_training_data_the_same_each_time(house: House) -> None:
    made = (await mark(house, await ask(house))).json()["id"]
    await decide(house, made, "sun", intents=["check_payment", "complain"])
    async with house.database.begin() as session:
        accepted = await find_corrections(session, CorrectionState.ACCEPTED)
    written = write_training_data(accepted)
    assert yaml.safe_load(written) == {
        "version": "3.1",
        "nlu": [
            {
                "intent": "check_payment",
                "metadata": {"intents": ["check_payment", "complain"]},
                "examples": "- 钱咋还不来\n",
            }
        ],
    }
    assert write_training_data(list(accepted)) == written


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("13800000001", "［手机号］"),
        ("138 0000 0001打不通", "［手机号］打不通"),
        ("+86 138\u00a00000\u00a00001打不通", "［手机号］打不通"),
        ("\u202d13800000001\u202c打不通", "［手机号］打不通"),
        ("幺三八零零零零零零零一打不通", "［手机号］打不通"),
        ("LP2026-0000002到哪了", "［编号］到哪了"),
        ("我是李强，查理赔", "我是［姓名］，查理赔"),
        ("我住幸福路3号院2单元", "［地址］"),
        ("花了12000块，2026年3月住院", "花了12000块，2026年3月住院"),
        ("我叫不到车", "我叫不到车"),
        ("我是保洁员，能报吗", "我是保洁员，能报吗"),
    ],
)
def test_what_points_at_a_person_is_masked_and_sums_stay(words: str, masked: str) -> None:
    assert mask_example(words) == masked


def test_what_rasa_says_it_understood_is_read() -> None:
    turn = parse_turn(
        b'[{"custom": {"text": "x", "understood": {"intents": [["greet", 0.9]],'
        b' "programmes": ["accident"]}}}]'
    )
    assert turn.understood == Understood((("greet", 0.9),), ("accident",))
