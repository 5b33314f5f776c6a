"""Gives every route a request whose path, query, form and JSON are cleaned of what is no text."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, UploadFile
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, QueryParams

from bot.kernel.plain_text import drop_no_text


class TextRequest(Request):
    """A request whose path, query, form and JSON hold nothing that is no text."""

    @property
    def path_params(self) -> dict[str, Any]:
        """The places of the path."""
        return {name: _clean(value) for name, value in super().path_params.items()}

    @property
    def query_params(self) -> QueryParams:
        """What was asked for."""
        return QueryParams(_clean(super().query_params.multi_items()))

    async def json(self) -> Any:
        """The body."""
        return _clean(await super().json())

    async def _get_form(self, **limits: Any) -> FormData:
        if self._form is None:
            filled = await super()._get_form(**limits)
            self._form = FormData(_clean(filled.multi_items()))
        return self._form


class TextRoute(APIRoute):
    """Gives its endpoint and all that stands before it a `TextRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler."""
        handle = super().get_route_handler()

        async def handle_text(request: Request) -> Response:
            text_request = TextRequest(request.scope, request.receive, request._send)
            try:
                return await handle(text_request)
            finally:
                await text_request.close()

        return handle_text


class Router(APIRouter):
    """Every route of ours hangs on one of these."""

    def __init__(self, **options: Any) -> None:
        super().__init__(route_class=TextRoute, **options)


def _clean(value: Any) -> Any:
    """The same with every text in it cleaned; a file keeps its content."""
    if isinstance(value, str):
        return drop_no_text(value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, tuple):
        return tuple(_clean(one) for one in value)
    if isinstance(value, dict):
        return {_clean(name): _clean(one) for name, one in value.items()}
    if isinstance(value, UploadFile) and value.filename:
        value.filename = drop_no_text(value.filename)
    return value
