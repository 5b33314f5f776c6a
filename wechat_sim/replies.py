"""Reads a reply as a member's phone would show it, and says why WeChat would not show it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy.exceptions import WeChatException  # type: ignore[import-untyped]

from wechat_sim.account import Account
from wechat_sim.pushes import Nodes, decrypt_reply

# Measured, not documented.
LONGEST_TEXT_BYTES = 2048
# In-text quick replies, undocumented and long-lived.
_LINK = re.compile(r'<a href="([^"<>]*)">([^<>]*)</a>')
_QUICK_REPLY = re.compile(r"weixin://bizmsgmenu\?msgmenucontent=([^&]*)&msgmenuid=([^&]*)")


AnswerNodes = dict[str, Any]


class IllegalReply(Exception):
    """A body that WeChat does not pass on: the member reads a fault notice."""


@dataclass(frozen=True)
class QuickReply:
    """A tappable choice: `text` is what a tap sends."""

    title: str
    text: str
    id: str


@dataclass(frozen=True)
class PageLink:
    """A page that opens when tapped."""

    title: str
    url: str


@dataclass(frozen=True)
class DecryptedReply:
    """What the member gets: `content` with its tags, `text` as it is shown."""

    content: str
    text: str
    choices: tuple[QuickReply, ...] = ()
    links: tuple[PageLink, ...] = ()
    is_transfer: bool = False
    media_id: str = ""


def read_reply(account: Account, push: Nodes, body: bytes) -> DecryptedReply | None:
    """The reply in a response's body, None where it says nothing; raises IllegalReply."""
    # Both mean that there is nothing to say: neither is encrypted.
    if body in (b"", b"success"):
        return None
    nodes = _read_nodes(body)
    if not account.plain:
        nodes = _read_nodes(_open(account, nodes).encode())
    # The names swapped, CreateTime an integer.
    if (nodes.get("ToUserName"), nodes.get("FromUserName")) != (push["FromUserName"], push["ToUserName"]):
        raise IllegalReply("ToUserName and FromUserName are not those of the push, swapped")
    if not nodes.get("CreateTime", "").isdigit():
        raise IllegalReply("CreateTime is no number")
    if nodes.get("MsgType") == "transfer_customer_service":
        # Only for what a member sends, never for events.
        if push.get("MsgType") == "event":
            raise IllegalReply("an event cannot be transferred")
        return DecryptedReply("", "", (), (), is_transfer=True)
    reader = _READERS.get(nodes.get("MsgType", ""))
    if reader is None:
        raise IllegalReply("no message of a type that can answer")
    return reader(nodes)


def _read_text_reply(nodes: AnswerNodes) -> DecryptedReply:
    words = nodes.get("Content")
    if not isinstance(words, str) or not words:
        raise IllegalReply("no text")
    return read_text(words)


def _read_image_reply(nodes: AnswerNodes) -> DecryptedReply:
    """Media by media_id."""
    image = nodes.get("Image")
    media_id = image.get("MediaId") if isinstance(image, dict) else None
    if not isinstance(media_id, str) or not media_id:
        raise IllegalReply("no MediaId")
    return DecryptedReply("[图片]", "[图片]", media_id=media_id)


def _read_news_reply(nodes: AnswerNodes) -> DecryptedReply:
    """One article; extra ones are cut."""
    articles = nodes.get("Articles")
    item = articles.get("item") if isinstance(articles, dict) else None
    first = item[0] if isinstance(item, list) and item else item
    if nodes.get("ArticleCount") != "1" or not isinstance(first, dict) or not first.get("Title"):
        raise IllegalReply("no article")
    return read_card(first["Title"], first.get("Description") or "", first.get("Url") or "")


def read_card(title: str, description: str, url: str) -> DecryptedReply:
    """An article as the phone shows it: a title over a description, which opens its page."""
    content = f'<a href="{url}">{title}</a>' + (f"\n{description}" if description else "")
    return DecryptedReply(content, _LINK.sub(r"\2", content), links=(PageLink(title, url),))


_READERS: dict[str, Callable[[AnswerNodes], DecryptedReply]] = {
    "text": _read_text_reply,
    "image": _read_image_reply,
    "news": _read_news_reply,
}


def read_text(content: str) -> DecryptedReply:
    """Splits a text with tags into what is shown and what can be tapped; raises IllegalReply if too long."""
    size = len(content.encode())
    if size > LONGEST_TEXT_BYTES:
        raise IllegalReply(f"the text has {size} bytes, WeChat shows {LONGEST_TEXT_BYTES}")
    choices, links = [], []
    for address, title in _LINK.findall(content):
        quick_reply = _QUICK_REPLY.fullmatch(address)
        if quick_reply:
            choices.append(QuickReply(title, quick_reply[1], quick_reply[2]))
        else:
            links.append(PageLink(title, address))
    return DecryptedReply(content, _LINK.sub(r"\2", content), tuple(choices), tuple(links))


def _open(account: Account, nodes: Nodes) -> str:
    try:
        return decrypt_reply(account, nodes)
    except (WeChatException, KeyError, ValueError, TypeError, IndexError) as fault:
        raise IllegalReply(f"the encrypted reply does not open: {type(fault).__name__}") from fault


def _read_nodes(body: bytes) -> AnswerNodes:
    try:
        nodes = xmltodict.parse(body.decode(), strip_whitespace=False)["xml"]
    except (ExpatError, ValueError, KeyError) as fault:
        raise IllegalReply("no <xml> document") from fault
    if not isinstance(nodes, dict):
        raise IllegalReply("nothing in <xml>")
    return {name: value for name, value in nodes.items() if value is not None}
