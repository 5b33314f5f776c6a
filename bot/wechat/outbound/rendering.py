"""Writes what is said to a member as WeChat's messages: one text if it fits, never cut inside a link; pictures; cards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from bot.kernel.conversation.messages import Inbound, Reply
from bot.kernel.conversation.splitting import split_text
from bot.wechat.inbound.envelope import ACKNOWLEDGEMENT
from bot.wechat.outbound.markup import clean_text, render_choice, render_link, render_words

# WeChat documents no limit; about 2048 bytes were measured, and beyond them the member reads a fault notice.
TEXT_LIMIT = 2000


@dataclass(frozen=True)
class TextMessage:
    """A finished text."""

    text: str


@dataclass(frozen=True)
class PictureMessage:
    """A picture, by the key under which it is kept."""

    key: str


@dataclass(frozen=True)
class CardMessage:
    """One article of WeChat's news: a page with a title and a description."""

    title: str
    description: str
    url: str


Message = TextMessage | PictureMessage | CardMessage


def render_messages(replies: Sequence[Reply]) -> list[Message]:
    """The fewest messages that say everything, in order; words that follow one another share a text."""
    messages: list[Message] = []
    for stands_alone, group in groupby(replies, lambda one: bool(one.picture or one.card)):
        if not stands_alone:
            messages += map(TextMessage, render_texts(list(group)))
            continue
        for reply in group:
            messages += _render_shown(reply)
    return messages


def _render_shown(reply: Reply) -> list[Message]:
    """A picture after its caption, or a card that its words describe."""
    if reply.card:
        return [CardMessage(clean_text(reply.card.title), clean_text(reply.text), reply.card.url)]
    return [*map(TextMessage, render_texts([replace(reply, picture="")])), PictureMessage(reply.picture)]


def render_passive_reply(inbound: Inbound, message: Message | None, now: datetime, media_id: str = "") -> str:
    """The body that answers a push with one message; a picture needs WeChat's `media_id` of it.

    The bare acknowledgement where there is nothing to say.
    """
    if message is None:
        return ACKNOWLEDGEMENT
    if isinstance(message, TextMessage):
        return _render_envelope(inbound, "text", _tag("Content", message.text), now)
    if isinstance(message, PictureMessage):
        return _render_envelope(inbound, "image", f"<Image>{_tag('MediaId', media_id)}</Image>", now)
    item = _tag("Title", message.title) + _tag("Description", message.description)
    item += _tag("PicUrl", "") + _tag("Url", clean_text(message.url))
    articles = f"<ArticleCount>1</ArticleCount><Articles><item>{item}</item></Articles>"
    return _render_envelope(inbound, "news", articles, now)


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
        for block in filter(None, _reply_blocks(reply, limit)):
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


def _render_envelope(inbound: Inbound, message_type: str, content: str, now: datetime) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{clean_text(inbound.address)}]]></ToUserName>"
        f"<FromUserName><![CDATA[{clean_text(inbound.account)}]]></FromUserName>"
        f"<CreateTime>{int(now.timestamp())}</CreateTime><MsgType><![CDATA[{message_type}]]></MsgType>"
        f"{content}</xml>"
    )


def _tag(name: str, text: str) -> str:
    return f"<{name}><![CDATA[{text}]]></{name}>"


def _size(text: str) -> int:
    return len(text.encode())
