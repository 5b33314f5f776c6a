"""Fetches what members send by its MediaId, and uploads temporary pictures to send."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

from bot.errors import RefusedValue, TransportError
from bot.wechat.account.client import WeChatApi
from bot.wechat.account.connection import Call, File
from bot.wechat.account.faults import AnswerTooLarge

# WeChat's page gives both 2 MB and 10 MB for pictures; what keeps the smaller one is always taken.
PICTURE_LIMIT = 2 * 1024 * 1024
FETCH_LIMIT = 10 * 1024 * 1024

# A media id that WeChat no longer knows; the file itself is as good as before.
_GONE = 40007
# So many at a time: each is held in memory as a whole.
_AT_ONCE = 4

_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
    (b"%PDF-", "application/pdf", "pdf"),
    (b"#!AMR", "audio/amr", "amr"),
    (b"#!SILK", "audio/silk", "silk"),
    (b"\x02#!SILK", "audio/silk", "silk"),
    (b"OggS", "audio/ogg", "ogg"),
    (b"ID3", "audio/mpeg", "mp3"),
    (b"\xff\xfb", "audio/mpeg", "mp3"),
    (b"\xff\xf3", "audio/mpeg", "mp3"),
)
UNKNOWN_TYPE = "application/octet-stream"
_PICTURES = frozenset({"image/jpeg", "image/png", "image/gif"})


@dataclass(frozen=True)
class MediaFile:
    """What a member sent; `media_type` comes from the bytes, `application/octet-stream` where they tell nothing."""

    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class VideoLink:
    """WeChat gives an address in place of a video's bytes; fetch it only from a host of WeChat's."""

    url: str = field(repr=False)


class Media:
    """The files of one account; raises TransportError, permanent where the file is gone or too large."""

    def __init__(self, api: WeChatApi, limit: int = FETCH_LIMIT) -> None:
        self._api, self._limit = api, limit
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def fetch(self, media_id: str) -> MediaFile | VideoLink:
        """The file behind a MediaId, for three days after it was sent."""
        call = Call("GET", "/cgi-bin/media/get", {"media_id": media_id}, limit=self._limit)
        async with self._room:
            answer = await self._api.ask(call)
        if isinstance(answer, bytes):
            return _read_file(answer)
        url = answer.get("video_url")
        if not (isinstance(url, str) and url):
            raise TransportError("WeChat answered without a file")
        return VideoLink(url)

    async def upload_picture(self, content: bytes) -> str:
        """The MediaId of a JPEG, PNG or GIF, good for three days; raises RefusedValue too.

        Its reasons: `paper_empty`, `paper_too_large`, `paper_unreadable`.
        """
        media_type, ending = _check_picture(content)
        file = File(f"picture.{ending}", media_type, content)
        async with self._room:
            answer = await self._api.client.media.upload("image", file)
        media_id = answer.get("media_id")
        if not (isinstance(media_id, str) and media_id):
            raise TransportError("WeChat took the picture without giving its media id")
        return media_id

    async def send_picture(self, openid: str, content: bytes) -> None:
        """One customer-service message; uploads once more where WeChat has lost the picture meanwhile."""
        try:
            return await self._send(openid, content)
        except TransportError as fault:
            if fault.errcode != _GONE:
                raise
        return await self._send(openid, content)

    async def _send(self, openid: str, content: bytes) -> None:
        try:
            media_id = await self.upload_picture(content)
        except TransportError as fault:
            # Nothing was sent to anybody yet.
            fault.outcome_unknown = False
            raise
        await self._api.send_custom(openid, "image", {"media_id": media_id})


class PictureContents(Protocol):
    """Keeps the pictures that were sent to members."""

    async def find(self, key: str) -> bytes | None:
        """A picture's bytes, or None where it is gone."""
        ...


class PictureStore:
    """Takes pictures that are kept under a key to WeChat; raises TransportError."""

    def __init__(self, media: Media, contents: PictureContents) -> None:
        self._media, self._contents = media, contents

    async def upload(self, key: str) -> str:
        """WeChat's MediaId of one."""
        return await self._media.upload_picture(await self._read(key))

    async def send(self, openid: str, key: str) -> None:
        await self._media.send_picture(openid, await self._read(key))

    async def _read(self, key: str) -> bytes:
        content = await self._contents.find(key)
        if content is None:
            raise TransportError("the picture is not kept any more", permanent=True)
        return content


class MemberPictures:
    """The bytes of the pictures that members send, and of nothing else."""

    def __init__(self, media: Media) -> None:
        self._media = media

    async def fetch(self, media_id: str) -> bytes:
        """The picture's bytes; raises TransportError, or RefusedValue: `paper_too_large`, `paper_unreadable`."""
        try:
            found = await self._media.fetch(media_id)
        except AnswerTooLarge as fault:
            raise RefusedValue("paper_too_large") from fault
        if isinstance(found, VideoLink) or not found.media_type.startswith("image/"):
            raise RefusedValue("paper_unreadable")
        return found.content


def find_media_type(content: bytes) -> tuple[str, str]:
    """The media type that the first bytes tell, and the ending of its files."""
    for beginning, media_type, ending in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type, ending
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp", "webp"
    if content[4:8] == b"ftyp":
        return "video/mp4", "mp4"
    return UNKNOWN_TYPE, "bin"


def _read_file(content: bytes) -> MediaFile:
    if not content:
        raise TransportError("WeChat answered with an empty file")
    return MediaFile(find_media_type(content)[0], content)


def _check_picture(content: bytes) -> tuple[str, str]:
    if not content:
        raise RefusedValue("paper_empty")
    if len(content) > PICTURE_LIMIT:
        raise RefusedValue("paper_too_large")
    media_type, ending = find_media_type(content)
    if media_type not in _PICTURES:
        raise RefusedValue("paper_unreadable")
    return media_type, ending
