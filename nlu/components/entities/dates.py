"""Dates as said: 去年三月, 上礼拜, 前天上午, 2023年11月."""

import re
from collections.abc import Iterator

from nlu.components.entities.spans import Entity

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:[一二三四]季度|今年|去年|前年|大前年|明年|后年|头年|上一年|当年|本年度?|(?:19|20)?\d{2}年|[一二零〇三四五六七八九]{2,4}年)"
_FEAST = (
    r"(?:双11|双十一|国庆|春节|五一|六一|十一|元旦|中秋|端午|清明|过年|年底|年初|年末|年中|年前|年后"
    r"|开春|春天|夏天|秋天|冬天|上半年|下半年|底|初)"
)
_MONTH = rf"(?:上上?个?月|下下?个?月|这个?月|本月|当月|{_N}月份?|正月|腊月)"
_DAY = rf"(?:{_N}[日号]|初[一二三四五六七八九十]|[上中下]旬|月?[底初末])"
_WEEK = r"(?:(?:大?上上?|下下?|这|本)个?(?:周|星期|礼拜)[一二三四五六日天末1-6]?|(?:周|星期|礼拜)[一二三四五六日天末](?![^，。]{0,1}到周))"
_NEAR = r"(?:大?前[天儿]|昨[天儿]个?|昨[晚夜]|今[天儿]个?|今[早晚夜]|明[天儿]个?|明[早晚]|大?后天|后儿个?)"
_AGO = r"(?:(?:\d+|[一二两三四五六七八九十半]{1,3})个?(?:多?个?月|天|多?周|多?年|星期|礼拜|小时)(?:以前|之前|前)(?!后))"
_PART = r"(?:早上|早晨|清早|一早|上午|中午|下午|傍晚|晚上|夜里|凌晨|半夜|后半夜|头午|晌午)"
_HOUR = rf"(?:{_N}点(?:半|钟|多)?)"
_WHEN = re.compile(
    rf"(?:{_YEAR}的?(?:{_MONTH}|{_FEAST})?{_DAY}?|{_MONTH}{_DAY}?|{_N}[日号](?![楼院线床院])|{_WEEK}|{_NEAR}|{_AGO}"
    rf"|(?:19|20)\d{{2}}[-/.年]\d{{1,2}}(?:[-/.月]\d{{1,2}}[日号]?)?|(?<![\d.])\d{{1,2}}[./]\d{{1,2}}(?![\d.%万元块w]|个))的?(?:{_PART}{_HOUR}?)?"
)
_NO_DATE = re.compile(r"一年期|[一二三四五六七八九十]年级")


def find_dates(text: str) -> Iterator[Entity]:
    """Days, months and years, by name or as counted back; `text` is aligned, a value is its part of it."""
    skipped = [match.span() for match in _NO_DATE.finditer(text)]
    for match in _WHEN.finditer(text):
        said = match.group().rstrip("的")
        if said and not any(start <= match.start() < end for start, end in skipped):
            yield Entity("date", said, match.start(), match.start() + len(said))
