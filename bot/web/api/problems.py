"""Answers errors of the API as RFC 9457 has them: a code to act on, words for whoever reads the log."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import JSONResponse, Response

BELOW = "/api/v1/"
MEDIA_TYPE = "application/problem+json"
_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "60"}, 503: {"Retry-After": "60"}}
_DETAILS = {
    "api_key_unknown": "没有带密钥，或密钥不对、已停用：Authorization: Bearer hz_…",
    "scope_missing": "这个密钥没有这项权限。",
    "api_too_often": "调用太频繁，请过一分钟再试。",
    "invalid_fields": "参数或内容不符合 openapi.json 的规定。",
    "database_unavailable": "数据库暂时连不上，请稍后再试；没有改动任何东西。",
    "paper_unknown": "没有这份材料，或已按会员本人要求删除。",
}

_BY_STATUS = {
    404: "没有这个地址：有哪些写在 /api/v1/openapi.json。",
    405: "这个地址不收这样的请求：收哪些写在 /api/v1/openapi.json。",
}


def is_for_systems(request: Request) -> bool:
    """Whether a system of the centre's asked."""
    return request.url.path.startswith(BELOW)


def answer_problem(status: int, code: str) -> Response:
    """The problem by its code."""
    title = HTTPStatus(status).phrase
    detail = _DETAILS.get(code) or _BY_STATUS.get(status, "出了点问题，请稍后再试。")
    told = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}
    return JSONResponse(told, status, headers=_HEADERS.get(status), media_type=MEDIA_TYPE)
