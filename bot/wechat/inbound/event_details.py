"""Reads an event of each kind that concerns members: following, the menu, and WeChat's own desk."""

from collections.abc import Callable, Mapping

from bot.wechat.inbound.event_values import (
    CodeScanned,
    DeskClosed,
    DeskOpened,
    DeskSwitched,
    EventContent,
    Followed,
    MenuClicked,
    OtherEvent,
    PageOpened,
    PhotosChosen,
    PlaceChosen,
    Positioned,
    PrivacyChanged,
    Scanned,
    Unfollowed,
)
from bot.wechat.inbound.message_details import find_name, read_location
from bot.wechat.inbound.node_values import (
    find_coordinates,
    find_decimal,
    find_inner,
    find_rows,
    find_text,
    find_whole_number,
)
from bot.wechat.inbound.push_xml import Nodes
from bot.wechat.inbound.report_details import REPORT_READERS

_SCENE_PREFIX = "qrscene_"


def parse_event(nodes: Nodes) -> EventContent:
    """What happened; an event that is new, or no business of ours, becomes OtherEvent with its name."""
    read = EVENT_READERS.get(find_name(nodes, "Event"), _read_other)
    return read(nodes)


def _read_followed(nodes: Nodes) -> Followed:
    """Other prefixes than a QR code's exist, such as the one for a payment: they are kept as they are."""
    key, ticket = find_text(nodes, "EventKey"), find_text(nodes, "Ticket")
    if key.startswith(_SCENE_PREFIX):
        return Followed(scene=key.removeprefix(_SCENE_PREFIX), ticket=ticket)
    return Followed(ticket=ticket, key=key)


def _read_unfollowed(_nodes: Nodes) -> Unfollowed:
    return Unfollowed()


def _read_scanned(nodes: Nodes) -> Scanned:
    return Scanned(find_text(nodes, "EventKey"), find_text(nodes, "Ticket"))


def _read_positioned(nodes: Nodes) -> Positioned:
    latitude, longitude = find_coordinates(nodes, "Latitude", "Longitude")
    return Positioned(latitude, longitude, find_decimal(nodes, "Precision"))


def _read_menu_clicked(nodes: Nodes) -> MenuClicked:
    return MenuClicked(find_text(nodes, "EventKey"))


def _read_page_opened(nodes: Nodes) -> PageOpened:
    in_mini_program = find_name(nodes, "Event") == "view_miniprogram"
    return PageOpened(find_text(nodes, "EventKey"), find_text(nodes, "MenuId"), in_mini_program)


def _read_code_scanned(nodes: Nodes) -> CodeScanned:
    scan = find_inner(nodes, "ScanCodeInfo")
    waits = find_name(nodes, "Event") == "scancode_waitmsg"
    key, scan_type = find_text(nodes, "EventKey"), find_text(scan, "ScanType")
    return CodeScanned(key, scan_type, find_text(scan, "ScanResult"), waits)


def _read_photos_chosen(nodes: Nodes) -> PhotosChosen:
    sent = find_inner(nodes, "SendPicsInfo")
    rows = find_rows(find_inner(sent, "PicList"), "item")
    return PhotosChosen(
        key=find_text(nodes, "EventKey"),
        source=find_name(nodes, "Event").removeprefix("pic_"),
        picture_count=find_whole_number(sent, "Count"),
        checksums=tuple(checksum for row in rows if (checksum := find_text(row, "PicMd5Sum"))),
    )


def _read_place_chosen(nodes: Nodes) -> PlaceChosen:
    return PlaceChosen(find_text(nodes, "EventKey"), read_location(find_inner(nodes, "SendLocationInfo")))


def _read_desk_opened(nodes: Nodes) -> DeskOpened:
    return DeskOpened(find_text(nodes, "KfAccount"))


def _read_desk_closed(nodes: Nodes) -> DeskClosed:
    return DeskClosed(find_text(nodes, "KfAccount"))


def _read_desk_switched(nodes: Nodes) -> DeskSwitched:
    return DeskSwitched(find_text(nodes, "FromKfAccount"), find_text(nodes, "ToKfAccount"))


def _read_privacy_changed(nodes: Nodes) -> PrivacyChanged:
    texts = (find_text(nodes, name) for name in ("OpenID", "AppID", "RevokeInfo"))
    return PrivacyChanged(find_name(nodes, "Event"), *texts)


def _read_other(nodes: Nodes) -> OtherEvent:
    return OtherEvent(find_name(nodes, "Event"), find_text(nodes, "EventKey"))


EVENT_READERS: Mapping[str, Callable[[Nodes], EventContent]] = {
    "subscribe": _read_followed,
    "unsubscribe": _read_unfollowed,
    "scan": _read_scanned,
    "location": _read_positioned,
    "click": _read_menu_clicked,
    "view": _read_page_opened,
    "view_miniprogram": _read_page_opened,
    "scancode_push": _read_code_scanned,
    "scancode_waitmsg": _read_code_scanned,
    "pic_sysphoto": _read_photos_chosen,
    "pic_photo_or_album": _read_photos_chosen,
    "pic_weixin": _read_photos_chosen,
    "location_select": _read_place_chosen,
    "kf_create_session": _read_desk_opened,
    "kf_close_session": _read_desk_closed,
    "kf_switch_session": _read_desk_switched,
    "user_info_modified": _read_privacy_changed,
    "user_authorization_revoke": _read_privacy_changed,
    "user_authorization_cancellation": _read_privacy_changed,
    **REPORT_READERS,
}
