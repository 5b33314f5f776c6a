"""What staff say reaches the member once, on a view that is not stale, and its fate is told honestly."""

import asyncio

import pytest

from bot.engine.answers import Turn
from bot.errors import TransportError
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from bot.kernel.conversation.tickets import Handoff
from testing.house import House
from tests.bot.desk.acting import get, post, refusal, reply
from vocabulary.tickets import TicketReason


async def open_wechat_ticket(house: House) -> int:
    """A member in WeChat asks for a person, who takes the ticket."""
    house.engine.turns["转人工"] = Turn((Spoken(Reply("好")),), person=Handoff(TicketReason.REQUESTED))
    await house.deliver(house.write("转人工"))
    await house.take(1)
    return 1


async def last_sending(house: House, ticket: int) -> dict[str, str]:
    messages = (await get(house, f"tickets/{ticket}"))["messages"]
    return next(one["send"] for one in reversed(messages) if one["speaker"] == "staff")


async def test_a_reply_arrives_signed(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    answer = await reply(house, ticket, "您好，我看到您的材料了")
    assert answer.status_code == 201
    assert answer.json()["message"]["send"]["words"] == "微信已收下"
    assert house.messenger.sent[-1][1] == "您好，我看到您的材料了\n—— 小陈"


async def test_the_same_key_says_it_once_also_at_the_same_time(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    seen = (await get(house, f"tickets/{ticket}"))["seen"]
    body = {"key": "one-and-the-same", "text": "您好", "seen": seen}
    answers = await asyncio.gather(*(post(house, f"tickets/{ticket}/replies", body) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["message"]["id"] for answer in answers}) == 1
    assert sum("您好" in words for _, words in house.messenger.sent) == 1


async def test_a_stale_view_is_refused_with_what_is_new_and_nothing_is_sent(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    seen = (await get(house, f"tickets/{ticket}"))["seen"]
    await house.deliver(house.write("不用了，找到了"))
    sent = len(house.messenger.sent)
    refused = await reply(house, ticket, "请再说一遍", seen=seen)
    assert refusal(refused) == "stale"
    assert [one["text"] for one in refused.json()["error"]["messages"]] == ["不用了，找到了"]
    assert len(house.messenger.sent) == sent
    again = await reply(house, ticket, "好的", seen=refused.json()["error"]["seen"])
    assert again.status_code == 201


async def test_ones_own_words_and_notices_make_no_view_stale(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    seen = (await get(house, f"tickets/{ticket}"))["seen"]
    first = await post(house, f"tickets/{ticket}/replies", {"key": "k" * 9, "text": "一", "seen": seen})
    own = first.json()["message"]["id"]
    second = await post(house, f"tickets/{ticket}/replies", {"key": "q" * 9, "text": "二", "seen": own})
    assert second.status_code == 201


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("您的{理赔号}到了", "unresolved"),
        ("　 ", "empty"),
        ("长" * 700, "too_long"),
    ],
)
async def test_what_cannot_be_sent_is_refused_with_the_reason(house: House, words: str, code: str) -> None:
    ticket = await open_wechat_ticket(house)
    assert refusal(await reply(house, ticket, words)) == code


async def test_whoever_does_not_hold_it_cannot_speak(house: House) -> None:
    ticket = await house.open_ticket()
    assert refusal(await reply(house, ticket, "您好")) == "not_yours"
    await house.take(ticket)
    assert refusal(await reply(house, ticket, "您好", "zhao")) == "taken"


async def test_the_window_is_counted_down_and_closed(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    left = []
    for number in range(4):
        left.append((await get(house, "queue"))["tickets"][0]["window"]["left"])
        await reply(house, ticket, f"第{number}句", key=f"number-{number}")
    assert left == [4, 3, 2, 1]
    window = (await get(house, "queue"))["tickets"][0]["window"]
    assert (window["left"], window["words"]) == (0, "现在发不了，对方下次说话时送出")
    refused = await reply(house, ticket, "还有一句", key="the-last-one")
    assert refusal(refused) == "window_closed"
    kept = await reply(house, ticket, "还有一句", key="the-last-one", hold=True)
    assert kept.json()["message"]["send"]["state"] == "held"
    answer = await house.deliver(house.write("在"))
    assert answer is not None
    assert "还有一句" in answer.text


async def test_the_last_slot_is_warned_of(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    for number in range(3):
        await reply(house, ticket, "好", key=f"number-{number}")
    assert "最后一条" in (await get(house, "queue"))["tickets"][0]["window"]["words"]


async def test_a_refusal_by_wechat_is_told_in_plain_words_and_can_be_tried_again(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    house.messenger.refusal = TransportError(
        "closed", refusal=SendRefusal(RefusalReason.WINDOW_CLOSED), permanent=True
    )
    answer = await reply(house, ticket, "您好")
    sending = answer.json()["message"]["send"]
    assert (sending["state"], sending["retry"]) == ("failed", "yes")
    assert "48 小时" in sending["words"]
    house.messenger.refusal = None
    message = answer.json()["message"]["id"]
    assert (await post(house, f"messages/{message}/retry")).json()["message"]["send"]["state"] == "accepted"
    assert refusal(await post(house, f"messages/{message}/retry")) == "not_needed"
    assert sum("您好" in words for _, words in house.messenger.sent) == 1


async def test_what_may_have_arrived_is_sent_again_only_on_purpose(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    house.messenger.refusal = TransportError("timeout", outcome_unknown=True)
    message = (await reply(house, ticket, "您好")).json()["message"]
    assert (message["send"]["state"], message["send"]["retry"]) == ("unknown", "ask")
    house.messenger.refusal = None
    assert refusal(await post(house, f"messages/{message['id']}/retry")) == "may_arrive_twice"
    again = await post(house, f"messages/{message['id']}/retry", {"sure": True})
    assert again.json()["message"]["send"]["state"] == "accepted"


async def test_an_identity_number_in_a_note_is_masked(house: House) -> None:
    ticket = await house.open_ticket()
    body = {"key": "note-key-1", "text": "身份证 110101199003070017 已核对"}
    await post(house, f"tickets/{ticket}/notes", body)
    await post(house, f"tickets/{ticket}/notes", body)
    notes = (await get(house, f"tickets/{ticket}"))["notes"]
    assert [("110101" in note["text"], note["name"]) for note in notes] == [(False, "小陈")]


async def test_unknown_tickets_and_messages_are_told_so(house: House) -> None:
    assert refusal(await post(house, "tickets/77/take")) == "unknown_ticket"
    assert refusal(await post(house, "messages/77/retry")) == "unknown_message"
    assert (await house.http.get("/console/api/tickets/77", headers={"x-staff": "chen"})).status_code == 404


async def test_three_hundred_messages_in_a_minute_are_kept_and_slowed_kindly(house: House) -> None:
    ticket = await house.open_ticket()
    for number in range(80):
        await house.chat(f"第{number}条")
    assert len(house.engine.asked) <= 61
    page = await get(house, f"tickets/{ticket}/messages")
    assert page["more"]
    said = await house.rows("SELECT text FROM utterances WHERE speaker='bot' AND text LIKE '%有点快%'")
    assert len(said) == 1
    assert (await house.rows("SELECT count(*) FROM utterances WHERE speaker='member'"))[0][0] == 81
