"""Opens WeChat's pushes in plain, compatible and safe mode, and seals the replies to them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict

from bot.errors import BadRequest, BodyTooLarge
from bot.wechat.cipher import WrongApp, check_aes_key, decrypt, encrypt
from bot.wechat.signature import SignatureCheck

ACKNOWLEDGEMENT = "success"
MAX_BODY_BYTES = 64 * 1024

Nodes = Mapping[str, Any]


@dataclass(frozen=True)
class Envelope:
    """An opened push: its XML nodes, and the key that opened it ("" where it was plain)."""

    nodes: Nodes = field(repr=False)
    aes_key: str = field(default="", repr=False)

    @property
    def encrypted(self) -> bool:
        """Whether the reply must be encrypted too."""
        return bool(self.aes_key)


@dataclass(frozen=True)
class Envelopes:
    """One account's secrets. `aes_keys` holds the current key first, then the previous one, if any.

    With a key configured a plain push is refused, since its signature does not bind its body;
    `accept_plain` allows it while the console is being changed from one mode to another.
    """

    signature: SignatureCheck
    app_id: str
    aes_keys: tuple[str, ...] = field(default=(), repr=False)
    accept_plain: bool = False

    def __post_init__(self) -> None:
        for aes_key in self.aes_keys:
            check_aes_key(aes_key)

    def open_envelope(self, body: bytes, query: Mapping[str, str], now: datetime) -> Envelope:
        """Checks and decrypts one push; raises BadSignature or BadRequest, whatever the body holds."""
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLarge()
        if query.get("encrypt_type", "raw") == "aes" and self.aes_keys:
            return self._open_encrypted(body, query, now)
        if self.aes_keys and not self.accept_plain:
            raise BadRequest("a plain push, but an AES key is configured")
        # Before the body is looked at: a stranger's XML is not even parsed.
        self.signature.check_query(query, now)
        nodes = _parse_nodes(body)
        if "MsgType" not in nodes:
            raise BadRequest("an encrypted push, but no AES key is configured")
        return Envelope(nodes)

    def seal_reply(self, xml: str, envelope: Envelope, now: datetime) -> str:
        """The reply as it is sent: encrypted iff the push was; the bare acknowledgement never is."""
        if not envelope.encrypted or xml in ("", ACKNOWLEDGEMENT):
            return xml
        encrypted = encrypt(envelope.aes_key, self.app_id, xml)
        timestamp, nonce = str(int(now.timestamp())), secrets.token_hex(8)
        signature = self.signature.sign(timestamp, nonce, encrypted)
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
            f"<MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        )

    def _open_encrypted(self, body: bytes, query: Mapping[str, str], now: datetime) -> Envelope:
        encrypted = _parse_nodes(body).get("Encrypt")
        if not isinstance(encrypted, str):
            raise BadRequest("no Encrypt node")
        self.signature.check_message(query, encrypted, now)
        text, aes_key = self._decrypt(encrypted)
        # Compatible mode also carries plain nodes; nothing signs them, so they are never read.
        return Envelope(_parse_nodes(text.encode()), aes_key)

    def _decrypt(self, encrypted: str) -> tuple[str, str]:
        """The text and the key that worked: after a key rotation WeChat may still use the previous one."""
        fault = BadRequest()
        for aes_key in self.aes_keys:
            try:
                return decrypt(aes_key, self.app_id, encrypted), aes_key
            except WrongApp:
                raise
            except BadRequest as refused:
                fault = refused
        raise fault


def _parse_nodes(body: bytes) -> Nodes:
    """The nodes below <xml>; entities are refused by the parser."""
    try:
        document = xmltodict.parse(body.decode("utf-8"), xml_attribs=False)
    except (ExpatError, ValueError, TypeError, AttributeError) as fault:
        raise BadRequest(f"no XML: {type(fault).__name__}") from None
    nodes = document.get("xml")
    if not isinstance(nodes, dict):
        raise BadRequest("no <xml> element")
    return nodes
