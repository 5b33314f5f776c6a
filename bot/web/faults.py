"""Answers errors: a log line with code and advice for the operator, a plain sentence for whoever asked."""

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import DataError, SQLAlchemyError
from starlette.exceptions import HTTPException

from bot.errors import CodedError, StaffRefusal
from bot.web.api.problems import answer_problem, is_for_systems
from bot.web.desk.fault_page import is_for_staff, show_fault
from bot.web.templating import TEMPLATES

log = structlog.get_logger(__name__)

_WORDS = {
    400: "这个请求看不懂，请刷新页面再试。",
    403: "这个请求没有通过核对。",
    404: "没有找到这个页面。",
    413: "内容太长了，请分几次发。",
    429: "这会儿同一个网络里来的人太多，请过一分钟再发。有急事请打 12351；心里难受，随时可以打 12356。",
    422: "内容不完整，请检查后再发。",
    503: "系统这会儿有点忙，请过一分钟再试。",
}


def install_faults(app: FastAPI) -> None:
    """Turns every error into an answer that tells nothing about the inside."""
    app.add_exception_handler(CodedError, _answer_desk_error)
    app.add_exception_handler(StaffRefusal, _answer_staff)
    for fault in (DataError, OverflowError, UnicodeError):
        app.add_exception_handler(fault, _answer_odd_value)
    app.add_exception_handler(SQLAlchemyError, _answer_database_error)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(Exception, _answer_unexpected)


async def _answer(request: Request, status: int, code: str) -> Response:
    """A page for a person's browser, another for a colleague's, JSON for a program."""
    if is_for_systems(request):
        return answer_problem(status, code)
    if is_for_staff(request):
        return await show_fault(request, status)
    words = _WORDS.get(status, "出了点问题，请稍后再试。")
    if "text/html" in request.headers.get("accept", ""):
        return TEMPLATES.TemplateResponse(request, "fault.html", {"words": words}, status)
    return JSONResponse({"error": {"code": code, "message": words}}, status)


async def _answer_desk_error(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, CodedError)
    log.warning("refused", code=fault.code, detail=fault.detail, path=_place(request), advice=fault.advice)
    return await _answer(request, fault.http_status, fault.code)


async def _answer_staff(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, StaffRefusal)
    log.info("staff_refused", code=fault.reason)
    if is_for_staff(request):
        return await show_fault(request, fault.status, fault.words)
    if "text/html" in request.headers.get("accept", ""):
        return TEMPLATES.TemplateResponse(request, "fault.html", {"words": fault.words}, fault.status)
    told = {"code": fault.reason, "message": fault.words, **fault.more}
    return JSONResponse({"error": jsonable_encoder(told)}, fault.status)


async def _answer_database_error(request: Request, fault: Exception) -> Response:
    log.error(
        "database_failed",
        code="database_unavailable",
        fault=type(fault).__name__,
        path=_place(request),
        advice="Look whether the database runs and has room; nothing uncommitted was confirmed to anybody.",
    )
    return await _answer(request, 503, "database_unavailable")


async def _answer_odd_value(request: Request, fault: Exception) -> Response:
    """What no column takes, where it came in by a way that nobody thought of: not the database's fault."""
    log.warning(
        "value_refused",
        code="value_refused",
        fault=type(fault).__name__,
        path=_place(request),
        advice="Nothing to do; where it comes often, look who sends it.",
    )
    return await _answer(request, 422, "value_refused")


async def _answer_invalid(request: Request, fault: Exception) -> Response:
    log.info("refused", code="invalid_fields", path=_place(request))
    return await _answer(request, 422, "invalid_fields")


async def _answer_http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    log.info("refused", code=f"http_{fault.status_code}", path=_place(request))
    if fault.headers and "Location" in fault.headers:
        return RedirectResponse(fault.headers["Location"], fault.status_code)
    return await _answer(request, fault.status_code, f"http_{fault.status_code}")


async def _answer_unexpected(request: Request, fault: Exception) -> Response:
    log.error(
        "request_failed",
        code="unexpected",
        fault=type(fault).__name__,
        path=_place(request),
        advice="A fault of the program: look at the trace above, and report it.",
    )
    return await _answer(request, 500, "unexpected")


def _place(request: Request) -> str:
    """The route's pattern; the path itself may hold a one-time token and is not logged."""
    route = request.scope.get("route")
    return str(getattr(route, "path", "unknown"))
