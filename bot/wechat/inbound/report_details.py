"""Reads what WeChat reports of messages that were sent, and of the notices that members want."""

import re
from collections.abc import Callable, Mapping

from bot.wechat.inbound.event_values import (
    CopyrightCheck,
    EventContent,
    MassReport,
    NoticeChoice,
    NoticeReport,
    NoticesAnswered,
    NoticesChanged,
    NoticesSent,
    TemplateReport,
)
from bot.wechat.inbound.node_values import find_inner, find_rows, find_text, find_whole_number
from bot.wechat.inbound.push_xml import Nodes

_REFUSAL = re.compile(r"\s*err\s*\(\s*([0-9]{1,9})\s*\)\s*", re.IGNORECASE)


def _read_template_report(nodes: Nodes) -> TemplateReport:
    return TemplateReport(find_text(nodes, "MsgID"), find_text(nodes, "Status"))


def _read_mass_report(nodes: Nodes) -> MassReport:
    status = find_text(nodes, "Status")
    refusal = _REFUSAL.fullmatch(status)
    return MassReport(
        message_id=find_text(nodes, "MsgID"),
        status=status,
        refusal=int(refusal[1]) if refusal else None,
        total_count=find_whole_number(nodes, "TotalCount"),
        filter_count=find_whole_number(nodes, "FilterCount"),
        sent_count=find_whole_number(nodes, "SentCount"),
        error_count=find_whole_number(nodes, "ErrorCount"),
        copyright_check=_read_copyright_check(find_inner(nodes, "CopyrightCheckResult")),
    )


def _read_copyright_check(nodes: Nodes) -> CopyrightCheck | None:
    if not nodes:
        return None
    rows = find_rows(find_inner(nodes, "ResultList"), "item")
    return CopyrightCheck(
        find_whole_number(nodes, "CheckState"),
        find_whole_number(nodes, "Count"),
        tuple(tuple((name, value) for name, value in row.items() if isinstance(value, str)) for row in rows),
    )


def _read_notices_answered(nodes: Nodes) -> NoticesAnswered:
    return NoticesAnswered(_read_choices(nodes, "SubscribeMsgPopupEvent"))


def _read_notices_changed(nodes: Nodes) -> NoticesChanged:
    return NoticesChanged(_read_choices(nodes, "SubscribeMsgChangeEvent"))


def _read_choices(nodes: Nodes, name: str) -> tuple[NoticeChoice, ...]:
    """Anything but a plain `accept` counts as a refusal: nothing is sent to whoever may not want it."""
    return tuple(
        NoticeChoice(
            find_text(row, "TemplateId"),
            find_text(row, "SubscribeStatusString").lower() == "accept",
            find_whole_number(row, "PopupScene"),
        )
        for row in find_rows(find_inner(nodes, name), "List")
    )


def _read_notices_sent(nodes: Nodes) -> NoticesSent:
    return NoticesSent(
        tuple(
            NoticeReport(
                find_text(row, "TemplateId"),
                find_text(row, "MsgID"),
                find_whole_number(row, "ErrorCode"),
                find_text(row, "ErrorStatus"),
            )
            for row in find_rows(find_inner(nodes, "SubscribeMsgSentEvent"), "List")
        )
    )


REPORT_READERS: Mapping[str, Callable[[Nodes], EventContent]] = {
    "templatesendjobfinish": _read_template_report,
    "masssendjobfinish": _read_mass_report,
    "subscribe_msg_popup_event": _read_notices_answered,
    "subscribe_msg_change_event": _read_notices_changed,
    "subscribe_msg_sent_event": _read_notices_sent,
}
