"""Lets known browsers onto members' pages; others are sent to WeChat, or asked for the code from the chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.conversation.members.openers import PROOF_LIFE, Openers, Proofs, Typed
from bot.kernel.members.pages import PagePurpose, PageWay
from bot.web.members.forms import Field, FormPages, keep_cookie
from bot.web.routing import Router

_OF_PAGE, _OF_CHAT = "huzhu_page", "huzhu_chat"
_CHAT_LIFE = 30 * 24 * 3600
STALE = "这一页放久了，或者浏览器没有记住它。内容没有提交，请再填一次。"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PageDoor:
    """Stops whoever has not shown that the chat is theirs."""

    openers: Openers
    forms: FormPages

    def router(self) -> APIRouter:
        """Where a code is typed, below each page."""
        router = Router()
        router.add_api_route("/{purpose}/{token}/code", self.type_code, methods=["POST"])
        router.add_api_route("/{purpose}/{token}/code", self.go_back, methods=["GET"])
        return router

    async def stop(self, request: Request, purpose: PagePurpose, token: str) -> Response | None:
        """What to answer instead of the page; None for whoever may see it."""
        proofs = Proofs(request.cookies.get(_OF_PAGE, ""), request.cookies.get(_OF_CHAT, ""))
        way = await self.openers.find_way(purpose, token, proofs)
        if way is PageWay.PROVEN:
            return None
        log.info("page_closed", code=f"opener_{way}")
        if way is PageWay.CODE:
            return await self._ask_code(request, purpose, token)
        if request.query_params.get("from") == "wechat":
            words = "浏览器没有记住您，这一页打不开。请允许这个网站保存 Cookie，再从聊天里点一次链接。"
            return self.forms.show(request, "fault.html", {"words": words}, 403)
        return RedirectResponse(f"/wechat/bind?page={purpose}/{token}", 303)

    async def type_code(
        self, request: Request, purpose: PagePurpose, token: str, code: Field = "", csrf: Field = ""
    ) -> Response:
        """A code that was typed; an empty one asks for it to be said in the chat."""
        if not self.forms.is_ours(request, csrf):
            return self._back(request, purpose, token, {"words": STALE})
        if not code.strip():
            sent = await self.openers.send_code(purpose, token)
            return self._back(
                request, purpose, token, {"sent": sent, "words": "" if sent else "今天发得太多了，明天再试。"}
            )
        typed, proof = await self.openers.type_code(purpose, token, code)
        if typed is Typed.RIGHT:
            answer = self._back(request, purpose, token, {})
            self.let_in(request, answer, purpose, token, proof)
            return answer
        words = {
            Typed.WRONG: "验证码不对，看看聊天里最新的那一条。",
            Typed.LOCKED: "试得太多了。回到聊天再问一次，会给您新的链接。",
        }
        return self._back(request, purpose, token, {"sent": True, "words": words[typed]})

    async def go_back(self, request: Request, purpose: PagePurpose, token: str) -> Response:
        """To the page itself: this address only takes forms."""
        return self._back(request, purpose, token, {})

    def let_in(
        self, request: Request, answer: Response, purpose: PagePurpose, token: str, proof: str
    ) -> None:
        """Lets the browser keep that this page is its own."""
        seconds = int(PROOF_LIFE.total_seconds())
        keep_cookie(request, answer, _OF_PAGE, proof, seconds, f"/{purpose}/{token}", "lax")

    def know_chat(self, request: Request, answer: Response, visitor: str) -> None:
        """Lets the browser of a web chat keep that the chat is its own."""
        keep_cookie(request, answer, _OF_CHAT, self.openers.prove_chat(visitor), _CHAT_LIFE, "/", "lax")

    async def _ask_code(self, request: Request, purpose: PagePurpose, token: str) -> Response:
        context = {
            "action": f"/{purpose}/{token}/code",
            "chat": await self.openers.describe(purpose, token),
            **self.forms.read_note(request),
        }
        return self.forms.show(request, "members/code.html", context, 200)

    def _back(self, request: Request, purpose: PagePurpose, token: str, note: Mapping[str, Any]) -> Response:
        return self.forms.go_on(request, f"/{purpose}/{token}", note)
