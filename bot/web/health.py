"""Says whether the process lives and whether members can be answered, and serves the metrics."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.web.routing import Router

Check = Callable[[], Awaitable[bool]]

_PATIENCE_SECONDS = 3.0
_PASSED_ON = ("x-forwarded-for", "forwarded", "x-real-ip")


@dataclass(frozen=True)
class Health:
    """`/healthz`, `/readyz` and `/metrics`: a failed one of `checks` means unready, a failed one of `told` is only said.

    Work that is not well is only told, too: what answers members is not taken out of service by a round in the
    background. `vital` names the work without which nobody is answered rightly.

    Details and figures are for those who ask from a private address, not through a proxy, or with the token.
    """

    checks: Mapping[str, Check]
    told: Mapping[str, Check] = field(default_factory=dict)
    find_unwell: Callable[[], Sequence[str]] = tuple
    vital: Collection[str] = ()
    token: str = field(default="", repr=False)

    def router(self) -> APIRouter:
        router = Router()
        router.add_api_route("/healthz", self.show_alive, methods=["GET"])
        router.add_api_route("/readyz", self.show_ready, methods=["GET"])
        router.add_api_route("/metrics", self.show_metrics, methods=["GET"])
        return router

    async def show_alive(self) -> Response:
        """200 while the process lives."""
        return PlainTextResponse("ok")

    async def show_ready(self, request: Request) -> Response:
        """200 once a member can be answered; else 503, and for those near which part is missing."""
        asked = {**self.checks, **self.told}
        found = dict(zip(asked, await asyncio.gather(*map(_is_well, asked.values())), strict=True))
        unwell = self.find_unwell()
        states = found | {f"work {name}": False for name in unwell}
        is_ready = all(found[name] for name in self.checks) and not set(self.vital) & set(unwell)
        shown = {"ready": is_ready} | (states if self._is_near(request) else {})
        return JSONResponse(shown, 200 if is_ready else 503)

    async def show_metrics(self, request: Request) -> Response:
        """Counters in Prometheus' format; for strangers there is no such page."""
        if not self._is_near(request):
            return PlainTextResponse("not found", 404)
        self.find_unwell()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    def _is_near(self, request: Request) -> bool:
        shown = request.headers.get("authorization", "").encode()
        if self.token and hmac.compare_digest(shown, f"Bearer {self.token}".encode()):
            return True
        # Behind a proxy every stranger comes from a private address.
        if any(name in request.headers for name in _PASSED_ON):
            return False
        try:
            return request.client is not None and ip_address(request.client.host).is_private
        except ValueError:
            return False


async def _is_well(check: Check) -> bool:
    """A check that fails or hangs has its answer, too."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await check()
    except Exception:
        return False
