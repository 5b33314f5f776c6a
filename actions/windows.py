"""Where a member may be seen: the window of their unit's district, else that it has none, and the next."""

from claims.access import find_windows
from claims.database import ClaimsDatabase

_CITYS = "市"
"""How the name of a window for the whole city begins."""


async def say_window(claims: ClaimsDatabase, district: str) -> str:
    """`当面办有大兴区职工服务窗口，去之前可以约个时间。`"""
    every = await find_windows(claims)
    own = next((one for one in every if one.district == district), None)
    if own:
        return f"当面办有{own.place}，去之前可以约个时间。"
    following = sorted(every, key=lambda one: not one.place.startswith(_CITYS))
    if not following:
        return f"{district}区没有登记的窗口，打 12351 能问到。"
    return f"{district}区没有登记的窗口，可以约{following[0].district}区的{following[0].place}。"
