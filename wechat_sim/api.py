"""Answers the bot's outgoing calls as api.weixin.qq.com does: with its limits, error numbers and texts."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from wechat_sim.account import LOCAL_OPENID, Account
from wechat_sim.allowances import Follower
from wechat_sim.faults import Faults, FaultyApplication
from wechat_sim.media import TINY_JPEG, MediaStore
from wechat_sim.menu import MenuBoard
from wechat_sim.messages import read_custom_message
from wechat_sim.oauth import OAuthDesk
from wechat_sim.qr_codes import QrCodeDesk
from wechat_sim.quotas import Quotas
from wechat_sim.refusals import OK, Body, Refused, write_refusal
from wechat_sim.replies import DecryptedReply
from wechat_sim.templates import TemplateDesk
from wechat_sim.tokens import TokenDesk

Call = Callable[[Body, datetime], Body]
Answer = Callable[[Request, datetime], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]

# Addresses may be ranges.
CALLBACK_ADDRESSES = ["101.226.103.0/25", "203.205.151.61"]
API_ADDRESSES = ["101.226.212.27"]


@dataclass(frozen=True)
class Outgoing:
    """One customer-service or template message that reached the follower."""

    openid: str
    reply: DecryptedReply
    message_type: str = "text"


class OutgoingApi:
    """The calls and what came through them; `heard` is told of each message.

    `faults` plans misbehaviour, `account_refusal` is a number that every call for a token gets,
    `browser` is the follower whose phone opens sign-in pages.
    """

    def __init__(
        self, account: Account, clock: Callable[[], datetime], heard: Callable[[Outgoing], None]
    ) -> None:
        self._account, self.clock, self._heard = account, clock, heard
        self.tokens, self.quotas, self.media = TokenDesk(), Quotas(), MediaStore()
        self.templates, self.menu, self.qr_codes = TemplateDesk(), MenuBoard(), QrCodeDesk()
        self.oauth, self.faults = OAuthDesk(account), Faults()
        self.followers: dict[str, Follower] = {}
        self.messages: list[Outgoing] = []
        self.typing: list[str] = []
        self.errors: list[int] = []
        self.calls: list[str] = []
        self.account_refusal = 0
        self.browser = LOCAL_OPENID

    def application(self) -> ASGIApp:
        """The calls below /cgi-bin/ and /sns/, and the two other hosts' pages beside them."""
        calls: dict[str, Call] = {
            "message/custom/send": self._send,
            "message/custom/typing": self._typing,
            "message/template/send": self._send_template,
            "menu/create": lambda body, _now: self.menu.create(body),
            "qrcode/create": self.qr_codes.create,
            "callback/check": lambda _body, _now: OK | {"dns": [], "ping": []},
            "openapi/quota/get": lambda body, now: self.quotas.show(str(body.get("cgi_path")), now),
            "clear_quota": self._clear_quota,
        }
        looks: dict[str, Call] = {
            "menu/get": lambda _body, _now: self.menu.show(),
            "menu/delete": lambda _body, _now: self.menu.delete(),
            "get_current_selfmenu_info": lambda _body, _now: self.menu.show_current(),
            "template/get_all_private_template": lambda _body, _now: self.templates.list_all(),
            "getcallbackip": lambda _body, _now: {"ip_list": CALLBACK_ADDRESSES},
            "get_api_domain_ip": lambda _body, _now: {"ip_list": API_ADDRESSES},
        }
        return FaultyApplication(
            Starlette(
                routes=[
                    Route("/cgi-bin/stable_token", self._answer(self._stable_token), methods=["POST"]),
                    Route("/cgi-bin/token", self._answer(self._token)),
                    *(Route(f"/cgi-bin/{path}", self._call(call)) for path, call in looks.items()),
                    *(
                        Route(f"/cgi-bin/{path}", self._call(call, posted=True), methods=["GET", "POST"])
                        for path, call in calls.items()
                    ),
                    Route("/cgi-bin/media/upload", self._answer(self._upload), methods=["POST"]),
                    Route("/cgi-bin/media/get", self._answer(self._fetch)),
                    Route("/cgi-bin/showqrcode", self._show_qr_code),
                    Route("/sns/oauth2/access_token", self._answer(self._exchange_code)),
                    Route("/connect/oauth2/authorize", self._authorize),
                ]
            ),
            self.faults,
        )

    def _answer(self, answer: Answer) -> Endpoint:
        """Counts the call and writes refusals as WeChat does, with status 200."""

        async def respond(request: Request) -> Response:
            self.calls.append(request.url.path)
            try:
                self.quotas.take(request.url.path, self.clock())
                return await answer(request, self.clock())
            except Refused as refused:
                self.errors.append(refused.errcode)
                return JSONResponse(write_refusal(refused.errcode, refused.detail))

        return respond

    def _call(self, call: Call, *, posted: bool = False) -> Endpoint:
        """A business call: it needs a valid token, and a JSON body where it is posted."""

        async def answer(request: Request, now: datetime) -> Response:
            self._check_token(request, now)
            if posted and request.method != "POST":
                raise Refused(43002)
            return JSONResponse(call(_read_body(await request.body()) if posted else {}, now))

        return self._answer(answer)

    def _check_token(self, request: Request, now: datetime) -> None:
        self.tokens.check(request.query_params.get("access_token", ""), now)

    async def _stable_token(self, request: Request, now: datetime) -> Response:
        body = _read_body(await request.body())
        self._check_account(body.get("appid"), body.get("secret"))
        if body.get("grant_type") != "client_credential":
            raise Refused(40002)
        return _token_answer(self.tokens.issue_stable(now, force=body.get("force_refresh") is True))

    async def _token(self, request: Request, now: datetime) -> Response:
        query = request.query_params
        self._check_account(query.get("appid"), query.get("secret"))
        return _token_answer(self.tokens.issue_replacing(now))

    def _check_account(self, app_id: Any, secret: Any) -> None:
        """What is wrong with a configuration shows when a token is fetched."""
        if not app_id or not secret:
            raise Refused(41002 if not app_id else 41004)
        if app_id != self._account.app_id:
            raise Refused(40013)
        if secret != self._account.secret:
            raise Refused(40125)
        if self.account_refusal:
            raise Refused(self.account_refusal)

    def _send(self, body: Body, now: datetime) -> Body:
        follower = self._find_follower(body)
        reply = read_custom_message(body, self.media, now)
        if refused := follower.take_message(now):
            raise Refused(refused)
        self.messages.append(Outgoing(body["touser"], reply, body["msgtype"]))
        self._heard(self.messages[-1])
        return OK

    def _send_template(self, body: Body, now: datetime) -> Body:
        known = len(self.templates.messages)
        answer = self.templates.send(body, self.followers, now)
        for message in self.templates.messages[known:]:
            self._heard(Outgoing(message.openid, self.templates.draw(message), "template"))
        return answer

    def _typing(self, body: Body, now: datetime) -> Body:
        follower = self._find_follower(body)
        if body.get("command") == "CancelTyping":
            follower.stop_typing()
            return OK
        if refused := follower.show_typing(now):
            raise Refused(refused)
        self.typing.append(body["touser"])
        return OK

    def _find_follower(self, body: Body) -> Follower:
        follower = self.followers.get(body.get("touser", ""))
        if follower is None:
            raise Refused(40003)
        return follower

    def _clear_quota(self, body: Body, now: datetime) -> Body:
        if body.get("appid") != self._account.app_id:
            raise Refused(40013)
        return self.quotas.clear(now)

    async def _upload(self, request: Request, now: datetime) -> Response:
        self._check_token(request, now)
        async with request.form() as form:
            file = form.get("media")
            content = await file.read() if isinstance(file, UploadFile) else None
        return JSONResponse(self.media.upload(request.query_params.get("type", ""), content, now))

    async def _fetch(self, request: Request, now: datetime) -> Response:
        """Bytes with a Content-Disposition, but JSON with an address for a video."""
        self._check_token(request, now)
        stored = self.media.find(request.query_params.get("media_id", ""), now)
        if stored.kind == "video":
            return JSONResponse({"video_url": stored.video_url})
        headers = {"Content-Disposition": 'attachment; filename="file"'}
        # The header tells little: the type must be found in the bytes.
        return Response(stored.content, headers=headers, media_type="image/jpeg")

    async def _show_qr_code(self, request: Request) -> Response:
        if self.qr_codes.find(request.query_params.get("ticket", ""), self.clock()) is None:
            return Response(status_code=404)
        return Response(TINY_JPEG, media_type="image/jpg")

    async def _exchange_code(self, request: Request, now: datetime) -> Response:
        return JSONResponse(self.oauth.exchange(dict(request.query_params), now))

    async def _authorize(self, request: Request) -> Response:
        query = request.query_params.multi_items()
        try:
            return RedirectResponse(self.oauth.authorize(query, self.browser, self.clock()), 302)
        except ValueError as fault:
            return HTMLResponse(f"<html><meta charset=utf-8>{fault}</html>")


def _token_answer(token: tuple[str, int]) -> Response:
    return JSONResponse({"access_token": token[0], "expires_in": token[1]})


def _read_body(raw: bytes) -> Body:
    """WeChat does not decode JSON's escapes of Chinese; the member would read them as they are."""
    try:
        body = json.loads(raw.replace(b"\\u", b"\\\\u"))
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refused(47001)
    return body
