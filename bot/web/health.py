"""Says whether the process lives, whether a member can be answered, and how it has been going."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Check = Callable[[], Awaitable[bool]]


@dataclass(frozen=True)
class Health:
    """Health for people and machines: `checks` are what answering needs, `told` what is only said beside them."""

    checks: Mapping[str, Check]
    told: Mapping[str, Check] = field(default_factory=dict)

    def router(self) -> APIRouter:
        """Its routes."""
        router = APIRouter()
        router.add_api_route("/healthz", self.show_alive, methods=["GET"])
        router.add_api_route("/readyz", self.show_ready, methods=["GET"])
        router.add_api_route("/metrics", self.show_metrics, methods=["GET"])
        return router

    async def show_alive(self) -> Response:
        """200 while the process lives."""
        return PlainTextResponse("ok")

    async def show_ready(self) -> Response:
        """200 once a member can be answered; else 503 and which part is missing."""
        states = {name: await check() for name, check in {**self.checks, **self.told}.items()}
        return JSONResponse(states, 200 if all(states[name] for name in self.checks) else 503)

    async def show_metrics(self) -> Response:
        """Counters in Prometheus' format."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
