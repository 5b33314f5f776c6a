"""Answers the bot's outgoing calls as api.weixin.qq.com does: with its limits, error numbers and texts."""

import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from wechat_sim.account import Account
from wechat_sim.allowances import Follower
from wechat_sim.replies import LONGEST_TEXT_BYTES, DecryptedReply, read_text
from wechat_sim.tokens import TokenDesk

Body = dict[str, Any]
Call = Callable[[Body, datetime], int]

ERROR_TEXTS = {
    40001: "invalid credential, access_token is invalid or not latest",
    40003: "invalid openid",
    40008: "invalid message type",
    40013: "invalid appid",
    40125: "invalid appsecret",
    41001: "access_token missing",
    43002: "require POST method",
    45002: "content size out of limit",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45080: "out of typing time limit",
    45081: "typing is already shown",
    47001: "data format error",
}


@dataclass(frozen=True)
class Outgoing:
    """One customer-service message that reached the follower."""

    openid: str
    reply: DecryptedReply


class OutgoingApi:
    """The calls and what came through them; `heard` is told of each message."""

    def __init__(
        self, account: Account, clock: Callable[[], datetime], heard: Callable[[Outgoing], None]
    ) -> None:
        self._account, self._clock, self._heard = account, clock, heard
        self.tokens = TokenDesk()
        self.followers: dict[str, Follower] = {}
        self.messages: list[Outgoing] = []
        self.typing: list[str] = []
        self.errors: list[int] = []

    def application(self) -> Starlette:
        """The calls below /cgi-bin/."""
        return Starlette(
            routes=[
                Route("/cgi-bin/stable_token", self._stable_token, methods=["POST"]),
                Route("/cgi-bin/token", self._token),
                Route("/cgi-bin/message/custom/send", self._call(self._send), methods=["POST"]),
                Route("/cgi-bin/message/custom/typing", self._call(self._typing), methods=["POST"]),
            ]
        )

    async def _stable_token(self, request: Request) -> JSONResponse:
        body = _read_body(await request.body())
        if body is None:
            return self._answer(47001)
        refused = self._check_secret(body.get("appid"), body.get("secret"))
        return self._answer(refused) if refused else _token_answer(self.tokens.issue_stable(self._clock()))

    async def _token(self, request: Request) -> JSONResponse:
        query = request.query_params
        refused = self._check_secret(query.get("appid"), query.get("secret"))
        return self._answer(refused) if refused else _token_answer(self.tokens.issue_replacing(self._clock()))

    def _check_secret(self, app_id: Any, secret: Any) -> int:
        if app_id != self._account.app_id:
            return 40013
        return 0 if secret == self._account.secret else 40125

    def _call(self, call: Call) -> Callable[[Request], Awaitable[JSONResponse]]:
        """A business call: it needs a valid token and a JSON body."""

        async def answer(request: Request) -> JSONResponse:
            now, token = self._clock(), request.query_params.get("access_token", "")
            if not token:
                return self._answer(41001)
            if not self.tokens.is_valid(token, now):
                return self._answer(40001)
            body = _read_body(await request.body())
            return self._answer(47001 if body is None else call(body, now))

        return answer

    def _send(self, body: Body, now: datetime) -> int:
        follower = self.followers.get(body.get("touser", ""))
        if follower is None:
            return 40003
        text = body.get("text")
        content = text.get("content") if isinstance(text, dict) else None
        if body.get("msgtype") != "text" or not isinstance(content, str) or not content:
            return 40008
        if len(content.encode()) > LONGEST_TEXT_BYTES:
            return 45002
        refused = follower.take_message(now)
        if not refused:
            self.messages.append(Outgoing(body["touser"], read_text(content)))
            self._heard(self.messages[-1])
        return refused

    def _typing(self, body: Body, now: datetime) -> int:
        follower = self.followers.get(body.get("touser", ""))
        if follower is None:
            return 40003
        if body.get("command") == "CancelTyping":
            follower.stop_typing()
            return 0
        refused = follower.show_typing(now)
        if not refused:
            self.typing.append(body["touser"])
        return refused

    def _answer(self, errcode: int) -> JSONResponse:
        if not errcode:
            return JSONResponse({"errcode": 0, "errmsg": "ok"})
        self.errors.append(errcode)
        return JSONResponse(
            {"errcode": errcode, "errmsg": f"{ERROR_TEXTS[errcode]} rid: {secrets.token_hex(12)}"}
        )


def _token_answer(token: tuple[str, int]) -> JSONResponse:
    return JSONResponse({"access_token": token[0], "expires_in": token[1]})


def _read_body(raw: bytes) -> Body | None:
    """WeChat does not decode JSON's escapes of Chinese: the member would read them as they are."""
    try:
        body = json.loads(raw.replace(b"\\u", b"\\\\u"))
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
