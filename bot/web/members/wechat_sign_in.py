"""Leads a browser inside WeChat to a page of its own chat: WeChat itself says whose browser it is."""

import re
import secrets
from dataclasses import dataclass
from typing import Protocol

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.conversation.members.identity import IdentityCheck
from bot.kernel.members.pages import PagePurpose
from bot.web.members.page_door import PageDoor
from bot.web.routing import Router
from bot.web.templating import TEMPLATES
from bot.wechat.account.oauth import SIGN_IN_LIFE, OAuthSignIn, SignInRefusal
from bot.wechat.channel import WECHAT

_COOKIE = "huzhu_browser"
_TOKEN = re.compile(r"[\w-]{1,100}", re.ASCII)
_BEGIN, _RETURN = "/wechat/bind", "/wechat/bound"
_WORDS = {
    SignInRefusal.STATE: "这个链接已经用过，或者不是在这台手机上打开的。请从公众号菜单再点一次。",
    SignInRefusal.CODE: "微信没有确认是您本人打开的。请从公众号菜单再点一次。",
    SignInRefusal.SNAPSHOT: "现在是微信的预览页面，看不出是谁。请点“使用完整服务”，再打开一次。",
    SignInRefusal.UNAVAILABLE: "微信这会儿没有回应，请过一分钟再试。",
}

log = structlog.get_logger(__name__)


_ANOTHERS = (
    "这个链接是发到另一个微信聊天里的，在这里打不开。是别人转给您、让您填的，千万别填：填了，别人就能看到您的记录。"
    "要查自己的，从公众号的菜单点“核对身份”。"
)


class BrowserSignIns(Protocol):
    """Asks WeChat whose browser it is; `browser` is a secret that only this browser's cookie holds."""

    async def begin(self, browser: str, return_url: str) -> str:
        """Where to send the browser; WeChat sends it on to `return_url` with `code` and `state`."""
        ...

    async def finish(self, browser: str, code: str, state: str) -> OAuthSignIn:
        """What the returning browser's `code` is worth; each state counts once, whatever comes of it."""
        ...


@dataclass(frozen=True)
class WeChatSignIn:
    """The way out to WeChat, and the way back: to the page that was asked for, or to the identity page."""

    oauth: BrowserSignIns
    identity: IdentityCheck
    door: PageDoor
    base_url: str

    def router(self) -> APIRouter:
        router = Router()
        router.add_api_route(_BEGIN, self.begin, methods=["GET"])
        router.add_api_route(_RETURN, self.finish, methods=["GET"])
        return router

    async def begin(self, request: Request, page: str = "") -> Response:
        """Sends the browser to WeChat, with a secret that only this browser keeps."""
        browser = request.cookies.get(_COOKIE) or secrets.token_urlsafe(24)
        back = f"{self.base_url}{_RETURN}" + (f"?page={page}" if _read_page(page) else "")
        away = RedirectResponse(await self.oauth.begin(browser, back), 303)
        away.set_cookie(
            _COOKIE,
            browser,
            max_age=int(SIGN_IN_LIFE.total_seconds()),
            path="/wechat",
            httponly=True,
            samesite="lax",
            secure=self.base_url.startswith("https"),
        )
        return away

    async def finish(self, request: Request, code: str = "", state: str = "", page: str = "") -> Response:
        """On to the page, where it is of the chat that WeChat vouches for."""
        sign_in = await self.oauth.finish(request.cookies.get(_COOKIE, ""), code, state)
        if sign_in.refusal:
            log.info("sign_in_refused", code=f"sign_in_{sign_in.refusal}")
            return self._refuse(request, _WORDS[sign_in.refusal])
        if not (wanted := _read_page(page)):
            link = await self.identity.give_page(WECHAT.name, sign_in.openid)
            wanted = PagePurpose.IDENTITY, link.url.rsplit("/", 1)[-1]
        proof = await self.door.openers.admit(*wanted, sign_in.openid)
        if proof is None:
            return self._refuse(request, _ANOTHERS)
        purpose, token = wanted
        there = RedirectResponse(f"{self.base_url}/{purpose}/{token}?from=wechat", 303)
        self.door.let_in(request, there, purpose, token, proof)
        return there

    @staticmethod
    def _refuse(request: Request, words: str) -> Response:
        return TEMPLATES.TemplateResponse(request, "fault.html", {"words": words}, 403)


def _read_page(page: str) -> tuple[PagePurpose, str] | None:
    """A page of ours, from an address."""
    purpose, _, token = page.partition("/")
    if purpose not in list(PagePurpose) or not _TOKEN.fullmatch(token):
        return None
    return PagePurpose(purpose), token
