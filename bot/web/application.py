"""Builds the web application from its parts."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, cast

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.web.bodies import BodyCap
from bot.web.faults import install_faults
from bot.web.headers import SafeHeaders

Lifespan = Callable[[], AbstractAsyncContextManager[None]]


def create_application(
    routers: list[APIRouter],
    mounts: Mapping[str, ASGIApp],
    lifespan: Lifespan,
    public_url: str = "",
    proxies: Collection[str] = (),
    centre: str = "",
    *,
    has_web_chat: bool = False,
) -> FastAPI:
    """One ASGI application of the `centre`, by its name.

    `has_web_chat`: whether its pages may lead back to one. `lifespan` starts and stops what lives beside it, `public_url` is how members reach it.
    `proxies` are networks that may say where a request came from; the rightmost address that is none of them counts.
    """

    @asynccontextmanager
    async def live(_app: FastAPI) -> AsyncIterator[None]:
        async with lifespan():
            yield

    app = FastAPI(title="Huzhu", docs_url=None, redoc_url=None, openapi_url=None, lifespan=live)
    app.state.centre, app.state.has_web_chat = centre, has_web_chat
    for router in routers:
        app.router.routes.extend(
            router.routes
        )  # As they are: including a router would work out each route twice.
    for path, mounted in mounts.items():
        app.mount(path, mounted)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.add_middleware(BodyCap)
    install_faults(app)
    _wrap(app, is_https=public_url.lower().startswith("https://"), proxies=proxies)
    return app


def _wrap(app: FastAPI, *, is_https: bool, proxies: Collection[str]) -> None:
    """Outside of what answers a fault of the program, so that such an answer has its headers too."""
    safe = SafeHeaders(app.build_middleware_stack(), is_https)
    app.middleware_stack = cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, safe), list(proxies)))
