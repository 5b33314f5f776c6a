"""Shows a page of the console, with what every page of it needs."""

from typing import Any

from fastapi import Request
from fastapi.responses import Response

from bot.web.desk.signed_in import staff_of
from bot.web.templating import TEMPLATES

PRIVATE_FILE = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}
"""What a member sent opens inert, and is kept nowhere."""


def show_page(request: Request, template: str, told: dict[str, Any], status: int = 200) -> Response:
    """The template, by its path below `bot/web`, for the staff member who asks."""
    common = {"staff": staff_of(request), "csrf": getattr(request.state, "csrf", "")}
    return TEMPLATES.TemplateResponse(request, template, {**common, **told}, status)
