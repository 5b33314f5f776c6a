"""Reads a customer-service message of any type as the follower's phone would show it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from wechat_sim.media import MediaStore
from wechat_sim.refusals import Body, Refused
from wechat_sim.replies import LONGEST_TEXT_BYTES, DecryptedReply, QuickReply, read_card, read_text

# Types whose content is a file, by the name of its id.
_FILES = {"image": "图片", "voice": "语音", "video": "视频"}
_OTHERS = {
    "mpnews": "图文",
    "mpnewsarticle": "图文",
    "wxcard": "卡券",
    "miniprogrampage": "小程序",
    "music": "音乐",
}


def read_custom_message(body: Body, media: MediaStore, now: datetime) -> DecryptedReply:
    """The types and their JSON; raises Refused."""
    kind = body.get("msgtype", "")
    content = body.get(kind) if isinstance(kind, str) else None
    if not isinstance(content, dict):
        raise Refused(40008)
    if kind in _FILES:
        media_id = str(content.get("media_id", ""))
        media.find(media_id, now)
        return DecryptedReply("", f"[{_FILES[kind]}]", media_id=media_id)
    if kind in _OTHERS:
        return DecryptedReply("", f"[{_OTHERS[kind]}]")
    reader = _READERS.get(kind)
    if reader is None:
        raise Refused(40008)
    return reader(content)


def _read_text(content: Body) -> DecryptedReply:
    words = content.get("content")
    if not isinstance(words, str) or not words:
        raise Refused(40008)
    # An over-long custom message is 45002.
    if len(words.encode()) > LONGEST_TEXT_BYTES:
        raise Refused(45002)
    return read_text(words)


def _read_menu(content: Body) -> DecryptedReply:
    """Msgmenu; a tap comes back as a text with the item's id."""
    items = content.get("list")
    if not isinstance(items, list) or not items:
        raise Refused(47001)
    choices = tuple(QuickReply(str(one["content"]), str(one["content"]), str(one["id"])) for one in items)
    lines = [
        content.get("head_content", ""),
        *(one.title for one in choices),
        content.get("tail_content", ""),
    ]
    words = "\n".join(line for line in lines if line)
    return DecryptedReply(words, words, choices)


def _read_news(content: Body) -> DecryptedReply:
    """One article."""
    articles = content.get("articles")
    if not isinstance(articles, list) or not articles:
        raise Refused(47001)
    if len(articles) > 1:
        raise Refused(45008)
    title, url = str(articles[0].get("title", "")), str(articles[0].get("url", ""))
    return read_card(title, str(articles[0].get("description", "")), url)


_READERS: dict[str, Callable[[dict[str, Any]], DecryptedReply]] = {
    "text": _read_text,
    "msgmenu": _read_menu,
    "news": _read_news,
}
