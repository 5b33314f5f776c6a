"""What staff see where a page cannot be shown: the menu, what happened, and what to do."""

from fastapi import Request
from fastapi.responses import Response

from bot.kernel.desk.staff import StaffAct
from bot.web.desk.navigation import find_way_back
from bot.web.templating import TEMPLATES

_HEADS = {
    403: "这一步您不能做",
    404: "没有这一页",
    405: "这个地址不能直接打开",
    413: "内容太大了",
    422: "填的内容不完整",
    500: "系统出了问题",
    503: "系统这会儿有点忙",
}
_WORDS = {
    400: "这个请求看不懂。",
    404: "地址可能写错了，或者这份东西已经不在了。",
    405: "多半是提交以后刷新了页面，或者从收藏里打开的。",
    413: "一次发得太多了。",
    422: "有一项没有填，或者填的看不懂。",
    500: "刚才那一步可能没有办成。",
    503: "刚才那一步可能没有办成。",
}
_ADVICE = {
    403: "要办的话请找班长或管理员。按浏览器的“后退”能回到原来那一页，写的内容多半还在。",
    404: "从上面的菜单进，或者回到列表里再找。",
    405: "刚才提交的有没有办成，回到列表看一眼，没有再交一次。",
    413: "分几次发，或者换小一点的文件。",
    422: "按浏览器的“后退”回到原来那一页，补上再交。",
    500: "回到原来那一页看一眼有没有办成，没有再试一次。还是不行，把现在的时间告诉管理员。",
    503: "过一分钟再试。按浏览器的“后退”能回到原来那一页；写的内容先复制一下。",
}


def is_for_staff(request: Request) -> bool:
    """Whether a colleague's browser asked for a page of the console."""
    path = request.url.path
    is_page = path == "/console" or path.startswith("/console/")
    return is_page and "text/html" in request.headers.get("accept", "")


async def show_fault(request: Request, status: int, words: str = "") -> Response:
    """The page; `words` say more exactly what happened."""
    staff = getattr(request.state, "staff", None)
    find = getattr(request.app.state, "find_staff", None)
    if staff is None and find is not None:
        staff = await find(request)
    told = {
        "staff": staff,
        "csrf": getattr(request.state, "csrf", ""),
        "head": _HEADS.get(status, "没有办成"),
        "words": words or _WORDS.get(status, "出了点问题。"),
        "advice": _ADVICE.get(status, "按浏览器的“后退”回到原来那一页再试。"),
        "way_back": find_way_back(request.url.path) if status != 403 else None,
        "answers": staff is None or staff.may(StaffAct.ANSWER),
    }
    return TEMPLATES.TemplateResponse(request, "desk/fault.html", told, status)
