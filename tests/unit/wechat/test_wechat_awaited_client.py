"""wechatpy's API objects: what each of their calls becomes, and what of its answer is given."""

from typing import Any

import pytest

from bot.errors import TransportError
from bot.wechat.account.awaited_client import AwaitedClient
from bot.wechat.account.connection import Call, File


class Calls:
    """Remembers calls, and answers each alike."""

    def __init__(self, answer: dict[str, Any] | bytes) -> None:
        self.made: list[Call] = []
        self._answer = answer

    async def __call__(self, call: Call) -> dict[str, Any] | bytes:
        self.made.append(call)
        return self._answer


async def test_each_object_says_what_its_call_looks_like() -> None:
    calls = Calls({"errcode": 0})
    client: Any = AwaitedClient("wx1", calls)
    picture = File("picture.jpg", "image/jpeg", b"\xff\xd8\xff")
    assert await client.menu.get() == {"errcode": 0}
    await client.message.send_text("oA", "您好")
    await client.media.upload("image", picture)
    await client.wifi.delete_device("00:1f:7a:ad:5c:a8")
    text = {"touser": "oA", "msgtype": "text", "text": {"content": "您好"}}
    assert calls.made == [
        Call("GET", "/cgi-bin/menu/get"),
        Call("POST", "/cgi-bin/message/custom/send", body=text),
        Call("POST", "/cgi-bin/media/upload", {"type": "image"}, file=picture),
        Call("POST", "/bizwifi/device/delete", body={"bssid": "00:1f:7a:ad:5c:a8"}),
    ]


async def test_a_part_of_an_answer_is_given_where_wechatpy_gives_a_part() -> None:
    client: Any = AwaitedClient("wx1", Calls({"ip_list": ["203.0.113.7"]}))
    assert await client.misc.get_wechat_ips() == ["203.0.113.7"]


@pytest.mark.parametrize("answer", [{}, b"<html>"])
async def test_an_answer_without_that_part_is_a_transport_error(answer: dict[str, Any] | bytes) -> None:
    client: Any = AwaitedClient("wx1", Calls(answer))
    with pytest.raises(TransportError):
        await client.misc.get_wechat_ips()


async def test_nothing_of_wechatpys_own_connection_is_left() -> None:
    client: Any = AwaitedClient("wx1", Calls({}))
    with pytest.raises(AttributeError):
        client.fetch_access_token()
