"""Reads a message of each type that members can send."""

from collections.abc import Callable, Mapping

from bot.wechat.inbound.message_values import (
    Location,
    MessageContent,
    OtherMessage,
    Picture,
    Text,
    Video,
    Voice,
    WebLink,
)
from bot.wechat.inbound.node_values import find_coordinates, find_text, find_whole_number
from bot.wechat.inbound.push_xml import Nodes

_LONGEST_NAME = 64


def parse_message(nodes: Nodes) -> MessageContent:
    """What was sent; a type that is new becomes OtherMessage with its name."""
    name = find_name(nodes, "MsgType")
    read = _READERS.get(name)
    return read(nodes) if read else OtherMessage(name)


def find_name(nodes: Nodes, node: str) -> str:
    """The name of a type or of an event: WeChat writes some in capitals, some not."""
    return find_text(nodes, node).lower()[:_LONGEST_NAME]


def read_location(nodes: Nodes) -> Location:
    """A place on the map, as messages and menu entries name it."""
    latitude, longitude = find_coordinates(nodes, "Location_X", "Location_Y")
    return Location(
        latitude,
        longitude,
        find_whole_number(nodes, "Scale"),
        find_text(nodes, "Label"),
        find_text(nodes, "Poiname"),
    )


def _read_text(nodes: Nodes) -> Text:
    return Text(find_text(nodes, "Content"), find_text(nodes, "bizmsgmenuid"))


def _read_picture(nodes: Nodes) -> Picture:
    return Picture(find_text(nodes, "MediaId"), find_text(nodes, "PicUrl"))


def _read_voice(nodes: Nodes) -> Voice:
    names = "MediaId", "Format", "MediaId16K", "Recognition"
    return Voice(*(find_text(nodes, name) for name in names))


def _read_video(nodes: Nodes) -> Video:
    is_short = find_name(nodes, "MsgType") == "shortvideo"
    return Video(find_text(nodes, "MediaId"), find_text(nodes, "ThumbMediaId"), is_short)


def _read_link(nodes: Nodes) -> WebLink:
    return WebLink(find_text(nodes, "Title"), find_text(nodes, "Description"), find_text(nodes, "Url"))


_READERS: Mapping[str, Callable[[Nodes], MessageContent]] = {
    "text": _read_text,
    "image": _read_picture,
    "voice": _read_voice,
    "video": _read_video,
    "shortvideo": _read_video,
    "location": read_location,
    "link": _read_link,
}
