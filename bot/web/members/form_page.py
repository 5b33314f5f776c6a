"""The page where a form of the chat is filled in at once: all its questions, then what was understood, then one yes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast, get_args

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from bot.conversation.members.form_filling import FormAway, FormFilling
from bot.kernel.members.pages import PagePurpose
from bot.web.members.page_door import STALE, PageDoor
from bot.web.routing import Router
from vocabulary.form_pages import FormShown, FormTyped, PageWish

_LONGEST, _MOST_FIELDS, _MOST_IN_A_COOKIE = 500, 20, 600
_NAMED = "field."
_AWAY = "现在读不了您填的，什么都没有提交。过一会儿再点一次；着急就打职工服务热线 12351。"
_STATUS = {"open": 200, "sent": 200, "gone": 410}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class FormPage:
    """Shows the form's questions with what is known, reads what is typed, and reads it back before it is sent."""

    filling: FormFilling
    door: PageDoor

    def router(self) -> APIRouter:
        router = Router(default_response_class=HTMLResponse)
        router.add_api_route("/form/{token}", self.show, methods=["GET"])
        router.add_api_route("/form/{token}", self.fill, methods=["POST"])
        router.add_api_route("/form/{token}/check", self.check, methods=["GET"])
        router.add_api_route("/form/{token}/check", self.send, methods=["POST"])
        return router

    async def show(self, request: Request, token: str) -> Response:
        """All questions, with what is known; what was wrong with the last try stands at its field."""
        if stopped := await self.door.stop(request, PagePurpose.FORM, token):
            return stopped
        note = self.door.forms.read_note(request)
        try:
            form = await self.filling.look(token)
        except FormAway:
            return self._show(request, token, FormShown("open"), {"words": _AWAY}, 503)
        faults, typed = note.get("faults", {}), note.get("typed", {})
        status = 422 if faults else _STATUS[form.state]
        return self._show(request, token, form, {**note, "faults": faults, "typed": typed}, status)

    async def fill(self, request: Request, token: str) -> Response:
        """What was typed: kept where it does, and then read back; else each fault at its field."""
        path = f"/form/{token}"
        if stopped := await self.door.stop(request, PagePurpose.FORM, token):
            return stopped
        async with request.form(max_fields=_MOST_FIELDS + 5, max_files=0) as sent:
            is_ours = self.door.forms.is_ours(request, _read(sent, "csrf"))
            typed = _read_typed(sent)
        if not is_ours:
            return self.door.forms.go_on(request, path, {"words": STALE, "typed": _fit(typed.words)})
        try:
            form = await self.filling.fill(token, typed)
        except FormAway:
            return self.door.forms.go_on(request, path, {"words": _AWAY, "typed": _fit(typed.words)})
        log.info("form_typed", code="form_faulty" if form.is_faulty else f"form_{form.state}")
        if form.is_faulty:
            faulty = {one.name: one for one in form.fields if one.fault}
            note = {
                "faults": {name: one.fault for name, one in faulty.items()},
                "typed": _fit({name: one.words for name, one in faulty.items()}),
            }
            return self.door.forms.go_on(request, path, note)
        if typed.wish == "save":
            return self.door.forms.go_on(request, path, {"kept": True})
        return self.door.forms.go_on(request, f"{path}/check" if form.summary else path)

    async def check(self, request: Request, token: str) -> Response:
        """All that is known, to be said yes to."""
        if stopped := await self.door.stop(request, PagePurpose.FORM, token):
            return stopped
        note = self.door.forms.read_note(request)
        try:
            form = await self.filling.look(token)
        except FormAway:
            return self._show(request, token, FormShown("open"), {"words": _AWAY}, 503)
        if form.state != "open" or not form.summary:
            return self.door.forms.go_on(request, f"/form/{token}")
        return self._show(request, token, form, {**note, "checks": True}, 200)

    async def send(self, request: Request, token: str) -> Response:
        """The yes."""
        path = f"/form/{token}"
        if stopped := await self.door.stop(request, PagePurpose.FORM, token):
            return stopped
        async with request.form(max_fields=_MOST_FIELDS, max_files=0) as sent:
            is_ours, task = self.door.forms.is_ours(request, _read(sent, "csrf")), _read(sent, "task")
        if not is_ours:
            return self.door.forms.go_on(request, f"{path}/check", {"words": STALE})
        try:
            form = await self.filling.fill(token, FormTyped("send", task))
        except FormAway:
            return self.door.forms.go_on(request, f"{path}/check", {"words": _AWAY})
        log.info("form_sent", code=f"form_{form.state}")
        return self.door.forms.go_on(request, path)

    def _show(
        self, request: Request, token: str, form: FormShown, note: dict[str, object], status: int
    ) -> Response:
        context = {"base": f"/form/{token}", "form": asdict(form), "note": note}
        return self.door.forms.show(request, "members/form.html", context, status)


def _read(sent: FormData, name: str) -> str:
    value = sent.get(name)
    return value[:_LONGEST] if isinstance(value, str) else ""


def _fit(words: Mapping[str, str]) -> dict[str, str]:
    """As many of the words as go into a cookie, the short ones first: what is too long for it has to be typed again."""
    kept: dict[str, str] = {}
    for name, typed in sorted(words.items(), key=lambda one: len(one[1])):
        if sum(map(len, kept.values())) + len(typed) > _MOST_IN_A_COOKIE:
            break
        kept[name] = typed
    return kept


def _read_typed(sent: FormData) -> FormTyped:
    """Each field's words; a wish that is not known only saves."""
    wish = _read(sent, "wish")
    words = {
        name.removeprefix(_NAMED): _read(sent, name)
        for name in list(sent)[:_MOST_FIELDS]
        if name.startswith(_NAMED)
    }
    known = wish if wish in set(get_args(PageWish)) - {"send", "look"} else "save"
    return FormTyped(cast("PageWish", known), _read(sent, "task"), words)
