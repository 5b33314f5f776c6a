"""Finds identity and bank card numbers that a member typed, and makes them unreadable before anything is stored."""

import re

_JOIN = r"[ \-\u3000]?"
_IDENTITY = re.compile(rf"(?<![0-9A-Za-z])(?:\d{_JOIN}){{17}}[\dXx](?![0-9A-Za-z])")
_CARD = re.compile(rf"(?<![0-9A-Za-z])(?:\d{_JOIN}){{15,18}}\d(?![0-9A-Za-z])")


def mask_numbers(text: str) -> tuple[str, bool]:
    """The text with identity and card numbers masked to their last four, and whether there were any."""
    masked, identities = _IDENTITY.subn(lambda found: _mask(found.group(), "身份证号"), text)
    masked, cards = _CARD.subn(lambda found: _mask(found.group(), "卡号"), masked)
    return masked, bool(identities or cards)


def _mask(number: str, label: str) -> str:
    return f"［{label}尾号{re.sub(_JOIN[:-1], '', number)[-4:]}］"


def mask_name(name: str) -> str:
    """`*芳`, `**娜`: the last sign is left, as everywhere that staff see a name they need not know."""
    return "*" * (len(name) - 1) + name[-1:]
