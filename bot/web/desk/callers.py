"""Finds who asks to sign in, by address and by the cookie of known browsers, and sets the cookies once they are in."""

from datetime import timedelta

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.accounts.sign_in import Entered
from bot.desk.accounts.try_limits import Caller
from bot.kernel.desk.sign_in_limits import KNOWN_FOR
from bot.web.addresses import find_address
from bot.web.desk.guard import COOKIE

_DEVICES = "huzhu_devices"
_LONGEST = 2000


def find_caller(request: Request) -> Caller:
    """Whoever sent this."""
    return Caller(find_address(request), request.cookies.get(_DEVICES, "")[:_LONGEST])


def let_in(request: Request, entered: Entered, next: str) -> Response:
    """Goes where one wanted to go, with the session's cookie, and the browser known from now on."""
    # Only a path of the console: a form must not send people elsewhere.
    place = next if next.startswith("/console") and "//" not in next else "/console"
    answer = RedirectResponse(place, 303)
    _set_cookie(request, answer, COOKIE, entered.token)
    if entered.devices:
        _set_cookie(request, answer, _DEVICES, entered.devices, KNOWN_FOR)
    return answer


def _set_cookie(
    request: Request, answer: Response, name: str, value: str, life: timedelta | None = None
) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=int(life.total_seconds()) if life else None,
        path="/console",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
