"""Envelopes: what WeChat sends opens in every mode, and nothing else does."""

from datetime import UTC, datetime

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto  # type: ignore[import-untyped]

from bot.errors import BadRequest, BadSignature, BodyTooLarge
from bot.wechat.inbound.cipher import WrongApp, decrypt, encrypt
from bot.wechat.inbound.envelope import MAX_BODY_BYTES, Envelope, Envelopes
from bot.wechat.inbound.signature import SignatureCheck

NOW = datetime.fromtimestamp(1714112445, UTC)
KEY, OLD_KEY = "A" * 43, "B" * 42 + "E"
APP_ID = "wxba5fad812f8e6fb9"
CHECK = SignatureCheck("AAAAA")
SAFE = Envelopes(CHECK, APP_ID, (KEY, OLD_KEY))
PLAIN = Envelopes(CHECK, APP_ID)
XML = "<xml><FromUserName>o1</FromUserName><MsgType>text</MsgType><Content>在吗</Content></xml>"

# WeChat's own examples of a push and of a reply.
PUSH_QUERY = {
    "timestamp": "1714112445",
    "nonce": "415670741",
    "msg_signature": "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
}
PUSH = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv"
    "6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNq"
    "J4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04="
)
REPLY = "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="


def safe_push(
    xml: str, key: str = KEY, app_id: str = APP_ID, beside: str = ""
) -> tuple[bytes, dict[str, str]]:
    encrypted = encrypt(key, app_id, xml)
    return f"<xml>{beside}<Encrypt>{encrypted}</Encrypt></xml>".encode(), signed(encrypted)


def signed(*bound: str) -> dict[str, str]:
    query = {"timestamp": "1714112445", "nonce": "n", "signature": CHECK.sign("1714112445", "n")}
    if bound:
        query |= {"encrypt_type": "aes", "msg_signature": CHECK.sign("1714112445", "n", *bound)}
    return query


def test_wechats_example_of_a_push_opens() -> None:
    CHECK.check_message(PUSH_QUERY, PUSH, NOW)
    assert '"debug_str":"hello world"' in decrypt(KEY, APP_ID, PUSH)


def test_wechats_example_of_a_reply_has_our_signature_and_opens() -> None:
    assert CHECK.sign("1713424427", "415670741", REPLY) == "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"
    assert decrypt(KEY, APP_ID, REPLY) == '{"demo_resp":"good luck"}'


def test_a_safe_push_opens_and_says_so() -> None:
    envelope = SAFE.open_envelope(*safe_push(XML), NOW)
    assert envelope.encrypted
    assert envelope.nodes["Content"] == "在吗"


def test_compatible_mode_reads_only_what_is_encrypted() -> None:
    body, query = safe_push(XML, beside="<MsgType>text</MsgType><Content>假的</Content>")
    assert SAFE.open_envelope(body, query, NOW).nodes["Content"] == "在吗"


def test_without_a_key_compatible_mode_is_read_by_its_plain_nodes() -> None:
    body, query = safe_push(XML, beside="<MsgType>text</MsgType><Content>在吗</Content>")
    envelope = PLAIN.open_envelope(body, query, NOW)
    assert not envelope.encrypted
    assert envelope.nodes["Content"] == "在吗"


def test_a_safe_push_without_a_key_is_refused() -> None:
    with pytest.raises(BadRequest):
        PLAIN.open_envelope(*safe_push(XML), NOW)


def test_a_plain_push_opens_where_no_key_is_configured() -> None:
    assert not PLAIN.open_envelope(XML.encode(), signed(), NOW).encrypted


def test_a_plain_push_is_refused_where_a_key_is_configured() -> None:
    with pytest.raises(BadRequest):
        SAFE.open_envelope(XML.encode(), signed(), NOW)


def test_a_plain_push_is_accepted_while_the_mode_is_being_changed() -> None:
    changing = Envelopes(CHECK, APP_ID, (KEY,), accept_plain=True)
    assert not changing.open_envelope(XML.encode(), signed(), NOW).encrypted


def test_in_safe_mode_the_plain_signature_counts_for_nothing() -> None:
    body, query = safe_push(XML)
    with pytest.raises(BadSignature):
        SAFE.open_envelope(body, query | {"msg_signature": query["signature"]}, NOW)


def test_a_swapped_body_is_refused() -> None:
    with pytest.raises(BadSignature):
        SAFE.open_envelope(safe_push("<xml>别的</xml>")[0], safe_push(XML)[1], NOW)


def test_a_push_meant_for_another_app_is_refused() -> None:
    with pytest.raises(WrongApp):
        SAFE.open_envelope(*safe_push(XML, app_id="wxanother"), NOW)


def test_after_a_rotation_the_previous_key_opens_and_answers() -> None:
    envelope = SAFE.open_envelope(*safe_push(XML, key=OLD_KEY), NOW)
    sealed = SAFE.seal_reply("<xml>好</xml>", envelope, NOW)
    assert decrypt(OLD_KEY, APP_ID, xmltodict.parse(sealed)["xml"]["Encrypt"]) == "<xml>好</xml>"


def test_a_key_that_was_never_ours_is_refused() -> None:
    with pytest.raises(BadRequest):
        SAFE.open_envelope(*safe_push(XML, key="C" * 42 + "E"), NOW)


@given(st.text(st.characters(codec="utf-8")))
def test_any_reply_that_is_sealed_opens_with_wechatpy(text: str) -> None:
    xml = f"<xml>{text}</xml>"
    nodes = xmltodict.parse(SAFE.seal_reply(xml, Envelope({}, KEY), NOW))["xml"]
    crypto = WeChatCrypto("AAAAA", KEY, APP_ID)
    assert crypto.decrypt_message(nodes, nodes["MsgSignature"], nodes["TimeStamp"], nodes["Nonce"]) == xml


@pytest.mark.parametrize("reply", ["", "success"])
def test_the_acknowledgement_is_never_encrypted(reply: str) -> None:
    assert SAFE.seal_reply(reply, Envelope({}, KEY), NOW) == reply


def test_a_plain_push_gets_a_plain_reply() -> None:
    assert PLAIN.seal_reply(XML, Envelope({}), NOW) == XML


def test_two_seals_of_one_reply_differ() -> None:
    assert SAFE.seal_reply(XML, Envelope({}, KEY), NOW) != SAFE.seal_reply(XML, Envelope({}, KEY), NOW)


def test_a_huge_body_is_refused_before_it_is_read() -> None:
    with pytest.raises(BodyTooLarge):
        PLAIN.open_envelope(b" " * (MAX_BODY_BYTES + 1), signed(), NOW)


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><MsgType>text</MsgType><Content>&a;</Content></xml>'
    with pytest.raises(BadRequest):
        PLAIN.open_envelope(bomb.encode(), signed(), NOW)


@pytest.mark.parametrize("key", ["", "A" * 42, "A" * 44, "钥" * 43, "A" * 42 + "!"])
def test_a_key_that_is_none_is_refused_at_the_start(key: str) -> None:
    with pytest.raises(ValueError, match="43"):
        Envelopes(CHECK, APP_ID, (key,))


def test_secrets_are_not_in_the_text_of_the_values() -> None:
    assert KEY not in repr(SAFE)
    assert KEY not in repr(Envelope({"Content": "王芳"}, KEY))
    assert "王芳" not in repr(Envelope({"Content": "王芳"}, KEY))


@given(
    st.one_of(st.binary(), st.sampled_from([b"<xml/>", b"<xml>a</xml>", b"<a/>", b"<xml><Encrypt/></xml>"]))
)
def test_a_garbage_body_is_a_bad_request_in_either_mode(body: bytes) -> None:
    for envelopes, query in ((PLAIN, signed()), (SAFE, signed("x"))):
        with pytest.raises(BadRequest):
            envelopes.open_envelope(body, query, NOW)


@given(st.one_of(st.text("ABCD+/=\n 中"), st.binary(max_size=64).map(lambda raw: raw.hex())))
def test_rightly_signed_garbage_in_place_of_the_ciphertext_is_a_bad_request(encrypted: str) -> None:
    body = f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()
    with pytest.raises(BadRequest):
        SAFE.open_envelope(body, signed(encrypted.strip()), NOW)


@given(st.text(st.characters(codec="utf-8")))
def test_rightly_encrypted_garbage_is_a_bad_request(text: str) -> None:
    with pytest.raises(BadRequest):
        SAFE.open_envelope(*safe_push(text), NOW)
