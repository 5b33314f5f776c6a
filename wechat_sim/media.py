"""Keeps temporary files for three days, and refuses those that WeChat does not take."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wechat_sim.refusals import Body, Refused

# Temporary files and files from members live three days.
_LIFE = timedelta(days=3)
# For pictures WeChat gives 10 MB in one place and 2 MB in another: the smaller one is kept here.
_LIMITS = {
    "image": (2 * 1024 * 1024, (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")),
    "voice": (2 * 1024 * 1024, (b"#!AMR", b"ID3", b"\xff\xfb")),
    "video": (10 * 1024 * 1024, ()),
    "thumb": (64 * 1024, (b"\xff\xd8\xff",)),
}
# The smallest JPEG: one grey point.
TINY_JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f"
    "141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b0800010001010111"
    "00ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504"
    "040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25"
    "262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788"
    "898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3"
    "e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd28a28a28affd9"
)


@dataclass(frozen=True)
class StoredFile:
    """One file, or a video's address in its place."""

    kind: str
    content: bytes = field(repr=False)
    kept_at: datetime
    video_url: str = ""


class MediaStore:
    """The files of one account: uploaded by the bot, or sent by followers."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def keep(self, kind: str, content: bytes, now: datetime, video_url: str = "") -> str:
        """Keeps a file that a follower sent; gives its MediaId."""
        media_id = secrets.token_urlsafe(48)
        self._files[media_id] = StoredFile(kind, content, now, video_url)
        return media_id

    def upload(self, kind: str, content: bytes | None, now: datetime) -> Body:
        """/media/upload."""
        if kind not in _LIMITS:
            raise Refused(40004)
        if content is None:
            raise Refused(41005)
        largest, beginnings = _LIMITS[kind]
        # WeChat itself takes an empty file; here it is an error, so that it is seen.
        if not content or len(content) > largest:
            raise Refused(40006)
        if beginnings and not content.startswith(beginnings):
            raise Refused(40005)
        created = {"created_at": int(now.timestamp())}
        return {"type": kind, "media_id": self.keep(kind, content, now), **created}

    def find(self, media_id: str, now: datetime) -> StoredFile:
        """Errors are JSON with status 200."""
        if not media_id:
            raise Refused(41006)
        stored = self._files.get(media_id)
        if stored is None or now >= stored.kept_at + _LIFE:
            raise Refused(40007, f"hint: [{secrets.token_hex(7)}]")
        return stored

    def forget(self, media_id: str) -> None:
        """Loses a file before its time."""
        self._files.pop(media_id, None)
