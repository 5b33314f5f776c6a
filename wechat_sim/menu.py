"""Takes the account's menu within WeChat's limits, which count bytes."""

from typing import Any

from wechat_sim.refusals import OK, Body, Refused

# 1 to 3 buttons, 1 to 5 below each; names, keys and addresses in bytes.
_BUTTONS, _ENTRIES = 3, 5
_NAME, _ENTRY_NAME, _KEY, _URL = 16, 60, 128, 1024
# The types, each with what it needs.
_NEEDS = {
    "click": ("key",),
    "view": ("url",),
    "scancode_push": ("key",),
    "scancode_waitmsg": ("key",),
    "pic_sysphoto": ("key",),
    "pic_photo_or_album": ("key",),
    "pic_weixin": ("key",),
    "location_select": ("key",),
    "media_id": ("media_id",),
    "view_limited": ("media_id",),
    "article_id": ("article_id",),
    "article_view_limited": ("article_id",),
    "miniprogram": ("url", "appid", "pagepath"),
}
# WeChat's return codes: what is wrong with a button, and with an entry below one.
_TYPE, _NAME_SIZE, _KEY_SIZE, _URL_SIZE = (40015, 40024), (40018, 40025), (40019, 40026), (40020, 40027)


class MenuBoard:
    """The menu of one account; `buttons` is None where there is none."""

    def __init__(self) -> None:
        self.buttons: list[Body] | None = None

    def create(self, body: Body) -> Body:
        """/menu/create replaces the menu."""
        buttons = body.get("button")
        if not isinstance(buttons, list) or not 1 <= len(buttons) <= _BUTTONS:
            raise Refused(40016)
        for button in buttons:
            _check(button, 0)
        self.buttons = buttons
        return OK

    def show(self) -> Body:
        """/menu/get; leaves come with an empty sub_button."""
        if self.buttons is None:
            raise Refused(46003)
        return {"menu": {"button": [_write(button) for button in self.buttons]}}

    def show_current(self) -> Body:
        """/get_current_selfmenu_info."""
        buttons = {"button": self.buttons} if self.buttons is not None else {"button": []}
        return {"is_menu_open": int(self.buttons is not None), "selfmenu_info": buttons}

    def delete(self) -> Body:
        """/menu/delete."""
        self.buttons = None
        return OK


def _check(button: Any, level: int) -> None:
    if not isinstance(button, dict):
        raise Refused(47001)
    name = button.get("name")
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= (_NAME, _ENTRY_NAME)[level]:
        raise Refused(_NAME_SIZE[level])
    entries = button.get("sub_button")
    if not entries:
        _check_leaf(button, level)
    elif level or not isinstance(entries, list) or len(entries) > _ENTRIES:
        raise Refused(40023)
    else:
        for entry in entries:
            _check(entry, 1)


def _check_leaf(button: Body, level: int) -> None:
    needs = _NEEDS.get(button.get("type", ""))
    if needs is None:
        raise Refused(_TYPE[level])
    for need in needs:
        size = len(str(button.get(need, "")).encode())
        if not size or size > (_URL if need == "url" else _KEY):
            raise Refused((_URL_SIZE if need == "url" else _KEY_SIZE)[level])


def _write(button: Body) -> Body:
    return {**button, "sub_button": [_write(entry) for entry in button.get("sub_button", ())]}
