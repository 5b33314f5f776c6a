"""Signatures: the official examples pass, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadSignature
from bot.wechat.inbound.signature import SignatureCheck

# WeChat's own examples; the third is a safe-mode push whose body is in test_wechat_envelope.
URL_CHECK = {
    "signature": "f464b24fc39322e44b38aa78f5edd27bd1441696",
    "timestamp": "1714036504",
    "nonce": "1514711492",
    "echostr": "4375120948345356249",
}
PLAIN_PUSH = {
    "signature": "899cf89e464efb63f54ddac96b0a0a235f53aa78",
    "timestamp": "1714037059",
    "nonce": "486452656",
}
CHECK = SignatureCheck("AAAAA")


def at(query: dict[str, str]) -> datetime:
    return datetime.fromtimestamp(int(query["timestamp"]), UTC)


def test_the_url_check_gets_its_echo_back() -> None:
    assert CHECK.accept_echo(URL_CHECK, at(URL_CHECK)) == "4375120948345356249"


def test_wechats_example_of_a_plain_push_passes() -> None:
    CHECK.check_query(PLAIN_PUSH, at(PLAIN_PUSH))


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce"])
def test_a_changed_or_missing_value_is_refused(name: str) -> None:
    missing = {key: value for key, value in PLAIN_PUSH.items() if key != name}
    for query in (missing, PLAIN_PUSH | {name: PLAIN_PUSH[name][:-1] + "7"}):
        with pytest.raises(BadSignature):
            CHECK.check_query(query, at(PLAIN_PUSH))


def test_another_token_is_refused() -> None:
    with pytest.raises(BadSignature):
        SignatureCheck("AAAAB").check_query(PLAIN_PUSH, at(PLAIN_PUSH))


@pytest.mark.parametrize("minutes", [-11, 11])
def test_a_captured_request_is_refused_once_its_time_is_over(minutes: int) -> None:
    with pytest.raises(BadSignature):
        CHECK.check_query(PLAIN_PUSH, at(PLAIN_PUSH) + timedelta(minutes=minutes))


@pytest.mark.parametrize("minutes", [-9, 9])
def test_a_clock_may_be_some_minutes_off(minutes: int) -> None:
    CHECK.check_query(PLAIN_PUSH, at(PLAIN_PUSH) + timedelta(minutes=minutes))


@pytest.mark.parametrize("token", ["", "  "])
def test_an_empty_token_never_gets_as_far_as_a_check(token: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        SignatureCheck(token)


def test_the_token_is_not_in_the_text_of_the_check() -> None:
    assert "AAAAA" not in repr(CHECK)


@given(st.text(), st.text(), st.text())
def test_garbage_is_refused_whatever_it_is(signature: str, timestamp: str, nonce: str) -> None:
    query = {"signature": signature, "timestamp": timestamp, "nonce": nonce}
    with pytest.raises(BadSignature):
        CHECK.check_query(query, at(PLAIN_PUSH))


@given(st.text(max_size=20), st.text())
def test_a_rightly_signed_timestamp_that_is_no_number_is_refused(timestamp: str, nonce: str) -> None:
    query = {"signature": CHECK.sign(timestamp, nonce), "timestamp": timestamp, "nonce": nonce}
    with pytest.raises(BadSignature):
        CHECK.check_query(query, at(PLAIN_PUSH))
