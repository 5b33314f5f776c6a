"""How lists and the age of data are said to members, and the few sentences that many handlers share."""

import re
from collections.abc import Iterable
from datetime import datetime, time

from vocabulary.beijing import BEIJING
from vocabulary.saying import say_full_date

ASK_A_PERSON = "想找同事帮忙，回复“转人工”。"
IDENTITY_NEEDED = "这要看您本人的记录，您还没核对身份，我看不到。先核对一下：点下面的链接，一分钟就好，号码不经过聊天。核对完我接着答。"
_FORMAL = re.compile(
    r"^在职(?=女?职工)(?:职工)?|^“菜单式”|(?:综合)?互助(?:保障)?(?:活动|计划)(?:（.*）)?$|(?:保障)?项目$"
)
COMPLAINT = "complaint"
"""The open question what went wrong, which is told for a colleague."""
LATEST_RULES = "以中心最新规定为准"


def say_as_of(updated: Iterable[datetime]) -> str:
    """When the data were last changed, in Beijing's time: the newest of the rows."""
    newest = max(updated).astimezone(BEIJING)
    clock = "" if newest.time() == time() else f" {newest:%H:%M}"
    return f"（数据更新到 {say_full_date(newest)}{clock}）"


def shorten_plan(name: str) -> str:
    """A plan's name as one speaks of it: 在职职工住院津贴互助保障活动 is 住院津贴."""
    spoken = _FORMAL.sub("", name)
    if name.startswith("暖·互助"):
        return "二次报销"
    return "家财险" if "家财" in name else spoken or name


def say_list(items: Iterable[str]) -> str:
    """Items joined as one says them."""
    return "、".join(items)
