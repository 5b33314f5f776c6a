"""Checks the values of a service notice by the type that each field's name begins with, before WeChat does."""

import re
from collections.abc import Callable, Mapping

_THING = 20
_NAME = re.compile(r"([a-z_]+?)[0-9]*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff·]")
_DAY = r"\d{4}年(?:0?[1-9]|1[0-2])月(?:0?[1-9]|[12]\d|3[01])日"
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_TIME = re.compile(rf"(?:{_DAY} ?)?{_CLOCK}(?:~(?:{_DAY} ?)?{_CLOCK})?", re.ASCII)
_DATE = re.compile(rf"{_DAY}(?: ?{_CLOCK})?(?:~{_DAY}(?: ?{_CLOCK})?)?", re.ASCII)
_AMOUNT = re.compile(r"[¥¥$€£]?([0-9]+(?:\.[0-9]+)?)元?")
_CAR_NUMBER = re.compile(r"[A-Z0-9\u4e00-\u9fff][A-Za-z0-9]{0,6}[A-Z0-9\u4e00-\u9fff]?")


def find_problem(name: str, value: str) -> str:
    """Why WeChat would refuse this value of this field, in words; empty where it would not."""
    check = _CHECKS.get(_find_type(name))
    if check is None:
        return f"{name}: no type of field that WeChat has"
    if not value.strip():
        return f"{name}: is empty"
    problem = check(value)
    return f"{name}: {problem}" if problem else ""


def find_problems(fields: Mapping[str, str]) -> tuple[str, ...]:
    """All that is wrong with a notice's values."""
    if not fields:
        return ("the notice has no fields",)
    return tuple(problem for name, value in fields.items() if (problem := find_problem(name, value)))


def _find_type(name: str) -> str:
    match = _NAME.fullmatch(name)
    return match[1] if match else ""


def _length(value: str) -> int:
    """In UTF-16 units, where an emoji counts twice: whichever way WeChat counts, this is not less."""
    return len(value.encode("utf-16-le", "surrogatepass")) // 2


def _up_to(limit: int) -> Callable[[str], str]:
    return lambda value: f"{length} characters, at most {limit}" if (length := _length(value)) > limit else ""


def _of(pattern: str, limit: int, words: str) -> Callable[[str], str]:
    allowed = re.compile(pattern)

    def check(value: str) -> str:
        return _up_to(limit)(value) or ("" if allowed.fullmatch(value) else f"only {words}")

    return check


def _matching(pattern: re.Pattern[str], words: str) -> Callable[[str], str]:
    return lambda value: "" if pattern.fullmatch(value) else f"only {words}"


def _check_amount(value: str) -> str:
    match = _AMOUNT.fullmatch(value)
    if not match:
        return "only an amount, such as ¥1234.50 or 1234.50元"
    digits = len(match[1].replace(".", ""))
    return f"{digits} digits, at most 10" if digits > 10 else ""


def _check_name(value: str) -> str:
    """Chinese, or mixed: ten characters; without Chinese: twenty."""
    if re.search(r"[0-9]", value):
        return "only a name, without digits"
    return _up_to(10 if _HAN.search(value) else 20)(value)


def _check_phrase(value: str) -> str:
    return _up_to(5)(value) or ("" if _HAN.sub("", value) == "" else "only Chinese characters")


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "thing": _up_to(_THING),
    "character_string": _of(r"[\x21-\x7e ]+", 32, "digits, letters and symbols, no Chinese"),
    "number": _of(r"-?[0-9]+(?:\.[0-9]+)?", 32, "a number"),
    "letter": _of(r"[A-Za-z]+", 32, "letters"),
    "symbol": _of(r"[^\w\s]+", 5, "symbols"),
    "amount": _check_amount,
    "time": _matching(_TIME, "a time, such as 15:01 or 2026年3月1日 15:01"),
    "date": _matching(_DATE, "a day, such as 2026年3月1日"),
    "phone_number": _of(r"[0-9+*() -]+", 17, "digits and signs of a telephone number"),
    "car_number": _matching(_CAR_NUMBER, "a number plate of at most 8 characters"),
    "name": _check_name,
    "phrase": _check_phrase,
    "const": _up_to(20),
    "enum": _up_to(20),
    "short_thing": _up_to(20),
    # Of the old library: a longer value is folded, not refused; `first` and `remark` are no longer shown.
    "keyword": _up_to(200),
    "first": _up_to(200),
    "remark": _up_to(200),
}
