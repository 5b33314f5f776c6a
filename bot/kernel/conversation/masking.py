"""Finds identity and bank card numbers that somebody typed, and makes them unreadable before anything is stored."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.kernel.conversation.digit_runs import DigitRun, find_digit_runs
from vocabulary.identity_numbers import fits_check_sign

_IDENTITY, _CARD = "身份证号", "卡号"
_SHORTEST = 15
_LONGEST_GLUED = 150
_PROVINCES = frozenset(
    map(
        str,
        (
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
            91,
        ),
    )
)
_UNIONPAY = "62"
_OTHER_CARDS = re.compile(r"4|5[1-5]|2[2-7]|35|6[05]|9")
"""How cards of other networks, and old ones of Chinese banks, begin; only with the right last digit."""
_IDENTITY_SIZES, _CARD_SIZES = (18, 17, 19, 16, 15), (19, 18, 17, 16)
_PRINTED = re.compile(r"(4,){3}4(,[1-3])?|4,4,4,[5-7]|6,(1[0-3]|[4-9],\d)|\d{2}")
"""Into which groups people break a card's digits, as printed or as the bank's page shows them."""
_NAMES = re.compile(
    r"(?:(?P<card>银行卡|京卡|会员卡|收款卡|卡号|[账帐][号户])|身份证|身份号|证件号|sfz|ID)[^\d\n]*$", re.I
)
_NAMED_WITHIN = 12
_TELEPHONE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True)
class _FoundNumber:
    """A number within a run, from its first digit up to behind its last."""

    first: int
    behind: int
    label: str


def mask_numbers(text: str) -> tuple[str, bool]:
    """The text with identity and card numbers masked to their last four, and whether there were any."""
    masked, end = [], 0
    for run in find_digit_runs(text, _SHORTEST):
        for found in _find_numbers(run, _read_name(text[: run.places[0]])):
            first, last = run.places[found.first], run.places[found.behind - 1]
            masked += [text[end:first], f"［{found.label}尾号{run.digits[found.behind - 4 : found.behind]}］"]
            end = last + 1
    return "".join([*masked, text[end:]]), bool(masked)


def mask_name(name: str) -> str:
    """`*芳`, `**娜`: the last sign is left, as everywhere that staff see a name they need not know."""
    return "*" * (len(name) - 1) + name[-1:]


def _read_name(before: str) -> str | None:
    """What the words just before a run say that it is."""
    named = _NAMES.search(before[-_NAMED_WITHIN:])
    return None if named is None else _CARD if named["card"] else _IDENTITY


def _find_numbers(run: DigitRun, named: str | None) -> Iterator[_FoundNumber]:
    """The numbers in a run, from left to right, none over another."""
    place = 0
    while place <= len(run.digits) - _SHORTEST:
        found = _find_at(run, place) or (_find_named(run, named) if named and place == 0 else None)
        if found:
            yield found
        place = found.behind if found else place + 1


def _find_named(run: DigitRun, named: str) -> _FoundNumber | None:
    """The number that was said to be one, right or not: it stands by itself, or in groups as people write it."""
    for size in _CARD_SIZES if named == _CARD else _IDENTITY_SIZES:
        sizes = run.sizes(0, size) if run.is_whole(0, size) else ()
        if sizes and (len(sizes) == 1 or (min(sizes) > 1 and not _are_sums(run.digits[:size], sizes))):
            return _FoundNumber(0, size, named)
    return None


def _find_at(run: DigitRun, first: int) -> _FoundNumber | None:
    for size in _IDENTITY_SIZES:
        if _is_identity(run, first, first + size):
            return _FoundNumber(first, first + size, _IDENTITY)
    for size in _CARD_SIZES:
        if _is_card(run, first, first + size):
            return _FoundNumber(first, first + size, _CARD)
    return None


def _is_identity(run: DigitRun, first: int, behind: int) -> bool:
    """By province and day of birth; where it is no group of its own, by the check digit or its neighbours too.

    One digit too few or too many is a slip, and the number is as telling as a right one.
    """
    number = run.digits[first:behind]
    if behind > len(run.digits) or not _looks_like_identity(number):
        return False
    if len(number) == 18 and fits_check_sign(number):
        return True
    if not run.is_whole(first, behind):
        return len(number) == 18 and _is_glued(run, first, behind)
    sizes = run.sizes(first, behind)
    return len(sizes) == 1 or (len(number) in (15, 18) and (min(sizes) > 1 or len(sizes) == len(run.digits)))


def _looks_like_identity(number: str) -> bool:
    return number[:2] in _PROVINCES and "X" not in number[:-1] and _has_birthday(number)


def _has_birthday(number: str) -> bool:
    born = f"19{number[6:12]}" if len(number) == 15 else number[6:14]
    try:
        return 1900 <= date.fromisoformat(f"{born[:4]}-{born[4:6]}-{born[6:]}").year <= 2099
    except ValueError:
        return False


def _is_card(run: DigitRun, first: int, behind: int) -> bool:
    """By its beginning and its last digit; a UnionPay number that stands by itself, by its beginning alone."""
    number = run.digits[first:behind]
    if behind > len(run.digits) or "X" in number:
        return False
    if not run.is_whole(first, behind):
        return _begins_like_card(number) and _is_glued(run, first, behind)
    sizes = run.sizes(first, behind)
    if len(sizes) == len(number):
        return len(sizes) == len(run.digits) and _is_right(number) and _begins_like_card(number)
    is_printed = _PRINTED.fullmatch(",".join(map(str, sizes))) is not None
    return is_printed and _begins_like_card(number) and not _are_sums(number, sizes)


def _begins_like_card(number: str) -> bool:
    """As a UnionPay card does; or as another one, with the right last digit."""
    return number.startswith(_UNIONPAY) or (_OTHER_CARDS.match(number) is not None and _is_right(number))


def _is_right(number: str) -> bool:
    """Luhn's check of the last digit."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_glued(run: DigitRun, first: int, behind: int) -> bool:
    """Whether it stands in one group with nothing but telephone numbers and other such numbers."""
    start, end = run.group_at(first)
    if behind > end or end - start > _LONGEST_GLUED:
        return False
    return _is_made_of_numbers(run.digits[start:first]) and _is_made_of_numbers(run.digits[behind:end])


def _is_made_of_numbers(digits: str) -> bool:
    reached = {0}
    for place in range(len(digits)):
        if place in reached:
            reached |= {place + size for size in _sizes_of_numbers(digits[place:])}
    return len(digits) in reached


def _sizes_of_numbers(digits: str) -> list[int]:
    """How long the number may be that these digits begin with."""
    sizes = [11] if _TELEPHONE.match(digits) else []
    sizes += [18] if len(digits) >= 18 and _looks_like_identity(digits[:18]) else []
    return [
        *sizes,
        *(size for size in _CARD_SIZES if len(digits) >= size and _begins_like_card(digits[:size])),
    ]


def _are_sums(number: str, sizes: tuple[int, ...]) -> bool:
    """Whether the groups could be sums of money, side by side: `6200 6300 5000 1000`."""
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    groups = [number[start : start + size] for start, size in zip(starts, sizes, strict=True)]
    return len(groups) > 1 and all(group.endswith("0") and not group.startswith("0") for group in groups)
