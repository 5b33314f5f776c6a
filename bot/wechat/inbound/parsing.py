"""Reads an opened push as one typed value, and as the message that the conversation takes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.kernel.conversation.messages import Inbound, Kind
from bot.wechat.channel import WECHAT
from bot.wechat.events import read_event
from bot.wechat.inbound.duplicates import find_key
from bot.wechat.inbound.event_details import parse_event
from bot.wechat.inbound.event_values import EventContent
from bot.wechat.inbound.inbound_details import render_details
from bot.wechat.inbound.message_details import find_name, parse_message
from bot.wechat.inbound.message_values import (
    Location,
    MessageContent,
    OtherMessage,
    Picture,
    Text,
    Video,
    Voice,
    WebLink,
)
from bot.wechat.inbound.node_values import find_text, find_whole_number
from bot.wechat.inbound.push_xml import Nodes, Remains, UnreadablePush

# An openid has 28 characters; what does not fit its column is none.
_LONGEST_ID = 64
_KINDS: dict[type, Kind] = {
    Text: "text",
    Picture: "image",
    Voice: "voice",
    Video: "video",
    Location: "location",
    WebLink: "link",
    OtherMessage: "unknown",
}


@dataclass(frozen=True)
class ParsedPush:
    """One message or event. `key` is the same at each delivery; `name` is its MsgType or Event in lower case.

    `article_id` and `article_index` say from which article of ours the member writes.
    """

    openid: str = field(repr=False)
    account: str
    sent_at: datetime
    key: str = field(repr=False)
    name: str
    content: MessageContent | EventContent
    message_id: str = ""
    article_id: str = ""
    article_index: int | None = None


def parse_push(nodes: Nodes) -> ParsedPush:
    """What WeChat says; what is new to us becomes OtherMessage or OtherEvent, never an error.

    Raises UnreadablePush only where the sender or the time is missing: there is nobody to answer then.
    """
    is_event = find_name(nodes, "MsgType") == "event" and bool(find_name(nodes, "Event"))
    return ParsedPush(
        openid=_find_sender(nodes),
        account=find_text(nodes, "ToUserName")[:_LONGEST_ID],
        sent_at=_find_moment(nodes),
        key=find_key(nodes),
        name=find_name(nodes, "Event" if is_event else "MsgType"),
        content=parse_event(nodes) if is_event else parse_message(nodes),
        message_id="" if is_event else find_text(nodes, "MsgId"),
        article_id=find_text(nodes, "MsgDataId"),
        article_index=find_whole_number(nodes, "Idx"),
    )


def parse_inbound(nodes: Nodes) -> Inbound:
    """The push as the conversation takes it; raises UnreadablePush as `parse_push` does."""
    return make_inbound(parse_push(nodes))


def find_sender(nodes: Nodes, aes_key: str) -> Remains | None:
    """Whom a message came from that lacks what else it needs; None for an event, which nobody waits on."""
    openid, account = find_text(nodes, "FromUserName"), find_text(nodes, "ToUserName")
    if not openid or not account or find_name(nodes, "MsgType") == "event":
        return None
    return Remains(openid[:_LONGEST_ID], account[:_LONGEST_ID], find_text(nodes, "Content"), aes_key)


def make_inbound(push: ParsedPush) -> Inbound:
    """`text` is what the member typed, and empty for every other kind."""
    content = push.content
    details = render_details(push.name, content)
    return Inbound(
        channel=WECHAT.name,
        address=push.openid,
        key=push.key,
        kind=_KINDS.get(type(content), "event"),
        text=content.words if isinstance(content, Text) else "",
        sent_at=push.sent_at,
        account=push.account,
        details=details,
        event=read_event(details),
    )


def _find_sender(nodes: Nodes) -> str:
    openid = find_text(nodes, "FromUserName")
    if not openid or len(openid) > _LONGEST_ID:
        raise UnreadablePush("no FromUserName")
    return openid


def _find_moment(nodes: Nodes) -> datetime:
    seconds = find_whole_number(nodes, "CreateTime")
    if seconds is None or seconds < 0:
        raise UnreadablePush("no CreateTime")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise UnreadablePush("no CreateTime") from None
