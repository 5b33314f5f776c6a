"""Reads one value of a file, as people and Excel write it; what does not fit its type is a fault with a code."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from claims.importing.columns import MARKED, UNMARKED, Column, ColumnType
from vocabulary.identity_numbers import fits_check_sign, normalise_number
from vocabulary.signs import fold
from vocabulary.telephones import read_mobile

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE]\+?\d+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_SHORT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SUM = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?(?:[eE][+-]?\d{1,2})?")
_WHOLE = re.compile(r"\d{1,9}(?:\.0+)?")
_OTHER_DOCUMENT = re.compile(r"(?=.*[A-Z])[A-Z0-9]{5,17}")
_NUMBER = re.compile(r"\d{17}[\dX]")
_CARD = re.compile(r"\d{16,19}")
_TAIL = re.compile(r"\d{4}")
_MOST = Decimal("9999999999.99")
_CENT = Decimal("0.01")


class BadValue(Exception):
    """The value does not fit; `code` says how. It never holds the value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_value(column: Column, written: str) -> str:
    """The value in one spelling, "" where there is none; raises BadValue. Days are ISO, sums have two decimals."""
    plain = _unwrap(written)
    if not plain:
        if column.needed:
            raise BadValue("missing")
        return column.otherwise if column.type == "count" else ""
    return _READERS[column.type](column, plain)


def _unwrap(written: str) -> str:
    """Without what Excel needs to keep a number as text: `="0012"`, `'0012`."""
    plain = written.strip()
    if plain.startswith('="') and plain.endswith('"') and len(plain) > 2:
        return plain[2:-1].strip()
    return plain[1:].strip() if plain.startswith("'") else plain


def _read_code(column: Column, plain: str) -> str:
    if _SCIENTIFIC.fullmatch(plain):
        raise BadValue("digits_lost")
    return _read_text(column, fold(plain).upper() if column.name.endswith("number") else plain)


def _read_text(column: Column, plain: str) -> str:
    if "\x00" in plain:
        raise BadValue("unreadable")
    if column.longest and len(plain) > column.longest:
        raise BadValue("too_long")
    return plain


def _read_identity_number(column: Column, plain: str) -> str:
    if _SCIENTIFIC.fullmatch(plain):
        raise BadValue("digits_lost")
    number = normalise_number(plain)
    if _NUMBER.fullmatch(number):
        if not fits_check_sign(number):
            raise BadValue("check_sign")
        return number
    if not _OTHER_DOCUMENT.fullmatch(number):
        raise BadValue("identity_number")
    return number


def _read_phone(column: Column, plain: str) -> str:
    if _SCIENTIFIC.fullmatch(plain):
        raise BadValue("digits_lost")
    phone = plain if len(plain) == 11 and plain.isdecimal() and plain.isascii() and plain[0] == "1" else ""
    if not (phone and phone[1] in "3456789") and not (phone := read_mobile(plain)):
        raise BadValue("phone")
    return phone


def _read_card(column: Column, plain: str) -> str:
    if _SCIENTIFIC.fullmatch(plain):
        raise BadValue("digits_lost")
    card = normalise_number(plain)
    if not _CARD.fullmatch(card):
        raise BadValue("card_number")
    return card


def _read_tail(column: Column, plain: str) -> str:
    tail = fold(plain)
    if not _TAIL.fullmatch(tail):
        raise BadValue("card_tail")
    return tail


def _read_day(column: Column, plain: str) -> str:
    found = _DAY.fullmatch(plain) or _SHORT_DAY.fullmatch(plain)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        raise BadValue("date")
    return day.isoformat()


def _read_amount(column: Column, plain: str) -> str:
    written = fold(plain).removeprefix("¥").removesuffix("元").strip()
    if not _SUM.fullmatch(written):
        raise BadValue("amount")
    try:
        amount = Decimal(written.replace(",", ""))
        cents = amount.quantize(_CENT)
    except InvalidOperation:
        raise BadValue("amount") from None
    if cents != amount or abs(amount) > _MOST:
        raise BadValue("amount")
    if (column.low is not None and amount < column.low) or (column.name == "amount" and amount <= 0):
        raise BadValue("amount_too_low")
    return str(cents)


def _read_count(column: Column, plain: str) -> str:
    if not _WHOLE.fullmatch(plain):
        raise BadValue("count")
    count = int(plain.partition(".")[0])
    if column.low is not None and count < column.low:
        raise BadValue("count_too_low")
    return str(count)


def _read_choice(column: Column, plain: str) -> str:
    choice = plain.lower()
    if choice not in column.choices:
        raise BadValue("unknown_word")
    return choice


def _read_marker(column: Column, plain: str) -> str:
    marker = fold(plain).lower()
    if marker not in MARKED and marker not in UNMARKED:
        raise BadValue("marker")
    return "1" if marker in MARKED else ""


_READERS: dict[ColumnType, Callable[[Column, str], str]] = {
    "code": _read_code,
    "text": _read_text,
    "identity_number": _read_identity_number,
    "phone": _read_phone,
    "card_number": _read_card,
    "card_tail": _read_tail,
    "date": _read_day,
    "amount": _read_amount,
    "count": _read_count,
    "choice": _read_choice,
    "marker": _read_marker,
}
