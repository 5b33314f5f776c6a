"""Reads what staff filled in for a campaign; what cannot be read is refused in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData

from bot.errors import StaffRefusal
from bot.kernel import days
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.outreach.audience_filter import CONDITIONS, AudienceFilter
from bot.kernel.outreach.campaigns import CampaignContent, SendingWay
from vocabulary.beijing import BEIJING

_FIELD = "field."


def read_content(form: FormData, fields: Sequence[str]) -> CampaignContent:
    """The notice; `fields` are those that the chosen template has."""
    way = SendingWay.SERVICE_TEXT if _one(form, "way") == SendingWay.SERVICE_TEXT else SendingWay.TEMPLATE
    kind = NoticeKind.SERVICE if _one(form, "kind") == NoticeKind.SERVICE else NoticeKind.NEWS
    url = _one(form, "url")
    if url and not url.startswith(("https://", "http://")):
        raise StaffRefusal("bad_url", "网址要以 https:// 开头。", 422)
    if way is SendingWay.SERVICE_TEXT:
        return CampaignContent(kind, way, text=_one(form, "text", 2000))
    return CampaignContent(
        kind,
        way,
        _one(form, "template_id", 64),
        {name: _one(form, _FIELD + name) for name in fields},
        url,
    )


def read_filter(form: FormData, unions: Sequence[str]) -> AudienceFilter:
    """The conditions, each as its control gives it; `unions` are the codes of those that were written."""
    read: dict[str, Any] = {}
    for name, condition in CONDITIONS.items():
        match condition.control:
            case "unions":
                read[name] = tuple(unions)
            case "many":
                read[name] = _many(form, name)
            case "yes":
                read[name] = _one(form, name) == "yes"
            case "days":
                typed = _one(form, name)
                read[name] = _number(typed, "天数", 0, 3660) if typed else None
            case "one":
                typed = _one(form, name)
                read[name] = typed if typed in condition.choices else ""
    return AudienceFilter(**read)


def read_typed_filter(form: FormData, written: Sequence[str]) -> AudienceFilter:
    """What was ticked and typed, to be shown again beside what is wrong with it."""
    try:
        return read_filter(form, written)
    except StaffRefusal:
        return read_filter(_without_numbers(form), written)


def _without_numbers(form: FormData) -> FormData:
    typed = {name for name, condition in CONDITIONS.items() if condition.control == "days"}
    return FormData([(key, value) for key, value in form.multi_items() if key not in typed])


def read_unions(form: FormData) -> list[str]:
    """Names or codes, one to a line."""
    written = str(form.get("unions") or "")[:20_000]
    return list(dict.fromkeys(line.strip() for line in written.splitlines() if line.strip()))


def read_count(form: FormData, name: str = "count") -> int | None:
    """How many; nothing means all."""
    typed = _one(form, name)
    return _number(typed, "数量", 1, 10_000_000) if typed else None


def read_moment(form: FormData) -> datetime | None:
    """When to begin, in Beijing's time; nothing means that somebody says so."""
    typed = _one(form, "starts_at")
    if not typed:
        return None
    try:
        return days.read_moment(typed).replace(tzinfo=BEIJING)
    except ValueError as fault:
        raise StaffRefusal("bad_moment", "开始时间看不懂。", 422) from fault


def read_version(form: FormData) -> int:
    """The version that the page showed."""
    return _number(_one(form, "version"), "版本", 1, 10_000_000)


def read_text(form: FormData, name: str, longest: int = 200) -> str:
    """One line."""
    return _one(form, name, longest)


def _number(typed: str, words: str, least: int, most: int) -> int:
    if not (typed.isascii() and typed.isdigit() and least <= int(typed[:9]) <= most):
        raise StaffRefusal("bad_number", f"{words}要是 {least} 到 {most} 的整数。", 422)
    return int(typed[:9])


def _one(form: FormData, name: str, longest: int = 500) -> str:
    value: Any = form.get(name)
    return value.strip()[:longest] if isinstance(value, str) else ""


def _many(form: FormData, name: str) -> tuple[str, ...]:
    return tuple(value[:60] for value in form.getlist(name) if isinstance(value, str))
