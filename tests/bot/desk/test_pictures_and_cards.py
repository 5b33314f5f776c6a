"""What staff send besides words: pictures and pages shown as cards, in the chat, in WeChat, and kept for later."""

import io

import httpx
import pytest
from PIL import Image

from bot.errors import TransportError
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from testing.house import House
from tests.bot.desk.acting import get, post, refusal
from tests.bot.desk.test_replying import open_wechat_ticket
from wechat_sim.replies import PageLink


def draw(width: int = 60, kind: str = "PNG") -> bytes:
    """A picture that a camera has noted something in."""
    drawn = io.BytesIO()
    Image.effect_noise((width, width), 90).convert("RGB").save(drawn, kind)
    return drawn.getvalue()


async def send_picture(
    house: House, ticket: int, content: bytes, key: str = "picture-1", **more: str
) -> httpx.Response:
    seen = (await get(house, f"tickets/{ticket}"))["seen"]
    return await house.http.post(
        f"/console/api/tickets/{ticket}/pictures",
        data={"key": key, "seen": str(seen), **more},
        files={"picture": ("a.png", content, "image/png")},
        headers={"x-staff": "chen"},
    )


async def test_a_picture_is_drawn_anew_and_shown_in_the_chat_once(house: House) -> None:
    ticket = await house.open_ticket()
    await house.take(ticket)
    for _ in range(2):
        answer = await send_picture(house, ticket, draw())
        assert answer.status_code == 201
    said = (await house.http.get("/api/chat/messages", params={"visitor": "v1"})).json()["messages"]
    pictures = [one["picture"] for one in said if "picture" in one]
    assert len(pictures) == 1
    shown = await house.http.get(pictures[0])
    assert (shown.headers["content-type"], shown.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert (await house.http.get("/pictures/guessed")).status_code == 404


async def test_in_wechat_a_large_picture_goes_as_one_message_that_fits(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    answer = await send_picture(house, ticket, draw(2600, "JPEG"))
    assert answer.json()["message"]["send"]["state"] == "accepted"
    assert "PictureMessage" in house.messenger.sent[-1][1]
    ((size,),) = await house.rows("SELECT length(content) FROM sent_pictures")
    assert size <= 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "paper_unreadable"), (b"<svg onload=alert(1)>", "paper_unreadable")]
)
async def test_what_is_no_picture_is_refused_and_nothing_is_sent(
    house: House, content: bytes, code: str
) -> None:
    ticket = await open_wechat_ticket(house)
    sent = len(house.messenger.sent)
    assert refusal(await send_picture(house, ticket, content)) == code
    assert len(house.messenger.sent) == sent


@pytest.mark.parametrize("is_wechat_slow", [False, True])
async def test_a_picture_kept_for_later_comes_with_the_next_words(house: House, is_wechat_slow: bool) -> None:
    ticket = await open_wechat_ticket(house)
    house.messenger.refusal = TransportError("closed", refusal=SendRefusal(RefusalReason.WINDOW_CLOSED))
    await send_picture(house, ticket, draw())
    house.messenger.refusal = None
    await house.resolve(ticket)
    house.uploads.refusal = TransportError("slow") if is_wechat_slow else None
    sent = len(house.messenger.sent)
    answer = await house.deliver(house.write("在吗"))
    pushed = [words for _, words in house.messenger.sent[sent:]]
    if is_wechat_slow:
        assert answer is None
        assert any("PictureMessage" in words for words in pushed)
    else:
        assert answer
        assert answer.media_id == "media-1"
    assert any("听到了：在吗" in words for words in pushed)


async def test_an_unfollower_takes_the_pictures_along(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    await send_picture(house, ticket, draw())
    await house.deliver(house.write_event("unsubscribe"))
    assert await house.rows("SELECT * FROM sent_pictures") == []


async def save_card(house: House, who: str = "leader", **more: str) -> int:
    form = {"short": "指南", "title": "办理指南", "text": "三步就好", "card_title": "怎么交材料"}
    form |= {"card_url": "https://a.cn/papers"} | more
    return (await house.http.post("/console/canned", data=form, headers={"x-staff": who})).status_code


async def test_a_canned_card_is_sent_as_a_card(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    assert await save_card(house) == 303
    canned = {one["short"]: one["card"] for one in await get(house, "canned")}
    assert (canned["指南"], canned["您好"]) == ("怎么交材料", None)
    seen = (await get(house, f"tickets/{ticket}"))["seen"]
    body = {"key": "a-card-1", "text": "三步就好", "seen": seen, "card": "指南"}
    answer = await post(house, f"tickets/{ticket}/replies", body)
    assert answer.json()["message"]["card"] == "怎么交材料"
    assert "CardMessage(title='怎么交材料', description='三步就好\\n—— 小陈'" in house.messenger.sent[-1][1]


async def test_a_card_that_waited_is_a_card_in_the_passive_reply(house: House) -> None:
    ticket = await open_wechat_ticket(house)
    await save_card(house)
    house.messenger.refusal = TransportError("closed", refusal=SendRefusal(RefusalReason.WINDOW_CLOSED))
    seen = (await get(house, f"tickets/{ticket}"))["seen"]
    body = {"key": "a-card-2", "text": "三步就好", "seen": seen, "card": "指南"}
    await post(house, f"tickets/{ticket}/replies", body)
    house.messenger.refusal = None
    await house.resolve(ticket)
    answer = await house.deliver(house.write("在吗"))
    assert answer
    assert answer.links == (PageLink("怎么交材料", "https://a.cn/papers"),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"card_url": "javascript:alert(1)"},
        {"card_title": ""},
        {"text": "长" * 121},
        {"text": "您的{银行卡号}"},
        {"short": "有 空格"},
        {"title": ""},
    ],
)
async def test_what_could_not_be_sent_is_not_kept(house: House, wrong: dict[str, str]) -> None:
    assert await save_card(house, **wrong) == 422
    assert "办理指南" not in [one["title"] for one in await get(house, "canned")]


async def test_supervisors_edit_and_remove_what_was_brought_along(house: House) -> None:
    assert await save_card(house, "chen") == 403
    await save_card(house, short="/您好", card_title="", card_url="")
    edited = {one["short"]: one["text"] for one in await get(house, "canned")}
    assert edited["您好"] == "三步就好"
    await house.http.post(
        "/console/canned", data={"act": "remove", "short": "您好"}, headers={"x-staff": "leader"}
    )
    assert "您好" not in [one["short"] for one in await get(house, "canned")]
    acts = await house.rows("SELECT count(*) FROM audit WHERE act = 'edit_canned'")
    assert acts == [(2,)]


async def save_hours(house: House, **form: str) -> int:
    return (await house.http.post("/console/hours", data=form, headers={"x-staff": "leader"})).status_code


async def test_new_hours_hold_at_once_and_outside_them_the_member_is_told_when(house: House) -> None:
    assert await save_hours(house, **{f"day{day}": "00:00-00:01" for day in range(1, 8)}) == 303
    page = await house.http.get("/console/hours", headers={"x-staff": "leader"})
    assert "现在是下班时间" in page.text
    await house.open_ticket()
    said = await house.rows("SELECT text FROM utterances ORDER BY id")
    assert any("明天" in text for (text,) in said)


async def test_hours_that_make_no_sense_are_refused_and_what_was_typed_stays(house: House) -> None:
    form = {"day1": "9:00-8:00", "holidays": "2026-10-01"}
    answer = await house.http.post("/console/hours", data=form, headers={"x-staff": "leader"})
    assert answer.status_code == 422
    assert "结束早于开始" in answer.text
    assert 'value="9:00-8:00"' in answer.text
    assert await save_hours(house, holidays="国庆节") == 422
