"""Each row of WeChat's tables of messages and events becomes the value it stands for."""

from datetime import UTC, datetime

import pytest

from bot.wechat.inbound.event_values import EventContent, PlaceChosen, Positioned
from bot.wechat.inbound.message_values import Location, Text
from bot.wechat.inbound.parsing import ParsedPush, make_inbound, parse_push
from bot.wechat.inbound.push_xml import UnreadablePush, parse_nodes
from tests.unit.wechat.inbound_rows import ACCOUNT, MESSAGE_ID, MESSAGES, OPENID, ROWS, Row, cdata, write_xml

each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.type)


def parse(xml: str) -> ParsedPush:
    return parse_push(parse_nodes(xml.encode()))


def parse_message(inside: str) -> ParsedPush:
    return parse(write_xml(f"{inside}<MsgId>1</MsgId>"))


@each_row
def test_each_row_becomes_its_value(row: Row) -> None:
    push = parse(row.xml)
    assert push.content == row.content
    assert push.name == row.type.lower()
    assert (push.openid, push.account) == (OPENID, ACCOUNT)
    assert push.sent_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert push.message_id == ("" if row.is_event else MESSAGE_ID)


@each_row
def test_each_row_becomes_a_message_for_the_conversation(row: Row) -> None:
    inbound = make_inbound(parse(row.xml))
    assert (inbound.kind == "event") is row.is_event
    assert all(inbound.details.values()) or inbound.details["key"] == ""
    assert all(isinstance(value, str) for value in inbound.details.values())


@each_row
@pytest.mark.parametrize("spelling", [str.upper, str.lower])
def test_capitals_in_a_type_make_no_difference(row: Row, spelling: type[str]) -> None:
    spelled = Row(spelling(row.type), row.inside, row.content)
    assert parse(spelled.xml).content == row.content


@each_row
def test_a_row_without_its_own_nodes_is_still_of_its_kind(row: Row) -> None:
    assert type(parse(Row(row.type, "", row.content).xml).content) is type(row.content)


@each_row
def test_a_row_whose_nodes_come_twice_is_still_of_its_kind(row: Row) -> None:
    assert type(parse(Row(row.type, row.inside * 2, row.content).xml).content) is type(row.content)


def test_a_message_written_from_an_article_says_which() -> None:
    push = parse_message(f"{cdata('MsgType', 'text')}<MsgDataId>2247483647</MsgDataId><Idx>2</Idx>")
    assert (push.article_id, push.article_index) == ("2247483647", 2)


@pytest.mark.parametrize("number", ["", "x", "NaN", "-Infinity", "1e999999", "9" * 60_000, "1_0", "９", "91"])
def test_coordinates_that_are_no_place_on_earth_are_left_out(number: str) -> None:
    row = f"<Location_X>{number}</Location_X><Location_Y>116.4</Location_Y>"
    assert parse_message(f"<MsgType>location</MsgType>{row}").content == Location()
    chosen = (
        f"<MsgType>event</MsgType><Event>location_select</Event><SendLocationInfo>{row}</SendLocationInfo>"
    )
    assert parse_message(chosen).content == PlaceChosen("", Location())
    told = f"<Latitude>{number}</Latitude><Longitude>116</Longitude><Precision>{number}x</Precision>"
    assert parse_message(f"<MsgType>event</MsgType><Event>LOCATION</Event>{told}").content == Positioned()


@pytest.mark.parametrize("number", ["", "x", "1.5", "９", "1_0", "9" * 60_000, "--1"])
def test_a_count_that_is_no_whole_number_is_left_out(number: str) -> None:
    content = parse_message(f"<MsgType>location</MsgType><Scale>{number}</Scale>").content
    assert isinstance(content, Location)
    assert content.scale is None


@pytest.mark.parametrize("seconds", ["", "x", "-1", "9" * 18, "9" * 5000, "1.5", "１７０"])
def test_a_time_that_is_none_is_an_unreadable_push(seconds: str) -> None:
    xml = (
        f"<xml><FromUserName>o1</FromUserName><CreateTime>{seconds}</CreateTime><MsgType>text</MsgType></xml>"
    )
    with pytest.raises(UnreadablePush):
        parse(xml)


@pytest.mark.parametrize("sender", ["", "<a>o1</a>", "o" * 65, "o1</FromUserName><FromUserName>o2"])
def test_a_sender_that_is_none_is_an_unreadable_push(sender: str) -> None:
    xml = f"<xml><FromUserName>{sender}</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType></xml>"
    with pytest.raises(UnreadablePush):
        parse(xml)


def test_a_name_of_any_length_is_cut() -> None:
    assert len(parse_message(f"<MsgType>{'x' * 60_000}</MsgType>").name) == 64


def test_what_is_stored_of_a_push_stays_small() -> None:
    row = f"<MsgType>link</MsgType>{cdata('Title', '长' * 20_000)}"
    assert len(make_inbound(parse_message(row)).details["title"]) == 2000


def test_a_push_tells_no_log_who_wrote_what_from_where() -> None:
    told = " ".join(repr(parse(row.xml)) for row in MESSAGES)
    for private in (OPENID, "住院怎么报销", "39.904989", "台基厂"):
        assert private not in told


def test_an_event_without_a_name_is_a_message_of_another_type() -> None:
    push = parse_message("<MsgType>event</MsgType>")
    assert not isinstance(push.content, EventContent)
    assert make_inbound(push).kind == "unknown"


def test_a_text_keeps_its_lines_and_loses_the_blanks_around() -> None:
    assert parse_message("<MsgType>text</MsgType>" + cdata("Content", " 一\n二 ")).content == Text("一\n二")
