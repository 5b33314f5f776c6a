"""Finds the key that is the same at each delivery of one push, and differs between any two pushes."""

from collections.abc import Iterator
from hashlib import sha256

from bot.wechat.inbound.node_values import find_inner, find_rows, find_text
from bot.wechat.inbound.push_xml import Nodes

_LONGEST_KEY = 255
_NOTICES = ("SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent", "SubscribeMsgSentEvent")


def find_key(nodes: Nodes) -> str:
    """At most 255 characters, by WeChat's rule.

    - A message: its sender and MsgId.
    - A report on a template or mass message: sender, name, MsgID (that of the message it is about), Status.
    - Any other event: sender, CreateTime, Event, EventKey; events have no MsgId, and two can share a second.
    """
    openid, name = find_text(nodes, "FromUserName"), find_text(nodes, "Event")
    if find_text(nodes, "MsgType").lower() == "event" and name:
        return _shorten("event:", f"{openid}:{_event_key(nodes, name)}")
    return _shorten("msg:", f"{openid}:{_message_key(nodes)}")


def _message_key(nodes: Nodes) -> str:
    message_id = find_text(nodes, "MsgId")
    if _is_usable(message_id):
        return message_id
    content = sha256(repr(sorted(nodes.items(), key=lambda node: node[0])).encode("utf-8", "surrogatepass"))
    return f"{find_text(nodes, 'CreateTime')}:{find_text(nodes, 'MsgType')}:{content.hexdigest()}"


def _event_key(nodes: Nodes, name: str) -> str:
    message_id, status = find_text(nodes, "MsgID"), find_text(nodes, "Status")
    if name.lower().endswith("jobfinish") and _is_usable(message_id):
        return f"{name}:{message_id}:{status}"
    told_apart_by = find_text(nodes, "EventKey") or message_id + status or ",".join(_notice_marks(nodes))
    return f"{find_text(nodes, 'CreateTime')}:{name}:{told_apart_by}"


def _notice_marks(nodes: Nodes) -> Iterator[str]:
    """What tells notices of one second apart: they have no EventKey."""
    for notice in _NOTICES:
        for row in find_rows(find_inner(nodes, notice), "List"):
            yield find_text(row, "TemplateId") + find_text(row, "MsgID")


def _is_usable(message_id: str) -> bool:
    """With `client_msg_id` in use some reports carry the number 0."""
    return bool(message_id.strip("0"))


def _shorten(prefix: str, key: str) -> str:
    """A key that fits its column: a tapped menu page is named by its whole address."""
    if len(prefix) + len(key) <= _LONGEST_KEY:
        return prefix + key
    return prefix + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
