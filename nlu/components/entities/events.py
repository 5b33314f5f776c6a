"""What happened, where it is told rather than named: 让三轮车撞了, 住了五天, 老伴走了."""

import re
from collections.abc import Iterator

from nlu.components.entities.spans import Entity

_KIN = r"(?:老伴儿?|爱人|老公|丈夫|老婆|媳妇|妻子|我?[爸妈爹娘]|父亲|母亲|儿子|女儿|闺女|孩子他?[爸妈]|那口子|老头子?|先生|太太|人)"
_LATELY = (
    r"(?:都|已经|也|就|今?是|[前昨今]天|[昨今]晚|今早|今年|去年|前年|年初|年前|月初|半夜|凌晨|夜里|[上这]个?(?:月|周|礼拜|星期)|刚刚?|突然|一下子|"
    r"突发[^，。]{0,6}|这么|走得急|生前|[一二两三四五六七八九十几]个?(?:天|月|年)前|\d{1,2}[月号日]|\s)*"
)
_GONE = (
    r"(?:(?<![调搬带拿取收转寄拉送抬开借领])走了(?![吗没一半两三]|.?小时)|(?<![带拿取收])走的(?![早晚]?路)"
    r"|没了(?!吗|没)|没的|不在了(?!吗))"
)
_TOLD = tuple(
    (event, re.compile(form))
    for event, form in (
        (
            "traffic_accident",
            r"(?:让|被|叫|给|跟|和)[^，。！？\s]{0,10}(?:撞|蹭|刮|碰|别|追尾|轧)(?:了|上|倒|到|伤|飞)"
            r"|撞(?:了|上|到)?[^，。\s]{0,3}(?:护栏|树|墙|电线杆|马路牙|隔离)|(?:骑|开)[^，。\s]{0,6}(?:撞|蹭|刮)(?!破)",
        ),
        ("fall", r"摔(?:的|掉|了|下|在|得|坏)|磕(?:的|了|在|掉|着)|绊(?:的|了|倒)|崴(?:了|的)"),
        (
            "hospital_stay",
            r"住(?:了|过|满)?[一二两三四五六七八九十半\d]{1,3}(?:来|多)?(?:天|宿|周|个?星期|个?月)院?|住进(?:来|医院|病房)",
        ),
        (
            "death",
            rf"{_KIN}{_LATELY}(?:(?<![调搬带拿取收转寄拉送抬开借领])走了(?![吗没一半两三]|.?小时)|(?<![带拿取收])走的(?![早晚]?路)|没了(?!吗|没)|没的|不在了(?!吗))",
        ),
        ("fire", r"(?:充电|电线|线路|煤气|电动车|电瓶车)[^，。]{0,8}(?:燎|烧|着了|起火|爆)"),
        ("disaster", r"(?:大雨|暴雨|大风|洪水|雨)[^，。]{0,5}(?:塌|淹|冲|灌)"),
    )
)


def find_events(text: str) -> Iterator[Entity]:
    """What befell somebody; `text` is aligned."""
    for event, pattern in _TOLD:
        for match in pattern.finditer(text):
            yield Entity("event", event, match.start(), match.end())
