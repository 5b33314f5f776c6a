"""How lists and the age of data are said to members, and the few sentences that many handlers share."""

from collections.abc import Iterable
from datetime import datetime, time

from vocabulary.beijing import BEIJING
from vocabulary.saying import say_full_date

ASK_A_PERSON = "想找同事帮忙，回复“转人工”。"
IDENTITY_NEEDED = (
    "这要看您本人的记录，先核对一下身份。点下面的链接，一分钟就好，号码不经过聊天。核对完我接着答。"
)
LATEST_RULES = "以中心最新规定为准"


def say_as_of(updated: Iterable[datetime]) -> str:
    """When the data were last changed, in Beijing's time: the newest of the rows."""
    newest = max(updated).astimezone(BEIJING)
    clock = "" if newest.time() == time() else f" {newest:%H:%M}"
    return f"（数据更新到 {say_full_date(newest)}{clock}）"


def say_list(items: Iterable[str]) -> str:
    """Items joined as one says them."""
    return "、".join(items)
