"""Reads an opened push as one inbound message; what WeChat adds later becomes `unknown`, never an error."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.errors import BadRequest
from bot.kernel.messages import Inbound, Kind
from bot.wechat.event_details import parse_event_details

_LONGEST_KEY = 255
_KINDS: Mapping[str, Kind] = {
    "text": "text",
    "image": "image",
    "voice": "voice",
    "video": "video",
    "shortvideo": "video",
    "location": "location",
    "link": "link",
    "event": "event",
}
_DETAILS = {
    "bizmsgmenuid": "menu_choice",
    "PicUrl": "picture_url",
    "MediaId": "media_id",
    "ThumbMediaId": "thumb_media_id",
    "Format": "format",
    "Location_X": "latitude",
    "Location_Y": "longitude",
    "Scale": "scale",
    "Label": "label",
    "Title": "title",
    "Description": "description",
    "Url": "url",
}


def parse_inbound(nodes: Mapping[str, Any]) -> Inbound:
    """One message or event. `text` is what the member typed, and empty for every other kind.

    Raises BadRequest only where the sender or the time is missing: there is nobody to answer then.
    """
    openid, message_type = _text(nodes, "FromUserName"), _text(nodes, "MsgType").lower()
    if not openid:
        raise BadRequest("no FromUserName")
    kind = _KINDS.get(message_type, "unknown")
    if kind == "event" and not _text(nodes, "Event"):
        kind = "unknown"
    return Inbound(
        channel="wechat",
        address=openid,
        key=_key(nodes, openid, kind),
        kind=kind,
        text=_text(nodes, "Content") if kind == "text" else "",
        sent_at=_moment(_text(nodes, "CreateTime")),
        account=_text(nodes, "ToUserName"),
        details=parse_event_details(nodes) if kind == "event" else _details(nodes, kind, message_type),
    )


def _key(nodes: Mapping[str, Any], openid: str, kind: Kind) -> str:
    """The same for each delivery of one push. Events have no MsgId (their MsgID names another message)."""
    message_id = _text(nodes, "MsgId")
    if kind != "event" and message_id:
        return _short("msg:", f"{openid}:{message_id}")
    name = _text(nodes, "Event") or _text(nodes, "MsgType")
    told_apart_by = _text(nodes, "EventKey") or _text(nodes, "MsgID")
    return _short("event:", f"{openid}:{_text(nodes, 'CreateTime')}:{name}:{told_apart_by}")


def _short(prefix: str, key: str) -> str:
    """A key that fits its column: a tapped menu page is named by its whole address."""
    if len(prefix) + len(key) <= _LONGEST_KEY:
        return prefix + key
    return prefix + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _details(nodes: Mapping[str, Any], kind: Kind, message_type: str) -> dict[str, str]:
    if kind == "unknown":
        return {"type": message_type}
    return {name: value for node, name in _DETAILS.items() if (value := _text(nodes, node))}


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise BadRequest("no CreateTime") from None


def _text(nodes: Mapping[str, Any], name: str) -> str:
    value = nodes.get(name)
    return value if isinstance(value, str) else ""
