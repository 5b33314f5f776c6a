"""Says what an event of WeChat's means to the conversation: nobody outside knows WeChat's names for them."""

from collections.abc import Callable, Mapping

from bot.kernel.conversation.channel_events import (
    Arrived,
    ChannelEvent,
    MemberLeft,
    MenuTapped,
    OtherDeskClosed,
    ScannerOpened,
    SendReported,
    Unheeded,
)

MENU_QUESTION = "ask:"
"""How the key of a menu entry begins that stands for a question."""
SCENE_FOLLOWED = "subscribe_scan"
"""Our own name for following by a QR code, which WeChat tells from other following by its key alone."""

Details = Mapping[str, str]


def read_event(details: Details) -> ChannelEvent | None:
    """By the details that are stored with it, which keep WeChat's name; None where they are a message's."""
    if "event" not in details:
        return None
    read = _READERS.get(details["event"])
    return read(details) if read else Unheeded()


def _read_by_code(details: Details) -> Arrived:
    return Arrived(details.get("key", ""))


def _read_tap(details: Details) -> MenuTapped:
    key = details.get("key", "")
    return MenuTapped(key.removeprefix(MENU_QUESTION) if key.startswith(MENU_QUESTION) else "")


def _read_report(details: Details) -> SendReported:
    return SendReported(details.get("message_id", ""), details.get("status", ""))


_READERS: Mapping[str, Callable[[Details], ChannelEvent]] = {
    "subscribe": lambda _: Arrived(),
    SCENE_FOLLOWED: _read_by_code,
    "scan": _read_by_code,
    "click": _read_tap,
    "scancode_push": lambda _: ScannerOpened(),
    "scancode_waitmsg": lambda _: ScannerOpened(),
    "unsubscribe": lambda _: MemberLeft(),
    "kf_close_session": lambda _: OtherDeskClosed(),
    "templatesendjobfinish": _read_report,
}
EVENT_NAMES = frozenset(_READERS)
