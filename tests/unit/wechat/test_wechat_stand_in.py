"""The stand-in: keeps WeChat's rules, and our adapter and it understand each other."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import BadRequest
from bot.kernel.conversation.messages import Choice, Inbound, Link, Reply
from bot.wechat.inbound.envelope import Envelopes
from bot.wechat.inbound.parsing import parse_inbound
from bot.wechat.inbound.signature import SignatureCheck
from bot.wechat.outbound.rendering import render_messages, render_passive_reply
from wechat_sim.account import LOCAL_OPENID, Account
from wechat_sim.deliveries import FAILURES, ILLEGAL_ANSWER, NO_ANSWER, TRIES, ServiceFault
from wechat_sim.phone import Phone
from wechat_sim.replies import IllegalReply, read_text
from wechat_sim.stand_in import WeChatStandIn
from wechat_sim.templates import LOCAL_TEMPLATE
from wechat_sim.terminal import Terminal, read_script

ACCOUNT = Account()
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
Answer = Callable[[Inbound], list[Reply]]


class AdapterBot:
    """The smallest bot: our adapter, and an answer."""

    def __init__(self, account: Account, answer: Answer) -> None:
        check = SignatureCheck(account.token)
        keys = () if account.plain else (account.aes_key,)
        self.envelopes = Envelopes(check, account.app_id, keys)
        self.answer = answer
        self.heard: list[Inbound] = []

    async def push(self, request: Request) -> Response:
        envelope = self.envelopes.open_envelope(await request.body(), request.query_params, datetime.now(UTC))
        inbound = parse_inbound(envelope.nodes)
        self.heard.append(inbound)
        messages = render_messages(self.answer(inbound))
        xml = render_passive_reply(inbound, messages[0] if messages else None, NOW)
        return PlainTextResponse(self.envelopes.seal_reply(xml, envelope, NOW))

    async def check(self, request: Request) -> Response:
        echo = self.envelopes.signature.accept_echo(request.query_params, datetime.now(UTC))
        return PlainTextResponse(echo)


def play(bot: AdapterBot, account: Account = ACCOUNT) -> WeChatStandIn:
    routes = [Route("/wechat", bot.push, methods=["POST"]), Route("/wechat", bot.check)]
    return stand_in_for(Starlette(routes=routes), account)


def stand_in_for(application: Starlette, account: Account = ACCOUNT) -> WeChatStandIn:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(application))
    return WeChatStandIn(account, "http://bot/wechat", http, seconds=0.05)


def answering(endpoint: Callable[[Request], Awaitable[Response]]) -> WeChatStandIn:
    return stand_in_for(Starlette(routes=[Route("/wechat", endpoint, methods=["POST"])]))


def saying(body: str, status: int = 200) -> WeChatStandIn:
    async def answer(_request: Request) -> Response:
        return PlainTextResponse(body, status_code=status)

    return answering(answer)


def echo(inbound: Inbound) -> list[Reply]:
    return [Reply(inbound.text or str(inbound.details))]


@pytest.mark.parametrize("plain", [False, True])
async def test_a_text_goes_there_and_its_answer_comes_back(plain: bool) -> None:
    account = replace(ACCOUNT, plain=plain)
    bot = AdapterBot(account, echo)
    reply = await play(bot, account).push("住院怎么报销？")
    assert reply is not None
    assert reply.text == "住院怎么报销？"
    assert (bot.heard[0].address, bot.heard[0].account) == (LOCAL_OPENID, ACCOUNT.account_id)


# What XML can hold, as a phone sends it; whitespace around it is not kept.
TYPED = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
)


@given(TYPED.map(str.strip).filter(lambda text: 0 < len(text.encode()) < 2000 and "<" not in text))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_text_comes_back_as_it_was_typed(text: str) -> None:
    reply = asyncio.run(play(AdapterBot(ACCOUNT, echo)).push(text))
    assert reply is not None
    assert reply.text == text.replace("]]>", "]]＞")


async def test_the_console_check_passes() -> None:
    assert await play(AdapterBot(ACCOUNT, echo)).check_url()


async def test_a_bot_with_another_token_fails_the_console_check() -> None:
    async def refuse(_request: Request) -> Response:
        return PlainTextResponse("no", status_code=403)

    assert not await stand_in_for(Starlette(routes=[Route("/wechat", refuse)])).check_url()


async def test_a_bot_with_another_token_refuses_the_push() -> None:
    with pytest.raises(BadRequest):
        await play(AdapterBot(replace(ACCOUNT, token="another"), echo)).push("在吗")


async def test_a_choice_can_be_tapped_and_says_its_text() -> None:
    bot = AdapterBot(ACCOUNT, lambda _inbound: [Reply("哪一项？", (Choice("住院", "住院保障"),))])
    stand_in = play(bot)
    await stand_in.push("报销")
    await stand_in.pick(1)
    assert bot.heard[-1].text == "住院保障"
    assert bot.heard[-1].details == {"menu_choice": "1"}


async def test_links_are_found() -> None:
    reply = await play(
        AdapterBot(
            ACCOUNT, lambda _inbound: [Reply("请绑定", links=(Link("绑定身份", "https://a.cn/l?t=1"),))]
        )
    ).push("绑定")
    assert reply is not None
    assert [(link.title, link.url) for link in reply.links] == [("绑定身份", "https://a.cn/l?t=1")]


async def test_events_and_media_reach_the_bot() -> None:
    bot = AdapterBot(ACCOUNT, echo)
    stand_in = play(bot)
    await stand_in.push_image()
    await stand_in.push_voice()
    await stand_in.push_event("subscribe", "qrscene_a")
    await stand_in.push_event("CLICK", "MENU")
    await stand_in.unfollow()
    assert [inbound.kind for inbound in bot.heard] == ["image", "voice", "event", "event", "event"]
    assert [inbound.details.get("event") for inbound in bot.heard[2:]] == [
        "subscribe_scan",
        "click",
        "unsubscribe",
    ]


async def test_a_repeated_push_has_the_same_key() -> None:
    bot = AdapterBot(ACCOUNT, echo)
    stand_in = play(bot)
    await stand_in.push("在吗")
    await stand_in.repeat()
    await stand_in.push("在吗")
    first, second, third = (inbound.key for inbound in bot.heard)
    assert first == second != third


async def test_a_bot_that_does_not_answer_is_asked_three_times_with_the_same_push() -> None:
    bodies: list[bytes] = []

    async def hang(request: Request) -> Response:
        bodies.append(await request.body())
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(ServiceFault) as caught:
        await answering(hang).push("在吗")
    assert (caught.value.notice, caught.value.tries) == (NO_ANSWER, 3)
    assert len(bodies) == 3
    assert len(set(bodies)) == 1


async def test_the_answer_to_a_second_delivery_counts() -> None:
    bot = AdapterBot(ACCOUNT, echo)
    tries: list[int] = []

    async def stumble(request: Request) -> Response:
        tries.append(1)
        return await bot.push(request) if len(tries) > 1 else PlainTextResponse("", status_code=500)

    reply = await answering(stumble).push("在吗")
    assert reply is not None
    assert len(tries) == 2


@pytest.mark.parametrize("body", ["success", ""])
async def test_an_acknowledgement_is_no_reply(body: str) -> None:
    assert await saying(body).push("在吗") is None


@pytest.mark.parametrize(
    "body",
    ['"success"', '{"errcode":0}', "<html>", "<xml/>", "<xml><Encrypt>AAAA</Encrypt></xml>", "您好"],
)
async def test_an_illegal_body_shows_the_member_a_fault_notice(body: str) -> None:
    with pytest.raises(ServiceFault) as caught:
        await saying(body).push("在吗")
    assert caught.value.notice == ILLEGAL_ANSWER


async def test_a_plain_reply_to_an_encrypted_push_is_illegal() -> None:
    xml = (
        f"<xml><ToUserName>{LOCAL_OPENID}</ToUserName><FromUserName>{ACCOUNT.account_id}</FromUserName>"
        "<CreateTime>1</CreateTime><MsgType>text</MsgType><Content>您好</Content></xml>"
    )
    with pytest.raises(ServiceFault):
        await saying(xml).push("在吗")


async def test_an_error_status_is_no_answer() -> None:
    with pytest.raises(ServiceFault) as caught:
        await saying("success", status=500).push("在吗")
    assert caught.value.notice == NO_ANSWER


def test_a_text_of_over_2048_bytes_is_not_shown() -> None:
    assert read_text("a" * 2048).text
    with pytest.raises(IllegalReply):
        read_text("字" * 683)


async def run_script(stand_in: WeChatStandIn, *lines: str) -> int:
    terminal = Terminal(stand_in, patience_seconds=0.05)
    await terminal.run(read_script(lines), wait=True)
    return terminal.missing


async def test_a_script_whose_lines_are_all_answered_misses_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bot = AdapterBot(ACCOUNT, lambda inbound: [Reply(f"收到{inbound.text}", (Choice("住院", "住院保障"),))])
    lines = ["# 问候", "", ":check", "在吗", ":1", ":follow", ":menu K", ":scan s", ":image", ":voice"]
    assert await run_script(play(bot), *lines, ":repeat", ":unfollow", ":help", ":quit", "不再问") == 0
    printed = capsys.readouterr().out
    assert "<- 收到在吗" in printed
    assert "   :1 住院" in printed
    assert "<- 收到住院保障" in printed
    assert "不再问" not in printed


@pytest.mark.parametrize("line", ["在吗", ":9", ":dance", ":repeat", ":check"])
async def test_a_script_counts_what_is_not_answered(line: str) -> None:
    assert await run_script(saying("success"), line) == 1


async def test_a_script_breaks_what_it_is_told_to() -> None:
    stand_in = play(AdapterBot(ACCOUNT, echo))
    assert await run_script(stand_in, ":fault slow", ":expire", ":reports") == 0
    assert [planned.fault for planned in stand_in.api.faults.planned] == ["slow"]
    assert await run_script(stand_in, ":fault dance") == 1


async def test_a_photo_that_was_sent_can_be_fetched_by_its_id() -> None:
    bot = AdapterBot(ACCOUNT, lambda _inbound: [])
    stand_in = play(bot)
    await stand_in.push_image(b"\x89PNG photo")
    media_id = bot.heard[0].details["media_id"]
    assert stand_in.api.media.find(media_id, datetime.now(UTC)).content == b"\x89PNG photo"


async def test_what_became_of_a_notice_reaches_the_bot_once() -> None:
    bot = AdapterBot(ACCOUNT, lambda _inbound: [])
    stand_in = play(bot)
    values = {"thing1": {"value": "住院"}, "phrase2": {"value": "已打款"}, "time3": {"value": "09:05"}}
    body = {"touser": LOCAL_OPENID, "template_id": LOCAL_TEMPLATE, "data": values}
    stand_in.api.templates.send(body, stand_in.api.followers, NOW)
    assert await stand_in.push_reports() == 1
    assert await stand_in.push_reports() == 0
    assert bot.heard[0].details["event"] == "templatesendjobfinish"


async def test_a_notice_is_seen_on_the_phone_with_its_title_and_where_it_leads() -> None:
    stand_in = saying("success")
    token, _ = stand_in.api.tokens.issue_stable(datetime.now(UTC))
    values = {"thing1": {"value": "住院"}, "phrase2": {"value": "已打款"}, "time3": {"value": "09:05"}}
    body = {
        "touser": LOCAL_OPENID,
        "template_id": LOCAL_TEMPLATE,
        "data": values,
        "url": "https://a.example/",
    }
    transport = httpx.ASGITransport(stand_in.api.application())
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as http:
        for _ in range(2):
            sent = {**body, "client_msg_id": "once"}
            await http.post("/cgi-bin/message/template/send", params={"access_token": token}, json=sent)
    shown = await stand_in.hear(1)
    assert shown
    assert shown.text.splitlines()[:2] == ["【业务办理进度提醒】", "业务名称：住院"]
    assert [link.url for link in shown.links] == ["https://a.example/"]
    assert await stand_in.hear(0.01) is None


async def test_a_script_waits_for_a_late_answer() -> None:
    stand_in = saying("success")
    transport = httpx.ASGITransport(stand_in.api.application())
    token, _ = stand_in.api.tokens.issue_stable(datetime.now(UTC))
    await stand_in.push("在吗")
    body = {"touser": LOCAL_OPENID, "msgtype": "text", "text": {"content": "迟到的回答"}}
    late = httpx.Request("POST", "http://api", json=body).content
    async with httpx.AsyncClient(transport=transport, base_url="http://api/cgi-bin/") as http:
        await http.post("message/custom/send", params={"access_token": token}, content=late)
    heard = await stand_in.hear(1)
    assert heard is not None
    assert heard.text == "迟到的回答"
    assert stand_in.messages == [heard]


async def test_a_server_that_failed_again_and_again_is_left_alone_for_a_minute() -> None:
    asked = 0

    async def answer(_request: Request) -> Response:
        nonlocal asked
        asked += 1
        return PlainTextResponse("", status_code=500)

    stand_in = answering(answer)
    for _ in range(FAILURES + 2):
        with pytest.raises(ServiceFault):
            await stand_in.push("在吗")
    assert asked == FAILURES * TRIES


async def test_the_phone_says_taps_and_shows_as_a_member_would() -> None:
    def offer(inbound: Inbound) -> list[Reply]:
        if inbound.kind != "text" or "menu_choice" in inbound.details:
            return [Reply(inbound.text or inbound.details.get("key", inbound.kind))]
        return [Reply("选一个", (Choice("看进度", "我的理赔"),), (Link("核对", "https://a.example/bind"),))]

    phone = Phone(play(AdapterBot(ACCOUNT, offer))).application()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(phone), base_url="http://phone") as http:

        async def act(name: str, value: str = "") -> Any:
            return (await http.post("/act", json={"name": name, "value": value})).json()

        assert "微信" in (await http.get("/")).text
        parts = (await act("say", "你好"))["parts"]
        assert {"text": "核对", "href": "https://a.example/bind"} in parts
        assert {"text": "看进度", "tap": "看进度"} in parts
        assert await act("tap", "看进度") == {"parts": [{"text": "我的理赔"}]}
        assert await act("menu", "ask:转人工") == {"parts": [{"text": "ask:转人工"}]}
        assert await act("place") == {"parts": [{"text": "location"}]}
        assert "fault" in await act("dance")
        assert (await http.get("/menu")).json() == []
