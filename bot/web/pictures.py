"""Shows a picture that staff sent, to whoever has its address."""

from dataclasses import dataclass
from typing import Protocol

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from bot.web.routing import Router

_HEADERS = {
    "Cache-Control": "private, max-age=86400, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Robots-Tag": "noindex",
}


class Contents(Protocol):
    """Keeps the pictures."""

    async def find(self, key: str) -> bytes | None:
        """A JPEG's bytes, or None where it is gone."""
        ...


@dataclass(frozen=True)
class SentPictures:
    """`GET /pictures/{key}`; the key cannot be guessed."""

    contents: Contents

    def router(self) -> APIRouter:
        """Its route."""
        router = Router()
        router.add_api_route("/pictures/{key}", self.show, methods=["GET"])
        return router

    async def show(self, key: str) -> Response:
        """The picture, or a page that says that it is gone."""
        content = await self.contents.find(key)
        if content is None:
            raise HTTPException(404)
        return Response(content, media_type="image/jpeg", headers=_HEADERS)
