"""How dates, money and lists are said to members, and the few sentences that many handlers share."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from actions.dates import BEIJING

ASK_A_PERSON = "想找同事帮忙，回复“转人工”。"
IDENTITY_NEEDED = (
    "这要看您本人的记录，先核对一下身份。点下面的链接，一分钟就好，号码不经过聊天。核对完我接着答。"
)
LATEST_RULES = "以中心最新规定为准"


def say_date(day: date, today: date) -> str:
    """`3月5日`, with the year where it is another one."""
    plain = f"{day.month}月{day.day}日"
    return plain if day.year == today.year else f"{day.year}年{plain}"


def say_money(amount: Decimal) -> str:
    """`1,234.50 元`, without cents where there are none."""
    return f"{amount:,.0f} 元" if amount == amount.to_integral_value() else f"{amount:,.2f} 元"


def say_as_of(updated: Iterable[datetime]) -> str:
    """When the data were last changed, in Beijing's time: the newest of the rows."""
    newest = max(updated).astimezone(BEIJING)
    clock = "" if newest.time() == time() else f" {newest:%H:%M}"
    return f"（数据更新到 {newest.year}年{newest.month}月{newest.day}日{clock}）"


def say_list(items: Iterable[str]) -> str:
    """Items joined as one says them."""
    return "、".join(items)
