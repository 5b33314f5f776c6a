"""The stand-in against wechatpy's own client and sign-in, which know nothing of ours."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from wechatpy import WeChatClient  # type: ignore[import-untyped]
from wechatpy.exceptions import APILimitedException, WeChatClientException  # type: ignore[import-untyped]
from wechatpy.oauth import WeChatOAuth, WeChatOAuthException  # type: ignore[import-untyped]

from tests.integration.wechat.outgoing import Clock
from wechat_sim.account import LOCAL_APP_ID, LOCAL_OPENID, LOCAL_SECRET
from wechat_sim.api import CALLBACK_ADDRESSES, OutgoingApi
from wechat_sim.media import TINY_JPEG
from wechat_sim.serving import serve
from wechat_sim.templates import LOCAL_TEMPLATE

Ask = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture
async def base(wechat: OutgoingApi) -> AsyncIterator[str]:
    async with serve(wechat.application()) as base:
        yield base


@pytest.fixture
async def ask(base: str) -> AsyncIterator[Ask]:
    """Runs one call of wechatpy's client on a thread."""

    class Client(WeChatClient):  # type: ignore[misc]
        API_BASE_URL = f"{base}/cgi-bin/"

        def fetch_access_token(self) -> Any:
            params = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
            return self._fetch_access_token(f"{base}/cgi-bin/token", params)

    client = Client(LOCAL_APP_ID, LOCAL_SECRET, timeout=5)

    async def ask(call: Callable[[Any], Any]) -> Any:
        return await asyncio.to_thread(call, client)

    yield ask
    client._http.close()


async def test_messages_of_all_its_types_arrive(ask: Ask, wechat: OutgoingApi, clock: Clock) -> None:
    media_id = wechat.media.keep("image", TINY_JPEG, clock())
    menu = {"head_content": "满意吗？", "list": [{"id": "1", "content": "满意"}], "tail_content": "谢谢"}
    article = {"title": "办事指南", "description": "", "url": "https://a.cn", "image": "https://a.cn/i"}
    await ask(lambda client: client.message.send_text(LOCAL_OPENID, "您好👋"))
    await ask(lambda client: client.message.send_image(LOCAL_OPENID, media_id))
    await ask(lambda client: client.message.send_msg_menu(LOCAL_OPENID, menu, None))
    await ask(lambda client: client.message.send_articles(LOCAL_OPENID, [article]))
    assert [message.message_type for message in wechat.messages] == ["text", "image", "msgmenu", "news"]
    assert [message.reply.text for message in wechat.messages] == [
        "您好👋",
        "[图片]",
        "满意吗？\n满意\n谢谢",
        "办事指南",
    ]
    assert [choice.id for choice in wechat.messages[2].reply.choices] == ["1"]


async def test_refusals_are_its_exceptions(ask: Ask, wechat: OutgoingApi) -> None:
    with pytest.raises(WeChatClientException) as caught:
        await ask(lambda client: client.message.send_text("oNobody", "您好"))
    assert caught.value.errcode == 40003
    assert "rid: " in caught.value.errmsg
    wechat.quotas.limits["/cgi-bin/message/custom/send"] = 0
    with pytest.raises(APILimitedException):
        await ask(lambda client: client.message.send_text(LOCAL_OPENID, "您好"))


async def test_an_invalid_token_makes_it_fetch_another(ask: Ask, wechat: OutgoingApi) -> None:
    await ask(lambda client: client.message.send_text(LOCAL_OPENID, "一"))
    wechat.tokens.revoke_all()
    await ask(lambda client: client.message.send_text(LOCAL_OPENID, "二"))
    assert wechat.errors == [40001]
    assert len(wechat.messages) == 2


async def test_its_file_is_kept_and_given_back(ask: Ask) -> None:
    picture = ("p.jpg", io.BytesIO(TINY_JPEG), "image/jpeg")
    kept = await ask(lambda client: client.media.upload("image", picture))
    got = await ask(lambda client: client.media.download(kept["media_id"]))
    assert got.content == TINY_JPEG


async def test_its_repeated_upload_is_seen_to_be_empty(ask: Ask, wechat: OutgoingApi) -> None:
    await ask(lambda client: client.access_token)
    wechat.tokens.revoke_all()
    with pytest.raises(WeChatClientException) as caught:
        await ask(lambda client: client.media.upload("image", ("p.jpg", io.BytesIO(TINY_JPEG), "image/jpeg")))
    assert caught.value.errcode == 40006


async def test_its_template_message_is_accepted(ask: Ask, wechat: OutgoingApi) -> None:
    data = {"thing1": {"value": "住院"}, "phrase2": {"value": "已打款"}, "time3": {"value": "09:05"}}
    sent = await ask(lambda client: client.message.send_template(LOCAL_OPENID, LOCAL_TEMPLATE, data))
    assert sent["msgid"] == wechat.templates.messages[0].msgid
    with pytest.raises(WeChatClientException) as caught:
        await ask(
            lambda client: client.message.send_template(
                LOCAL_OPENID, LOCAL_TEMPLATE, data | {"thing1": {"value": "一" * 21}}
            )
        )
    assert "argument invalid! data.thing1.value invalid" in caught.value.errmsg


async def test_its_menu_comes_back(ask: Ask) -> None:
    menu = {"button": [{"type": "click", "name": "转人工", "key": "ask:转人工"}]}
    await ask(lambda client: client.menu.create(menu))
    shown = await ask(lambda client: client.menu.get())
    assert shown["menu"]["button"][0]["key"] == "ask:转人工"
    assert (await ask(lambda client: client.menu.get_menu_info()))["is_menu_open"] == 1
    await ask(lambda client: client.menu.delete())
    assert await ask(lambda client: client.menu.get()) is None


async def test_its_qr_code_and_addresses_are_given(ask: Ask, wechat: OutgoingApi, clock: Clock) -> None:
    code = {"expire_seconds": 60, "action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "a"}}}
    made = await ask(lambda client: client.qrcode.create(code))
    assert wechat.qr_codes.find(made["ticket"], clock()) is not None
    assert await ask(lambda client: client.misc.get_wechat_ips()) == CALLBACK_ADDRESSES


async def test_its_sign_in_learns_the_openid_once(base: str, wechat: OutgoingApi, clock: Clock) -> None:
    class SignIn(WeChatOAuth):  # type: ignore[misc]
        API_BASE_URL = f"{base}/"
        OAUTH_BASE_URL = f"{base}/connect/"

    sign_in = SignIn(LOCAL_APP_ID, LOCAL_SECRET, "https://huzhu.example.cn/back", state="abc")
    page = await asyncio.to_thread(sign_in._http.get, sign_in.authorize_url, allow_redirects=False, timeout=5)
    code = page.headers["location"].split("code=")[1].split("&")[0]
    await asyncio.to_thread(sign_in.fetch_access_token, code)
    assert sign_in.open_id == LOCAL_OPENID
    with pytest.raises(WeChatOAuthException) as caught:
        await asyncio.to_thread(sign_in.fetch_access_token, code)
    assert caught.value.errcode == 40163
    sign_in._http.close()
