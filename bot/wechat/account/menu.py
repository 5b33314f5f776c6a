"""The account's menu: read from a YAML file, checked against WeChat's limits, pushed, and shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.errors import TransportError
from bot.wechat.account.client import WeChatApi
from bot.wechat.events import MENU_QUESTION

DEFAULT_MENU = Path(__file__).with_name("menu.yml")

_MOST_BUTTONS, _MOST_ENTRIES = 3, 5
_NAME_BYTES, _ENTRY_NAME_BYTES = 16, 60
_KEY_BYTES, _URL_BYTES = 128, 1024
_NO_MENU = 46003
# What each type needs besides its name; the types are WeChat's.
_NEEDS: Mapping[str, tuple[str, ...]] = {
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
    "miniprogram": ("appid", "pagepath", "url"),
}


@dataclass(frozen=True)
class Button:
    """One entry; `values` holds what its type needs, and a button with entries has no type."""

    name: str
    type: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    entries: tuple["Button", ...] = ()


Menu = tuple[Button, ...]


class MenuFileError(ValueError):
    """The file is not a menu; the text says where."""


def read_menu(path: Path = DEFAULT_MENU, base_url: str = "") -> Menu:
    """The menu of a file; `ask` is short for a click whose key stands for a question.

    `{base_url}` in an address becomes ours. Raises MenuFileError, or OSError where there is no file.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise MenuFileError(f"{path.name} is no YAML file: {fault}") from fault
    if not isinstance(content, dict) or not isinstance(content.get("menu"), list):
        raise MenuFileError(f"{path.name} needs a list named menu")
    return tuple(_read_button(item, base_url) for item in content["menu"])


def find_menu_problems(menu: Menu) -> tuple[str, ...]:
    """Why WeChat would refuse the menu, in words; empty where it would not."""
    return tuple(_menu_problems(menu))


def render_menu(menu: Menu) -> dict[str, Any]:
    """WeChat's JSON."""
    return {"button": [_render_button(button) for button in menu]}


def render_menu_lines(menu: Menu) -> tuple[str, ...]:
    """The menu as a person reads it, an entry a line."""
    return tuple(_lines(menu, ""))


async def push_menu(api: WeChatApi, menu: Menu) -> None:
    """Replaces the account's menu; members see it within five minutes. Raises MenuFileError, TransportError."""
    problems = find_menu_problems(menu)
    if problems:
        raise MenuFileError("; ".join(problems))
    await api.client.menu.create(render_menu(menu))


async def fetch_menu(api: WeChatApi) -> Menu:
    """The menu that was pushed last, empty where there is none; raises TransportError."""
    try:
        answer = await api.client.menu.get()
    except TransportError as fault:
        if fault.errcode == _NO_MENU:
            return ()
        raise
    menu = answer.get("menu")
    buttons = menu.get("button") if isinstance(menu, dict) else None
    try:
        return tuple(_read_button(item, "") for item in buttons or ())
    except (MenuFileError, TypeError) as fault:
        raise TransportError("WeChat answered with a menu that cannot be read") from fault


def _read_button(item: Any, base_url: str) -> Button:
    if not isinstance(item, dict) or not isinstance(item.get("name"), str):
        raise MenuFileError("each entry of the menu needs a name")
    entries = item.get("entries") or item.get("sub_button") or []
    if not isinstance(entries, list):
        raise MenuFileError(f"{item['name']}: its entries are no list")
    if entries:
        return Button(item["name"], entries=tuple(_read_button(one, base_url) for one in entries))
    values = {key: _read_value(key, value, base_url) for key, value in item.items() if key in _VALUES}
    question = item.get("ask")
    if question is not None:
        return Button(item["name"], "click", {"key": f"{MENU_QUESTION}{question}"})
    return Button(item["name"], str(item.get("type") or ("view" if "url" in values else "")), values)


_VALUES = frozenset(need for needs in _NEEDS.values() for need in needs)


def _read_value(key: str, value: Any, base_url: str) -> str:
    return str(value).replace("{base_url}", base_url) if key == "url" else str(value)


def _render_button(button: Button) -> dict[str, Any]:
    if button.entries:
        return {"name": button.name, "sub_button": [_render_button(entry) for entry in button.entries]}
    return {"type": button.type, "name": button.name, **button.values}


def _menu_problems(menu: Menu) -> Iterator[str]:
    if not 1 <= len(menu) <= _MOST_BUTTONS:
        yield f"the menu has {len(menu)} buttons, WeChat takes 1 to {_MOST_BUTTONS}"
    for button in menu:
        yield from _name_problems(button.name, _NAME_BYTES)
        if not button.entries:
            yield from _button_problems(button)
        if len(button.entries) > _MOST_ENTRIES:
            yield f"{button.name}: {len(button.entries)} entries, WeChat takes {_MOST_ENTRIES}"
        for entry in button.entries:
            yield from _name_problems(entry.name, _ENTRY_NAME_BYTES)
            if entry.entries:
                yield f"{entry.name}: entries below an entry, WeChat has two levels"
            else:
                yield from _button_problems(entry)


def _name_problems(name: str, limit: int) -> Iterator[str]:
    if not name.strip():
        yield "an entry has an empty name"
    if _size(name) > limit:
        yield f"{name}: the name has {_size(name)} bytes, WeChat takes {limit}"


def _button_problems(button: Button) -> Iterator[str]:
    if button.type not in _NEEDS:
        yield f"{button.name}: {button.type or 'nothing'} is no type of entry that WeChat has"
    for need in _NEEDS.get(button.type, ()):
        if not button.values.get(need, "").removeprefix(MENU_QUESTION).strip():
            yield f"{button.name}: a {button.type} entry needs {need}"
    key, url = button.values.get("key", ""), button.values.get("url", "")
    if _size(key) > _KEY_BYTES:
        yield f"{button.name}: the key has {_size(key)} bytes, WeChat takes {_KEY_BYTES}"
    if _size(url) > _URL_BYTES:
        yield f"{button.name}: the address has {_size(url)} bytes, WeChat takes {_URL_BYTES}"
    if url and not (urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc):
        yield f"{button.name}: {url} is no web address"


def _lines(menu: Menu, indent: str) -> Iterator[str]:
    for button in menu:
        values = " ".join(button.values.values())
        yield f"{indent}{button.name}" + (f"  {button.type}  {values}" if button.type else "")
        yield from _lines(button.entries, indent + "  ")


def _size(text: str) -> int:
    return len(text.encode())
