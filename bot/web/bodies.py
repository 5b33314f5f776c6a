"""Reads request bodies with a cap, before anything is parsed."""

from fastapi import Request

from bot.errors import BodyTooLarge

MAX_BYTES = 1024 * 1024


async def read_body(request: Request) -> bytes:
    """The body, or BodyTooLarge as soon as it is known to be over 1 MiB."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BYTES:
            raise BodyTooLarge
    return bytes(body)
