"""Writes a push's content as the flat details that are stored with a message."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal

from bot.wechat.events import SCENE_FOLLOWED
from bot.wechat.inbound.event_values import (
    EventContent,
    Followed,
    NoticesAnswered,
    NoticesChanged,
    NoticesSent,
)
from bot.wechat.inbound.message_values import MessageContent

_LONGEST_DETAIL = 2000
_KEPT = frozenset(
    {
        *("menu_choice", "media_id", "picture_url", "wide_media_id", "thumb_media_id", "format"),
        *("latitude", "longitude", "precision", "scale", "label", "place", "title", "description", "url"),
        *("ticket", "menu_id", "scan_type", "scan_result", "picture_count", "message_id", "status"),
        *("total_count", "filter_count", "sent_count", "error_count", "type"),
        *("desk_account", "from_desk_account", "to_desk_account", "openid", "revoked"),
    }
)
_KEYS = ("key", "scene", "page")


def render_details(name: str, content: MessageContent | EventContent) -> dict[str, str]:
    """Of an event `event` is the lower-case name and `key` the menu key, QR scene, or page.

    Following by a QR code is the event `subscribe_scan`; what was chosen for notices is in `templates`.
    """
    details = {name: value[:_LONGEST_DETAIL] for name, value in _flatten(content)}
    if not isinstance(content, EventContent):
        return details
    by_code = isinstance(content, Followed) and content.scene
    key = next((value for attribute in _KEYS if (value := getattr(content, attribute, ""))), "")
    return {"event": SCENE_FOLLOWED if by_code else name, "key": key[:_LONGEST_DETAIL]} | details


def _flatten(content: object) -> Iterator[tuple[str, str]]:
    for one in fields(content) if is_dataclass(content) else ():
        value = getattr(content, one.name)
        if is_dataclass(value):
            yield from _flatten(value)
        elif one.name in _KEPT and isinstance(value, str | int | Decimal) and value != "":
            yield one.name, str(value)
    if templates := " ".join(_templates(content)):
        yield "templates", templates


def _templates(content: object) -> Iterator[str]:
    """Template ids with `accept` or `reject`, or with the outcome of sending."""
    if isinstance(content, NoticesAnswered | NoticesChanged):
        for choice in content.choices:
            yield f"{choice.template_id}={'accept' if choice.accepted else 'reject'}"
    elif isinstance(content, NoticesSent):
        for report in content.reports:
            yield f"{report.template_id}={report.error_status}"
