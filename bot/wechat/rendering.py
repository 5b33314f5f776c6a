"""Writes what is said to a member as WeChat text: one message if it fits, never cut inside a link."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kernel.messages import Inbound, Reply
from bot.kernel.splitting import split_text
from bot.wechat.envelope import ACKNOWLEDGEMENT
from bot.wechat.markup import clean_text, render_choice, render_link, render_words

# WeChat documents no limit; about 2048 bytes were measured, and beyond them the member reads a fault notice.
TEXT_LIMIT = 2000


@dataclass(frozen=True)
class PassiveReply:
    """The body that answers a push, and what did not fit, as finished texts to send later."""

    xml: str
    leftovers: tuple[str, ...] = ()


def render_passive_reply(inbound: Inbound, replies: Sequence[Reply], now: datetime) -> PassiveReply:
    """One text reply with all that is said in a turn; the bare acknowledgement if nothing is."""
    texts = render_texts(replies)
    if not texts:
        return PassiveReply(ACKNOWLEDGEMENT)
    first, *leftovers = texts
    return PassiveReply(_render_xml(inbound, first, now), tuple(leftovers))


def render_transfer(inbound: Inbound, now: datetime) -> str:
    """The reply that hands the member to the account's own desk; WeChat takes it for messages, never for events."""
    return _render_envelope(inbound, "transfer_customer_service", "", now)


def render_texts(replies: Sequence[Reply], limit: int = TEXT_LIMIT) -> list[str]:
    """The fewest texts of at most `limit` UTF-8 bytes that say everything; links and choices stay whole."""
    texts: list[str] = []
    for gap, block in _blocks(replies, limit):
        if texts and _size(texts[-1] + gap + block) <= limit:
            texts[-1] += gap + block
        else:
            texts.append(block)
    return texts


def _blocks(replies: Sequence[Reply], limit: int) -> Iterator[tuple[str, str]]:
    """What must not be cut, each with the gap before it: a blank line between replies, else a line's end."""
    for reply in replies:
        gap = "\n\n"
        for block in _reply_blocks(reply, limit):
            yield gap, block
            gap = "\n"


def _reply_blocks(reply: Reply, limit: int) -> Iterator[str]:
    yield from split_text(render_words(reply.text), limit)
    for link in reply.links:
        yield from _whole(render_link(link), f"{link.title} {link.url}", limit)
    for number, choice in enumerate(reply.choices, start=1):
        yield from _whole(render_choice(choice, number), choice.title, limit)


def _whole(tag: str, words: str, limit: int) -> list[str]:
    """The tag, or mere words where no message could hold it."""
    return [tag] if _size(tag) <= limit else split_text(render_words(words), limit)


def _render_xml(inbound: Inbound, text: str, now: datetime) -> str:
    return _render_envelope(inbound, "text", f"<Content><![CDATA[{text}]]></Content>", now)


def _render_envelope(inbound: Inbound, message_type: str, content: str, now: datetime) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{clean_text(inbound.address)}]]></ToUserName>"
        f"<FromUserName><![CDATA[{clean_text(inbound.account)}]]></FromUserName>"
        f"<CreateTime>{int(now.timestamp())}</CreateTime><MsgType><![CDATA[{message_type}]]></MsgType>"
        f"{content}</xml>"
    )


def _size(text: str) -> int:
    return len(text.encode())
