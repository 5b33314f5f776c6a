"""Parsing: all messages and events that WeChat documents are recognised; what it adds later is no fault."""

from datetime import UTC, datetime
from typing import Any

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadRequest
from bot.kernel.conversation.messages import Inbound
from bot.wechat.inbound.parsing import parse_inbound


def parse(inside: str) -> Inbound:
    head = (
        "<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]></FromUserName>"
        "<CreateTime>1700000000</CreateTime>"
    )
    nodes: dict[str, Any] = xmltodict.parse(f"<xml>{head}{inside}</xml>", xml_attribs=False)["xml"]
    return parse_inbound(nodes)


def test_a_text_says_who_wrote_what_and_when() -> None:
    inside = "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[住院怎么报销]]></Content><MsgId>77</MsgId>"
    assert parse(inside) == Inbound(
        channel="wechat",
        address="o1",
        key="msg:o1:77",
        kind="text",
        text="住院怎么报销",
        sent_at=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
        account="gh_1",
    )


def test_a_tapped_quick_reply_is_noted() -> None:
    inside = "<MsgType>text</MsgType><Content>满意</Content><bizmsgmenuid>101</bizmsgmenuid><MsgId>1</MsgId>"
    assert parse(inside).details == {"menu_choice": "101"}


@pytest.mark.parametrize(
    ("message_type", "inside", "kind", "details"),
    [
        (
            "image",
            "<PicUrl>http://p</PicUrl><MediaId>m</MediaId>",
            "image",
            {"picture_url": "http://p", "media_id": "m"},
        ),
        (
            "voice",
            "<MediaId>m</MediaId><Format>amr</Format><Recognition/>",
            "voice",
            {"media_id": "m", "format": "amr"},
        ),
        (
            "video",
            "<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId>",
            "video",
            {"media_id": "m", "thumb_media_id": "t"},
        ),
        ("shortvideo", "<MediaId>m</MediaId>", "video", {"media_id": "m"}),
        (
            "location",
            "<Location_X>39.9</Location_X><Location_Y>116.4</Location_Y><Scale>15</Scale><Label>东城</Label>",
            "location",
            {"latitude": "39.9", "longitude": "116.4", "scale": "15", "label": "东城"},
        ),
        (
            "link",
            "<Title>t</Title><Description>d</Description><Url>https://u</Url>",
            "link",
            {"title": "t", "description": "d", "url": "https://u"},
        ),
        ("hologram", "<Beam>1</Beam>", "unknown", {"type": "hologram"}),
    ],
)
def test_each_kind_of_message_keeps_what_it_brings(
    message_type: str, inside: str, kind: str, details: dict[str, str]
) -> None:
    inbound = parse(f"<MsgType>{message_type}</MsgType><MsgId>5</MsgId>{inside}")
    assert (inbound.kind, inbound.details, inbound.text) == (kind, details, "")
    assert inbound.key == "msg:o1:5"


@pytest.mark.parametrize(
    ("event", "inside", "details"),
    [
        ("subscribe", "<EventKey/>", {"event": "subscribe", "key": ""}),
        (
            "subscribe",
            "<EventKey>qrscene_bind_7</EventKey><Ticket>t</Ticket>",
            {"event": "subscribe_scan", "key": "bind_7", "ticket": "t"},
        ),
        (
            "subscribe",
            "<EventKey>last_trade_no_4</EventKey>",
            {"event": "subscribe", "key": "last_trade_no_4"},
        ),
        ("unsubscribe", "<EventKey/>", {"event": "unsubscribe", "key": ""}),
        (
            "SCAN",
            "<EventKey>bind_7</EventKey><Ticket>t</Ticket>",
            {"event": "scan", "key": "bind_7", "ticket": "t"},
        ),
        (
            "LOCATION",
            "<Latitude>39</Latitude><Longitude>116</Longitude><Precision>9</Precision>",
            {"event": "location", "key": "", "latitude": "39", "longitude": "116", "precision": "9"},
        ),
        ("CLICK", "<EventKey>MY_CLAIMS</EventKey>", {"event": "click", "key": "MY_CLAIMS"}),
        (
            "VIEW",
            "<EventKey>https://u</EventKey><MenuId>3</MenuId>",
            {"event": "view", "key": "https://u", "menu_id": "3"},
        ),
        (
            "view_miniprogram",
            "<EventKey>pages/a</EventKey>",
            {"event": "view_miniprogram", "key": "pages/a"},
        ),
        (
            "scancode_push",
            "<EventKey>k</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>",
            {"event": "scancode_push", "key": "k", "scan_type": "qrcode", "scan_result": "1"},
        ),
        (
            "pic_weixin",
            "<EventKey>k</EventKey><SendPicsInfo><Count>2</Count><PicList/></SendPicsInfo>",
            {"event": "pic_weixin", "key": "k", "picture_count": "2"},
        ),
        (
            "location_select",
            "<EventKey>k</EventKey><SendLocationInfo><Location_X>23</Location_X><Location_Y>113</Location_Y>"
            "<Poiname>馆</Poiname></SendLocationInfo>",
            {"event": "location_select", "key": "k", "latitude": "23", "longitude": "113", "place": "馆"},
        ),
        (
            "TEMPLATESENDJOBFINISH",
            "<MsgID>9</MsgID><Status>failed: system failed</Status>",
            {
                "event": "templatesendjobfinish",
                "key": "",
                "message_id": "9",
                "status": "failed: system failed",
            },
        ),
        (
            "kf_switch_session",
            "<FromKfAccount>a</FromKfAccount><ToKfAccount>b</ToKfAccount>",
            {"event": "kf_switch_session", "key": "", "from_desk_account": "a", "to_desk_account": "b"},
        ),
        ("dance", "<Step>1</Step>", {"event": "dance", "key": ""}),
    ],
)
def test_each_event_has_its_name_its_key_and_what_it_brings(
    event: str, inside: str, details: dict[str, str]
) -> None:
    inbound = parse(f"<MsgType>event</MsgType><Event>{event}</Event>{inside}")
    assert (inbound.kind, inbound.details, inbound.text) == ("event", details, "")


def test_a_notice_answered_once_or_twice_reads_alike() -> None:
    row = "<List><TemplateId>T{}</TemplateId><SubscribeStatusString>{}</SubscribeStatusString></List>"
    rows = row.format(1, "accept"), row.format(2, "reject")
    event = "<MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event>"
    for count, expected in ((1, "T1=accept"), (2, "T1=accept T2=reject")):
        body = f"{event}<SubscribeMsgPopupEvent>{''.join(rows[:count])}</SubscribeMsgPopupEvent>"
        assert parse(body).details["templates"] == expected


def test_events_of_one_second_are_told_apart() -> None:
    event = "<MsgType>event</MsgType><Event>{}</Event>{}"
    insides = [
        event.format("CLICK", "<EventKey>A</EventKey>"),
        event.format("CLICK", "<EventKey>B</EventKey>"),
        event.format("VIEW", "<EventKey>A</EventKey>"),
        event.format("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID>"),
        event.format("TEMPLATESENDJOBFINISH", "<MsgID>2</MsgID>"),
    ]
    assert parse(insides[0]).key == "event:o1:1700000000:CLICK:A"
    assert len({parse(inside).key for inside in insides}) == len(insides)


def test_a_long_menu_address_still_makes_a_key_that_can_be_stored() -> None:
    event = "<MsgType>event</MsgType><Event>VIEW</Event><EventKey>https://u/{}{}</EventKey>"
    first, second = (parse(event.format("x" * 900, end)).key for end in "ab")
    assert len(first) <= 255
    assert first != second


@pytest.mark.parametrize("inside", ["", "<MsgType>event</MsgType>", "<MsgType><a>1</a></MsgType>"])
def test_what_makes_no_sense_but_has_a_sender_is_unknown(inside: str) -> None:
    assert parse(inside).kind == "unknown"


@pytest.mark.parametrize("missing", ["FromUserName", "CreateTime"])
def test_without_sender_or_time_there_is_nobody_to_answer(missing: str) -> None:
    nodes = {"FromUserName": "o1", "CreateTime": "1700000000", "MsgType": "text"}
    with pytest.raises(BadRequest):
        parse_inbound({name: value for name, value in nodes.items() if name != missing})


NODE_NAMES = st.sampled_from(
    [
        *("FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "MsgId", "MsgID", "Content"),
        *("ScanCodeInfo", "SubscribeMsgPopupEvent", "List"),
    ]
)
NODE_VALUES = st.recursive(
    st.none() | st.text() | st.sampled_from(["event", "text", "1700000000"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NODE_NAMES, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(NODE_NAMES, NODE_VALUES))
def test_nodes_of_any_shape_raise_nothing_but_a_bad_request(nodes: dict[str, Any]) -> None:
    try:
        inbound = parse_inbound(nodes)
    except BadRequest:
        return
    assert inbound.address
