"""All that XML can do besides telling something is refused, and by one named fault."""

import time

import pytest

from bot.wechat.inbound.message_values import Text
from bot.wechat.inbound.parsing import parse_push
from bot.wechat.inbound.push_xml import UnreadablePush, parse_nodes
from tests.unit.wechat.inbound_rows import ROWS, write_xml

TEXT = write_xml("<MsgType>text</MsgType><Content>在吗</Content>")
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))

DANGERS = {
    "nothing": b"",
    "blanks": b"  \n ",
    "no XML": b'{"ToUserName": "gh_1"}',
    "an entity": f'<!DOCTYPE x [<!ENTITY a "aaaa">]>{TEXT.replace("在吗", "&a;")}'.encode(),
    "billions of laughs": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>{TEXT.replace("在吗", "&a11;")}'.encode(),
    "a file": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{TEXT.replace("在吗", "&a;")}'.encode(),
    "a foreign grammar": f'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">{TEXT}'.encode(),
    "a grammar that declares nothing": f"<!DOCTYPE xml>{TEXT}".encode(),
    "a parameter entity": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/">%p;]>{TEXT}'.encode(),
    "an entity that nobody declared": TEXT.replace("在吗", "&a;").encode(),
    "deep nesting": write_xml(f"{'<a>' * 9_000}{'</a>' * 9_000}").encode(),
    "deep nesting left open": f"<xml>{'<a>' * 20_000}".encode(),
    "very many elements": write_xml("<a/>" * 15_000).encode(),
    "GBK": TEXT.encode("gbk"),
    "GBK, said to be so": f'<?xml version="1.0" encoding="gbk"?>{TEXT}'.encode("gbk"),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16, with no mark": TEXT.encode("utf-16-be"),
    "half a character": TEXT.encode().replace("吗".encode(), "吗".encode()[:2]),
    "half a surrogate": TEXT.encode().replace("吗".encode(), b"\xed\xa0\xbd"),
    "a NUL": TEXT.encode().replace("吗".encode(), b"\0"),
    "a NUL by number": TEXT.replace("吗", "&#0;").encode(),
    "a forbidden character by number": TEXT.replace("吗", "&#1;").encode(),
    "another root": TEXT.replace("xml>", "root>").encode(),
    "a root with text": b"<xml>text</xml>",
    "an empty root": b"<xml/>",
    "two roots": f"{TEXT}{TEXT}".encode(),
    "half a body": TEXT.encode()[:-9],
    "words behind the end": f"{TEXT}success".encode(),
    "an undeclared prefix of an attribute twice": b'<xml a="1" a="2"><b/></xml>',
}


@pytest.mark.parametrize("body", DANGERS.values(), ids=DANGERS)
def test_each_danger_is_an_unreadable_push(body: bytes) -> None:
    with pytest.raises(UnreadablePush):
        parse_nodes(body)


def test_refusing_takes_no_time() -> None:
    begun = time.process_time()
    for body in DANGERS.values():
        with pytest.raises(UnreadablePush):
            parse_nodes(body)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "dressed",
    [
        f"\ufeff{TEXT}",
        f"\n  {TEXT}\n",
        f'<?xml version="1.0" encoding="utf-8"?>\n{TEXT}',
        f'<?xml version="1.0" encoding="gb2312"?>{TEXT}',
        f"<!-- {TEXT} -->{TEXT}",
        TEXT.replace("在吗", "<![CDATA[在]]><![CDATA[吗]]>"),
        TEXT.replace("在吗", "\x08在\x0b吗\x1f\ufffe"),
        TEXT.replace("<xml>", '<xml xmlns="urn:x" a="&lt;">'),
        TEXT.replace("在吗", "&#22312;吗<?php echo 1; ?>"),
    ],
    ids=["mark", "blanks", "declared", "wrongly", "comment", "two parts", "control", "attributes", "numbers"],
)
def test_a_harmless_push_is_read_whatever_it_is_dressed_in(dressed: str) -> None:
    assert parse_push(parse_nodes(dressed.encode())).content == Text("在吗")


def test_the_fault_tells_nothing_of_what_was_sent() -> None:
    with pytest.raises(UnreadablePush) as caught:
        parse_nodes(TEXT.replace("</Content>", "").encode())
    assert "在吗" not in f"{caught.value!r} {caught.value.detail}"
    assert caught.value.__cause__ is None


def test_every_push_that_wechat_documents_is_far_within_the_limits() -> None:
    for row in ROWS:
        assert parse_nodes(row.xml.encode())
    rows = "<List><TemplateId>T</TemplateId><MsgID>1</MsgID></List>" * 500
    inside = f"<MsgType>event</MsgType><Event>subscribe_msg_sent_event</Event><SubscribeMsgSentEvent>{rows}"
    assert parse_push(parse_nodes(write_xml(f"{inside}</SubscribeMsgSentEvent>").encode())).content
