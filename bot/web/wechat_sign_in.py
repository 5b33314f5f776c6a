"""Leads a browser inside WeChat to the identity page of its own chat: WeChat itself says whose browser it is."""

import secrets
from dataclasses import dataclass

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.conversation.identity import IdentityCheck
from bot.web.routing import Router
from bot.web.templates import TEMPLATES
from bot.wechat.oauth import SIGN_IN_LIFE, OAuth, SignInRefusal

_COOKIE = "huzhu_browser"
_BEGIN, _RETURN = "/wechat/bind", "/wechat/bound"
_WORDS = {
    SignInRefusal.STATE: "这个链接已经用过，或者不是在这台手机上打开的。请从公众号菜单再点一次。",
    SignInRefusal.CODE: "微信没有确认是您本人打开的。请从公众号菜单再点一次。",
    SignInRefusal.SNAPSHOT: "现在是微信的预览页面，看不出是谁。请点“使用完整服务”，再打开一次。",
    SignInRefusal.UNAVAILABLE: "微信这会儿没有回应，请过一分钟再试。",
}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class WeChatSignIn:
    """The way out to WeChat, and the way back."""

    oauth: OAuth
    identity: IdentityCheck
    base_url: str

    def router(self) -> APIRouter:
        """Its routes."""
        router = Router()
        router.add_api_route(_BEGIN, self.begin, methods=["GET"])
        router.add_api_route(_RETURN, self.finish, methods=["GET"])
        return router

    async def begin(self, request: Request) -> Response:
        """Sends the browser to WeChat, with a secret that only this browser keeps."""
        browser = request.cookies.get(_COOKIE) or secrets.token_urlsafe(24)
        away = RedirectResponse(await self.oauth.begin(browser, self.base_url + _RETURN), 303)
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

    async def finish(self, request: Request, code: str = "", state: str = "") -> Response:
        """On to the identity page of the chat that WeChat vouches for."""
        sign_in = await self.oauth.finish(request.cookies.get(_COOKIE, ""), code, state)
        if sign_in.refusal:
            log.info("sign_in_refused", code=f"sign_in_{sign_in.refusal}")
            return TEMPLATES.TemplateResponse(request, "fault.html", {"words": _WORDS[sign_in.refusal]}, 403)
        link = await self.identity.give_page("wechat", sign_in.openid)
        return RedirectResponse(link.url, 303)
