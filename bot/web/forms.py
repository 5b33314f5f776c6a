"""What the pages with forms share: never cached, never named to other sites, and no form from elsewhere is taken."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Form, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from bot.web.templates import TEMPLATES

_COOKIE = "huzhu_form"
_LIFE_SECONDS = 1800

_LONGEST = 100
Field = Annotated[str, Form(max_length=_LONGEST)]


def read_field(form: FormData, name: str) -> str:
    """A short line of a form that a page reads itself."""
    value = form.get(name)
    return value[:_LONGEST] if isinstance(value, str) else ""


@dataclass(frozen=True)
class FormPages:
    """Shows pages with a form below one path, each with a token that only this browser can send back."""

    path: str
    make_token: Callable[[], str] = lambda: secrets.token_urlsafe(18)

    def is_ours(self, request: Request, csrf: str) -> bool:
        """Whether the form was shown to this browser."""
        expected = request.cookies.get(_COOKIE, "")
        return bool(expected) and hmac.compare_digest(expected.encode(), csrf.encode())

    def show(self, request: Request, template: str, context: Mapping[str, Any], status: int) -> Response:
        """The page, with a fresh token in the form and in a cookie; a page still open elsewhere keeps working."""
        csrf = request.cookies.get(_COOKIE) or self.make_token()
        page = TEMPLATES.TemplateResponse(request, template, {**context, "csrf": csrf}, status)
        page.set_cookie(
            _COOKIE,
            csrf,
            max_age=_LIFE_SECONDS,
            path=self.path,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        page.headers["Cache-Control"] = "no-store"
        page.headers["Referrer-Policy"] = "no-referrer"
        return page
