"""Reads single fields of a push; what is missing, doubled, or not what it should be reads as not there."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.wechat.inbound.push_xml import Nodes

_LONGEST_NUMBER = 20
_FURTHEST_NORTH, _FURTHEST_EAST = Decimal(90), Decimal(180)
_NONE: Mapping[str, Any] = {}


def find_text(nodes: Nodes, name: str) -> str:
    """The text of a field; "" also where it stands twice or holds other fields."""
    value = nodes.get(name)
    return value if isinstance(value, str) else ""


def find_whole_number(nodes: Nodes, name: str) -> int | None:
    """A whole number, written in ASCII digits; WeChat's longest have twenty."""
    text = find_text(nodes, name)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
        return None
    return int(text)


def find_decimal(nodes: Nodes, name: str) -> Decimal | None:
    """A finite number, with the digits it was written with."""
    text = find_text(nodes, name)
    if len(text) > _LONGEST_NUMBER or not text.isascii() or "_" in text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def find_coordinates(
    nodes: Nodes, latitude: str, longitude: str
) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Degrees north and east of two fields; both are None unless they are a place on earth."""
    north, east = find_decimal(nodes, latitude), find_decimal(nodes, longitude)
    if north is None or east is None or abs(north) > _FURTHEST_NORTH or abs(east) > _FURTHEST_EAST:
        return None, None
    return north, east


def find_inner(nodes: Nodes, name: str) -> Nodes:
    """The fields inside a field; none where it holds text."""
    value = nodes.get(name)
    return value if isinstance(value, dict) else _NONE


def find_rows(nodes: Nodes, name: str) -> tuple[Nodes, ...]:
    """A field that repeats, each time with fields inside: none, one and several read alike."""
    value = nodes.get(name)
    rows = value if isinstance(value, list) else [value]
    return tuple(row for row in rows if isinstance(row, dict))
