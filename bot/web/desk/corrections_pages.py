"""Takes corrections from the conversation page, and shows them to the second person who decides."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from bot.desk.corrections import Corrections
from bot.errors import StaffRefusal
from bot.kernel.desk.corrections import INTENT_WORDS, PROGRAMME_WORDS, CorrectionState, Lesson
from bot.kernel.desk.staff import StaffAct
from bot.web.desk.pages import show_page
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Id
from bot.web.routing import Router

Typed = Annotated[str, Form(max_length=2000)]
Chosen = Annotated[list[str], Form(max_length=50)]
STATES = {
    CorrectionState.PROPOSED: "等人看",
    CorrectionState.ACCEPTED: "采纳了",
    CorrectionState.REJECTED: "没采纳",
}
_NONE: list[str] = []


class MarkBody(BaseModel):
    """What should have been understood instead."""

    message: int
    intents: list[Annotated[str, Field(max_length=40)]] = Field(max_length=10)
    programmes: list[Annotated[str, Field(max_length=40)]] = Field(default_factory=list, max_length=10)
    note: str = Field("", max_length=500)


@dataclass(frozen=True)
class CorrectionsPages:
    """`/console/corrections`, and the API below it."""

    guard: Guard
    corrections: Corrections

    def router(self) -> APIRouter:
        mark = [require(self.guard.api(StaffAct.CORRECT), StaffAct.CORRECT)]
        review = [require(self.guard.page(StaffAct.REVIEW_CORRECTIONS), StaffAct.REVIEW_CORRECTIONS)]
        router = Router(prefix="/console")
        router.add_api_route("/api/corrections/choices", self.get_choices, methods=["GET"], dependencies=mark)
        router.add_api_route("/api/corrections", self.mark, methods=["POST"], dependencies=mark)
        router.add_api_route("/corrections", self.show_list, methods=["GET"], dependencies=review)
        router.add_api_route(
            "/corrections/{correction_id}", self.decide, methods=["POST"], dependencies=review
        )
        return router

    async def get_choices(self) -> JSONResponse:
        """Intents and programmes to choose from."""
        return JSONResponse({"intents": dict(INTENT_WORDS), "programmes": dict(PROGRAMME_WORDS)})

    async def mark(self, request: Request, body: MarkBody) -> JSONResponse:
        """Says that the bot took a message for something else."""
        made = await self.corrections.propose(
            body.message, staff_of(request), body.intents, body.programmes, body.note
        )
        return JSONResponse({"id": made}, 201)

    async def show_list(
        self, request: Request, state: Annotated[str, Query(max_length=20)] = "proposed"
    ) -> Response:
        """What waits to be looked at, or what became of it."""
        return await self._list(request, state)

    async def decide(
        self,
        request: Request,
        correction_id: Id,
        act: Typed = "",
        text: Typed = "",
        intents: Chosen = _NONE,
        programmes: Chosen = _NONE,
    ) -> Response:
        """Lets an example into training, or not."""
        lesson = Lesson(text, tuple(intents), tuple(programmes))
        try:
            if act not in ("accept", "reject"):
                raise StaffRefusal("no_act", "请点“采纳”或“不采纳”。", 422)
            await self.corrections.decide(
                correction_id, staff_of(request), lesson, is_accepted=act == "accept"
            )
        except StaffRefusal as refusal:
            return await self._list(request, "proposed", refusal, {correction_id: lesson})
        return RedirectResponse("/console/corrections", 303)

    async def _list(
        self,
        request: Request,
        state: str,
        refusal: StaffRefusal | None = None,
        typed: dict[int, Lesson] | None = None,
    ) -> Response:
        shown = CorrectionState(state) if state in set(CorrectionState) else CorrectionState.PROPOSED
        found, counts = await self.corrections.find(shown)
        told: dict[str, Any] = {
            "state": shown,
            "states": STATES,
            "counts": counts,
            "found": found,
            "intents": INTENT_WORDS,
            "programmes": PROGRAMME_WORDS,
            "typed": typed or {},
            "words": refusal.words if refusal else "",
        }
        return show_page(request, "desk/corrections.html", told, refusal.status if refusal else 200)
