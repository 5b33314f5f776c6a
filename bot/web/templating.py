"""The pages' templates."""

from datetime import datetime
from pathlib import Path

from fastapi.templating import Jinja2Templates

from bot.conversation.wording import say_moment
from bot.web.desk.navigation import MENU
from vocabulary.beijing import BEIJING

TEMPLATES = Jinja2Templates(Path(__file__).parent)


def _say_beijing_time(moment: datetime) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}"


TEMPLATES.env.filters["beijing"] = _say_beijing_time
TEMPLATES.env.filters["said"] = say_moment
TEMPLATES.env.globals["menu"] = MENU
