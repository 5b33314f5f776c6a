"""The account's template messages as WeChat lists them, and why WeChat would refuse a value, in words for staff."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.kernel.outreach.templates import TemplateOffer
from bot.wechat.account.client import WeChatApi
from bot.wechat.outbound.template_fields import find_problem

_LIVES_SECONDS = 600.0
_FIELD = re.compile(r"([^\n{}]{0,20}?)[:：]?\s*\{\{([a-z_]+[0-9]*)\.DATA\}\}")
_TYPE = re.compile(r"[a-z_]+?(?=[0-9]*$)")
_LIMITS = {
    "thing": "最多 20 个字",
    "short_thing": "最多 20 个字",
    "const": "最多 20 个字",
    "enum": "最多 20 个字",
    "character_string": "只能是 32 个以内的数字、字母和符号，不能有汉字",
    "number": "只能是数字",
    "letter": "只能是字母",
    "symbol": "只能是 5 个以内的符号",
    "amount": "只能是金额，比如 1234.50元",
    "time": "只能是时间，比如 2026年3月1日 15:01",
    "date": "只能是日期，比如 2026年3月1日",
    "phone_number": "只能是电话号码",
    "car_number": "只能是车牌号",
    "name": "最多 10 个汉字，不能有数字",
    "phrase": "只能是 5 个以内的汉字",
}


@dataclass
class TemplateOffers:
    """Asked for again every ten minutes."""

    api: WeChatApi
    clock: Callable[[], float] = time.monotonic
    _found: Sequence[TemplateOffer] = field(default_factory=tuple)
    _found_at: float | None = None

    async def find_templates(self) -> Sequence[TemplateOffer]:
        """All of them; raises TransportError."""
        if self._found_at is None or self.clock() - self._found_at > _LIVES_SECONDS:
            answer = await self.api.client.template.get_all_private_template()
            listed = answer.get("template_list")
            self._found = [_read(one) for one in listed or () if isinstance(one, dict)]
            self._found_at = self.clock()
        return self._found


def say_field_problem(name: str, value: str) -> str:
    """Why WeChat would refuse a value; empty where it would not."""
    if not find_problem(name, value):
        return ""
    if not value.strip():
        return "是空的"
    return _say_limit(name) or "微信不接受"


def _read(listed: dict[str, Any]) -> TemplateOffer:
    content = str(listed.get("content", ""))
    fields = tuple((found[2], found[1].strip()) for found in _FIELD.finditer(content))
    return TemplateOffer(
        str(listed.get("template_id", "")),
        str(listed.get("title", "")),
        fields,
        str(listed.get("example", "")),
        {name: _say_limit(name) for name, _ in fields},
    )


def _say_limit(name: str) -> str:
    kind = _TYPE.match(name)
    return _LIMITS.get(kind[0] if kind else "", "")
