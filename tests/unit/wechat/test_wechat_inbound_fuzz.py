"""Two thousand damaged pushes: each is read, or refused by one named fault."""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from bot.errors import BadRequest, BadSignature
from bot.wechat.inbound.cipher import WrongApp, encrypt
from bot.wechat.inbound.envelope import Envelopes
from bot.wechat.inbound.parsing import make_inbound, parse_push
from bot.wechat.inbound.push_xml import UnreadablePush
from bot.wechat.inbound.signature import SignatureCheck
from tests.unit.wechat.inbound_rows import ROWS

NOW = datetime.fromtimestamp(1700000000, UTC)
CHECK, APP_ID, KEY = SignatureCheck("AAAAA"), "wx1", "A" * 43
PLAIN, SAFE = Envelopes(CHECK, APP_ID), Envelopes(CHECK, APP_ID, (KEY, "B" * 42 + "E"))
PUSHES = 2000
REFUSALS = {fault.__name__ for fault in (UnreadablePush, BadRequest, BadSignature)}
PIECES = [
    *(b"<", b">", b"]]>", b"<![CDATA[", b"&a;", b"&#0;", b"&#1;", b"\0", b"\xff", b"\xed\xa0\x80", b"</xml>"),
    *(b"<!DOCTYPE x>", b"<?x?>", b"<List>", b"</List>", b"NaN", b"-1", b"1e999", b"9" * 5000, b"<a>" * 50),
    *(b"<MsgType>event</MsgType>", b"<CreateTime/>", b"<FromUserName><b/></FromUserName>", b" ", b""),
]


def damage(body: bytes, rng: random.Random) -> bytes:
    """A push with one to four pieces cut out, doubled, changed, put in, or taken from another push."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(body) + 1)
        end = min(len(body), start + rng.choice([0, 1, 1, 2, 8, 40, 200]))
        other = rng.choice(ROWS).xml.encode()
        put = rng.choice([body[start:end] * 2, rng.choice(PIECES), rng.randbytes(3), other[start:end], b""])
        body = body[:start] + put + body[end:]
    return body


def sign(*bound: str) -> dict[str, str]:
    query = {"timestamp": "1700000000", "nonce": "n", "signature": CHECK.sign("1700000000", "n")}
    if bound:
        query |= {"encrypt_type": "aes", "msg_signature": CHECK.sign("1700000000", "n", *bound)}
    return query


def send_plain(body: bytes, _rng: random.Random) -> tuple[Envelopes, bytes, Mapping[str, str]]:
    return PLAIN, body, sign()


def send_damage_inside(body: bytes, _rng: random.Random) -> tuple[Envelopes, bytes, Mapping[str, str]]:
    encrypted = encrypt(KEY, APP_ID, body.decode("utf-8", "replace"))
    return SAFE, f"<xml><Encrypt>{encrypted}</Encrypt></xml>".encode(), sign(encrypted)


def send_damage_outside(body: bytes, rng: random.Random) -> tuple[Envelopes, bytes, Mapping[str, str]]:
    encrypted = encrypt(KEY, APP_ID, body.decode("utf-8", "replace"))
    return SAFE, damage(f"<xml><Encrypt>{encrypted}</Encrypt></xml>".encode(), rng), sign(encrypted)


def send_damaged_ciphertext(body: bytes, rng: random.Random) -> tuple[Envelopes, bytes, Mapping[str, str]]:
    whole = encrypt(KEY, APP_ID, body.decode("utf-8", "replace"))
    encrypted = "".join(c for c in damage(whole.encode(), rng).decode("utf-8", "ignore") if c not in "<>&\0")
    return SAFE, f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode(), sign(encrypted)


def receive(envelopes: Envelopes, body: bytes, query: Mapping[str, str]) -> str:
    """What became of it; any other fault than the named ones is let through."""
    try:
        push = parse_push(envelopes.open_envelope(body, query, NOW).nodes)
    except BadRequest as fault:
        return type(fault).__name__
    inbound = make_inbound(push)
    assert 0 < len(inbound.address) <= 64
    assert len(inbound.account) <= 64
    assert 0 < len(inbound.key) <= 255
    assert "\0" not in f"{inbound.text}{inbound.details}"
    assert all(isinstance(value, str) for value in inbound.details.values())
    repr(push).encode()
    inbound.text.encode()
    return "read"


@pytest.mark.parametrize(
    ("send", "expected"),
    [
        (send_plain, {"read", UnreadablePush.__name__}),
        (send_damage_inside, {"read", UnreadablePush.__name__}),
        (send_damage_outside, {"read", *REFUSALS}),
        (send_damaged_ciphertext, {"read", *REFUSALS, WrongApp.__name__}),
    ],
)
def test_a_damaged_push_is_read_or_refused_by_name(
    send: Callable[[bytes, random.Random], tuple[Envelopes, bytes, Mapping[str, str]]], expected: set[str]
) -> None:
    rng = random.Random(20260301)
    outcomes = Counter(
        receive(*send(damage(ROWS[number % len(ROWS)].xml.encode(), rng), rng)) for number in range(PUSHES)
    )
    assert set(outcomes) <= expected
    # Damage that always, or never, spoils the whole push would show nothing.
    assert len(outcomes) > 1
