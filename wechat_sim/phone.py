"""A page that looks like a phone: tries the account as a member would, through the stand-in's own rules."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from wechat_sim.deliveries import ServiceFault
from wechat_sim.refusals import Refused
from wechat_sim.replies import DecryptedReply
from wechat_sim.stand_in import WeChatStandIn

_PAGE = Path(__file__).parent / "phone.html"
_STATIC = Path(__file__).parent / "static"
_HEARING_SECONDS = 25.0
_TAG = re.compile(r'(<a href="[^"<>]*">[^<>]*</a>)')
_LINK = re.compile(r'<a href="([^"<>]*)">([^<>]*)</a>')
_QUICK_REPLY = "weixin://bizmsgmenu"


class Phone:
    """One follower's phone."""

    def __init__(self, stand_in: WeChatStandIn) -> None:
        self._stand_in = stand_in
        self._acts: dict[str, Callable[[str], Awaitable[DecryptedReply | None]]] = {
            "say": stand_in.push,
            "tap": lambda title: stand_in.pick(self._find_choice(title)),
            "menu": lambda key: stand_in.push_event("CLICK", key),
            "follow": lambda _value: stand_in.push_event("subscribe"),
            "photo": lambda _value: stand_in.push_image(),
            "voice": lambda _value: stand_in.push_voice(),
            "place": lambda _value: stand_in.push_place(),
        }

    def application(self) -> Starlette:
        """The page, and what it calls."""
        return Starlette(
            routes=[
                Route("/", self._show),
                Mount("/static", StaticFiles(directory=_STATIC)),
                Route("/act", self._act, methods=["POST"]),
                Route("/later", self._hear),
                Route("/menu", self._show_menu),
                Route("/media/{media_id}", self._show_media),
            ]
        )

    async def _show(self, _request: Request) -> Response:
        return HTMLResponse(_PAGE.read_text(encoding="utf-8"))

    async def _act(self, request: Request) -> Response:
        body = await request.json()
        name, value = str(body.get("name")), str(body.get("value", ""))
        try:
            if name == "unfollow":
                await self._stand_in.unfollow()
                return JSONResponse(None)
            return JSONResponse(_render(await self._acts[name](value)))
        except ServiceFault as fault:
            return JSONResponse({"fault": fault.notice})
        except LookupError:
            return JSONResponse({"fault": "这个选项已经不在了"})

    async def _hear(self, _request: Request) -> Response:
        return JSONResponse(_render(await self._stand_in.hear(_HEARING_SECONDS)))

    async def _show_media(self, request: Request) -> Response:
        try:
            stored = self._stand_in.api.media.find(
                request.path_params["media_id"], self._stand_in.api.clock()
            )
        except Refused:
            return Response(status_code=404)
        return Response(stored.content, media_type="image/jpeg")

    async def _show_menu(self, _request: Request) -> Response:
        buttons = self._stand_in.api.menu.buttons or []
        return JSONResponse([_render_button(button) for button in buttons])

    def _find_choice(self, title: str) -> int:
        titles = [choice.title for choice in self._stand_in.choices]
        return titles.index(title) + 1 if title in titles else len(titles) + 1


def _render(reply: DecryptedReply | None) -> dict[str, Any] | None:
    """The reply as plain parts: words, pages, and what sends words when tapped."""
    if reply is None:
        return None
    if reply.is_transfer:
        return {"transfer": True}
    if reply.media_id and reply.text == "[图片]":
        return {"picture": f"media/{reply.media_id}"}
    return {"parts": [_render_part(part) for part in _TAG.split(reply.content) if part]}


def _render_part(part: str) -> dict[str, str]:
    link = _LINK.fullmatch(part)
    if not link:
        return {"text": part}
    return {"text": link[2], **({"tap": link[2]} if link[1].startswith(_QUICK_REPLY) else {"href": link[1]})}


def _render_button(button: dict[str, Any]) -> dict[str, Any]:
    entries = button.get("sub_button") or [button]
    shown = [{"name": one["name"], "key": one.get("key", ""), "url": one.get("url", "")} for one in entries]
    return {"name": button["name"], "entries": shown}
