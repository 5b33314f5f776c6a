"""Writes the pushes: message XML, encrypted and signed as WeChat does it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha1
from urllib.parse import urlencode

from wechatpy.crypto import PrpCrypto, WeChatCrypto  # type: ignore[import-untyped]

from wechat_sim.account import Account

Nodes = Mapping[str, str]


@dataclass(frozen=True)
class Push:
    """One POST, the same bytes at each delivery; `nodes` is what it says."""

    query: str
    body: bytes = field(repr=False)
    nodes: Nodes = field(repr=False)


def text_nodes(text: str, quick_reply_id: str = "") -> Nodes:
    """A typed text, or a tapped quick reply (bizmsgmenuid)."""
    nodes = {"MsgType": "text", "Content": text, "MsgId": _message_id()}
    return nodes | ({"bizmsgmenuid": quick_reply_id} if quick_reply_id else {})


def image_nodes(media_id: str = "") -> Nodes:
    """A photo."""
    media_id = media_id or secrets.token_urlsafe(24)
    return {
        "MsgType": "image",
        "PicUrl": f"http://mmbiz.qpic.cn/{media_id}/0",
        "MediaId": media_id,
        "MsgId": _message_id(),
    }


def voice_nodes(media_id: str = "") -> Nodes:
    """A voice message; WeChat no longer writes down what was said."""
    media_id = media_id or secrets.token_urlsafe(24)
    return {
        "MsgType": "voice",
        "MediaId": media_id,
        "Format": "amr",
        "Recognition": "",
        "MsgId": _message_id(),
    }


def place_nodes(latitude: str, longitude: str, label: str) -> Nodes:
    """A place on the map."""
    return {
        "MsgType": "location",
        "Location_X": latitude,
        "Location_Y": longitude,
        "Scale": "15",
        "Label": label,
        "MsgId": _message_id(),
    }


def event_nodes(event: str, key: str = "") -> Nodes:
    """An event with WeChat's spelling of its name: `subscribe`, `unsubscribe`, `CLICK`, `SCAN` …"""
    return {"MsgType": "event", "Event": event, "EventKey": key}


def write_push(account: Account, openid: str, nodes: Nodes, now: datetime, *, as_typed: bool = False) -> Push:
    """Wraps and signs; in plain mode the body is not encrypted and only `signature` is there.

    With `as_typed` the words stand in the XML as WeChat itself was seen to put them: unescaped.
    """
    timestamp, nonce = str(int(now.timestamp())), str(secrets.randbelow(10**10))
    all_nodes = {"ToUserName": account.account_id, "FromUserName": openid, "CreateTime": timestamp, **nodes}
    xml = _write_xml(all_nodes, as_typed=as_typed)
    query = {
        "signature": sign(account.token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
        "openid": openid,
    }
    if not account.plain:
        encrypted = PrpCrypto(_crypto(account).key).encrypt(xml, account.app_id).decode()
        xml = _write_xml({"ToUserName": account.account_id, "Encrypt": encrypted})
        query |= {"encrypt_type": "aes", "msg_signature": sign(account.token, timestamp, nonce, encrypted)}
    return Push(urlencode(query), xml.encode(), all_nodes)


def decrypt_reply(account: Account, nodes: Nodes) -> str:
    """What is inside an encrypted reply; wechatpy raises where signature, key or app id do not fit."""
    return str(
        _crypto(account).decrypt_message(
            dict(nodes), nodes["MsgSignature"], nodes["TimeStamp"], nodes["Nonce"]
        )
    )


def sign(*parts: str) -> str:
    """WeChat's signature over the token and the other parts (the sorted parts, joined)."""
    return sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def _crypto(account: Account) -> WeChatCrypto:
    return WeChatCrypto(account.token, account.aes_key, account.app_id)


def _message_id() -> str:
    return str(2 * 10**16 + secrets.randbelow(10**16))


def _write_xml(nodes: Nodes, *, as_typed: bool = False) -> str:
    inside = "".join(
        f"<{name}>{_write_value(name, value, as_typed=as_typed)}</{name}>" for name, value in nodes.items()
    )
    return f"<xml>{inside}</xml>"


def _write_value(name: str, value: str, *, as_typed: bool) -> str:
    if name in ("CreateTime", "MsgId"):
        return value
    if as_typed:
        return f"<![CDATA[{value}]]>"
    return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"
