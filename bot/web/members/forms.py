"""Shows and checks members' forms: pages are not cached, links are not told to other sites, each form is ours and sent once."""

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from cryptography.fernet import Fernet, InvalidToken
from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from bot.web.templating import TEMPLATES

_COOKIE = "huzhu_form"
_NOTE = "huzhu_note"
_LIFE_SECONDS = 1800
_NOTE_SECONDS = 120

_LONGEST = 100
Field = Annotated[str, Form(max_length=_LONGEST)]


def read_field(form: FormData, name: str) -> str:
    """A short line of a form that a page reads itself."""
    value = form.get(name)
    return value[:_LONGEST] if isinstance(value, str) else ""


@dataclass(frozen=True)
class FormPages:
    """Shows pages with a form, each with a token that only this browser can send back.

    A form that was sent is answered by the way to a page: reloading that sends nothing again. What the page has to
    say of it goes along in a sealed cookie that is read once.
    """

    seal: Fernet
    make_token: Callable[[], str] = lambda: secrets.token_urlsafe(18)

    @classmethod
    def from_key(cls, key: bytes) -> "FormPages":
        """With a key of 32 bytes."""
        return cls(Fernet(base64.urlsafe_b64encode(key)))

    def is_ours(self, request: Request, csrf: str) -> bool:
        """Whether the form was shown to this browser."""
        expected = request.cookies.get(_COOKIE, "")
        return bool(expected) and hmac.compare_digest(expected.encode(), csrf.encode())

    def go_on(self, request: Request, path: str, note: Mapping[str, Any] | None = None) -> Response:
        """To a page of ours, which reads the note once."""
        answer = RedirectResponse(path, 303)
        if note:
            sealed = self.seal.encrypt(json.dumps(note, ensure_ascii=False).encode()).decode()
            keep_cookie(request, answer, _NOTE, sealed, _NOTE_SECONDS, path.partition("#")[0])
        return answer

    def read_note(self, request: Request) -> dict[str, Any]:
        """What the form that led here left for this page."""
        try:
            note = self.seal.decrypt(request.cookies.get(_NOTE, "").encode(), ttl=_NOTE_SECONDS)
        except InvalidToken:
            return {}
        read: dict[str, Any] = json.loads(note)
        return read

    def show(
        self, request: Request, template: str, context: Mapping[str, Any], status: int = 200
    ) -> Response:
        """The page, with a fresh token in the form and in a cookie; a page still open elsewhere keeps working."""
        csrf = request.cookies.get(_COOKIE) or self.make_token()
        page = TEMPLATES.TemplateResponse(request, template, {**context, "csrf": csrf}, status)
        keep_cookie(request, page, _COOKIE, csrf, _LIFE_SECONDS, "/")
        if _NOTE in request.cookies:
            page.delete_cookie(_NOTE, path=request.url.path)
        page.headers["Cache-Control"] = "no-store"
        page.headers["Referrer-Policy"] = "no-referrer"
        return page


def keep_cookie(
    request: Request,
    answer: Response,
    name: str,
    value: str,
    seconds: int,
    path: str,
    samesite: Literal["lax", "strict"] = "strict",
) -> None:
    """Lets the browser keep something that no script can read, and that goes by https where members come by it."""
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        httponly=True,
        samesite=samesite,
        secure=request.url.scheme == "https",
    )
