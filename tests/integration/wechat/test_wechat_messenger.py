"""What the messenger makes of replies: one message, pictures and cards, and the short wait for an allowance."""

from collections.abc import Sequence

import pytest

from bot.errors import TransportError
from bot.kernel.conversation.messages import Choice, Link, Reply
from bot.wechat.account.client import WeChatApi
from bot.wechat.outbound.media import Media, PictureStore
from bot.wechat.outbound.messenger import WeChatMessenger
from wechat_sim.account import LOCAL_OPENID
from wechat_sim.api import OutgoingApi
from wechat_sim.media import TINY_JPEG

SEND = "custom/send"


class KeptBytes:
    """Keeps one picture."""

    async def find(self, key: str) -> bytes | None:
        return TINY_JPEG if key == "k1" else None


async def send_all(messenger: WeChatMessenger, *replies: Reply) -> None:
    for message in messenger.write(replies):
        await messenger.send(LOCAL_OPENID, message)


async def test_the_messenger_says_everything_in_one_message(api: WeChatApi, wechat: OutgoingApi) -> None:
    replies = [Reply("您好。"), Reply("还要别的吗？", (Choice("转人工", "转人工"),))]
    await send_all(WeChatMessenger(api), *replies)
    (message,) = wechat.messages
    assert message.reply.text == "您好。\n\n还要别的吗？\n转人工"
    assert [choice.text for choice in message.reply.choices] == ["转人工"]


async def test_pictures_and_cards_arrive_as_what_they_are(api: WeChatApi, wechat: OutgoingApi) -> None:
    messenger = WeChatMessenger(api, PictureStore(Media(api), KeptBytes()))
    card = Link("怎么交材料", "https://a.cn/papers")
    await send_all(messenger, Reply("", picture="k1"), Reply("三步就好", card=card))
    assert [one.message_type for one in wechat.messages] == ["image", "news"]
    assert wechat.media.find(wechat.messages[0].reply.media_id, wechat.clock()).content == TINY_JPEG
    assert wechat.messages[1].reply.text == "怎么交材料\n三步就好"
    assert wechat.messages[1].reply.links[0].url == "https://a.cn/papers"


async def test_a_picture_that_is_not_kept_any_more_is_refused_for_good(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    messenger = WeChatMessenger(api, PictureStore(Media(api), KeptBytes()))
    with pytest.raises(TransportError) as caught:
        await send_all(messenger, Reply("", picture="long-gone"))
    assert (caught.value.permanent, caught.value.outcome_unknown) == (True, False)
    assert not wechat.messages


class Waits:
    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


async def send_with_refusals(api: WeChatApi, wechat: OutgoingApi, errcodes: Sequence[int]) -> Waits:
    for errcode in errcodes:
        wechat.faults.refuse(errcode, SEND)
    waits = Waits()
    await send_all(WeChatMessenger(api, wait=waits), Reply("您好。"))
    return waits


async def test_an_allowance_that_opens_a_moment_late_is_waited_for_once(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    waits = await send_with_refusals(api, wechat, [45047])
    assert waits.seconds == [1.0]
    assert [message.reply.content for message in wechat.messages] == ["您好。"]
    with pytest.raises(TransportError):
        await send_with_refusals(api, wechat, [45047, 45047])


async def test_no_other_refusal_is_waited_for(api: WeChatApi, wechat: OutgoingApi) -> None:
    with pytest.raises(TransportError):
        await send_with_refusals(api, wechat, [45015])
    assert not wechat.messages
