"""Reads what WeChat tells of an event: its name, its key, and what only some events carry."""

from collections.abc import Iterator, Mapping
from typing import Any

_SCENE_PREFIX = "qrscene_"
_DETAILS = {
    "Ticket": "ticket",
    "MenuId": "menu_id",
    "Latitude": "latitude",
    "Longitude": "longitude",
    "Precision": "precision",
    "MsgID": "message_id",
    "Status": "status",
    "TotalCount": "total_count",
    "FilterCount": "filter_count",
    "SentCount": "sent_count",
    "ErrorCount": "error_count",
    "KfAccount": "desk_account",
    "FromKfAccount": "from_desk_account",
    "ToKfAccount": "to_desk_account",
    "ScanType": "scan_type",
    "ScanResult": "scan_result",
    "Count": "picture_count",
    "Location_X": "latitude",
    "Location_Y": "longitude",
    "Scale": "scale",
    "Label": "label",
    "Poiname": "place",
    "OpenID": "openid",
    "RevokeInfo": "revoked",
}
_NESTED = ("ScanCodeInfo", "SendPicsInfo", "SendLocationInfo")
_NOTICES = ("SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent", "SubscribeMsgSentEvent")


def parse_event_details(nodes: Mapping[str, Any]) -> dict[str, str]:
    """`event` is the lower-case name, `key` the menu key or QR scene; a notice's answers are in `templates`.

    Following by a QR code is the event `subscribe_scan`, with the scene as its key.
    """
    name, key = str(nodes["Event"]).lower(), nodes.get("EventKey")
    key = key if isinstance(key, str) else ""
    if name == "subscribe" and key.startswith(_SCENE_PREFIX):
        name, key = "subscribe_scan", key.removeprefix(_SCENE_PREFIX)
    details = {"event": name, "key": key}
    for level in (nodes, *(nodes.get(nested) for nested in _NESTED)):
        if isinstance(level, dict):
            details |= _known(level)
    if templates := " ".join(f"{template}={status}" for template, status in _notices(nodes)):
        details["templates"] = templates
    return details


def _known(level: Mapping[str, Any]) -> dict[str, str]:
    return {name: level[node] for node, name in _DETAILS.items() if isinstance(level.get(node), str)}


def _notices(nodes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Template ids with `accept`, `reject`, or for a sent notice its outcome."""
    for name in _NOTICES:
        notice = nodes.get(name)
        rows = notice.get("List") if isinstance(notice, dict) else None
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, dict):
                status = row.get("SubscribeStatusString") or row.get("ErrorStatus") or ""
                yield str(row.get("TemplateId", "")), str(status)
