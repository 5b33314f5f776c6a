"""Opens WeChat's pushes in plain, compatible and safe mode, and seals the replies to them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.errors import BadRequest, BodyTooLarge
from bot.wechat.inbound.cipher import KeyRing, encrypt
from bot.wechat.inbound.freshness import Stamp
from bot.wechat.inbound.push_xml import Nodes, UnreadablePush, find_remains, parse_nodes
from bot.wechat.inbound.signature import SignatureCheck

ACKNOWLEDGEMENT = "success"
MAX_BODY_BYTES = 64 * 1024

_NO_STAMP = Stamp("", "", is_bound=False)


@dataclass(frozen=True)
class Envelope:
    """An opened push: its XML nodes, the key that opened it ("" where it was plain), and what was signed."""

    nodes: Nodes = field(repr=False)
    aes_key: str = field(default="", repr=False)
    stamp: Stamp = _NO_STAMP

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
        # A key that is none stops the start.
        self._key_ring()

    def open_envelope(self, body: bytes, query: Mapping[str, str], now: datetime) -> Envelope:
        """Checks and decrypts one push; raises BadSignature or BadRequest, whatever the body holds.

        It is UnreadablePush where the signature held, so that WeChat itself sent what makes no sense.
        """
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLarge()
        if query.get("encrypt_type", "raw") == "aes" and self.aes_keys:
            return self._open_encrypted(body, query, now)
        if self.aes_keys and not self.accept_plain:
            raise BadRequest("a plain push, but an AES key is configured")
        # Before the body is looked at: a stranger's XML is not even parsed.
        self.signature.check_query(query, now)
        nodes = _parse_from_wechat(body)
        if "Encrypt" in nodes and "MsgType" not in nodes:
            raise BadRequest("an encrypted push, but no AES key is configured")
        return Envelope(nodes, stamp=_find_stamp(query, is_bound=False))

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
        encrypted = _find_encrypted(body)
        self.signature.check_message(query, encrypted, now)
        decrypted = self._key_ring().decrypt(encrypted)
        # Compatible mode also carries plain nodes; nothing signs them, so they are never read.
        nodes = _parse_from_wechat(decrypted.text.encode(), decrypted.aes_key)
        return Envelope(nodes, decrypted.aes_key, _find_stamp(query, is_bound=True))

    def _key_ring(self) -> KeyRing:
        return KeyRing(self.app_id, self.aes_keys)


def _parse_from_wechat(body: bytes, aes_key: str = "") -> Nodes:
    """As `parse_nodes`; where that fails, the fault says whom to answer."""
    try:
        return parse_nodes(body)
    except UnreadablePush as fault:
        remains = find_remains(body)
        fault.remains = replace(remains, aes_key=aes_key) if remains else None
        raise


def _find_encrypted(body: bytes) -> str:
    try:
        encrypted = parse_nodes(body).get("Encrypt")
    except UnreadablePush as fault:
        # Nothing has shown yet that WeChat sent it.
        raise BadRequest(fault.detail) from None
    if not isinstance(encrypted, str):
        raise BadRequest("no Encrypt node")
    return encrypted


def _find_stamp(query: Mapping[str, str], *, is_bound: bool) -> Stamp:
    return Stamp(query.get("timestamp", ""), query.get("nonce", ""), is_bound)
