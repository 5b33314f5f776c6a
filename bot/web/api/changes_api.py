"""`/api/v1`: the centre's systems fetch what changed, say that they have it, and fetch the papers that belong to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Path, Query
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response

from bot.desk.api_keys import ApiKeys
from bot.errors import PaperUnknown
from bot.kernel.desk.api_keys import ApiKey, Scope
from bot.kernel.members.outgoing import Parcel
from bot.web.api.key_guard import KeyGuard
from bot.web.api.problems import MEDIA_TYPE
from bot.web.api.shapes import MOST_KEYS, AckAnswer, AckBody, AnyChange, ChangesPage, ProblemAnswer, Receipt
from bot.web.routing import Router

_MOST = 2**63 - 1
After = Annotated[int, Query(ge=0, le=_MOST, description="Only what stands behind this position.")]
Limit = Annotated[int, Query(ge=1, le=MOST_KEYS)]
PaperId = Annotated[int, Path(ge=1, le=_MOST)]
_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "content": {MEDIA_TYPE: {"schema": ProblemAnswer.model_json_schema()}}}
    for status, words in {
        401: "No key, or a wrong one",
        403: "The key is not good for this",
        422: "Not as this document has it",
        429: "Too often",
        503: "The database is away",
    }.items()
}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {}, "application/pdf": {}}},
    404: {"description": "No such paper, or it was erased"},
}


class WaitingChanges(Protocol):
    """What nobody took in yet."""

    async def find_waiting(self, after: int, limit: int) -> Sequence[Parcel]: ...

    async def acknowledge(self, keys: Collection[str], by: str) -> tuple[int, Sequence[str]]: ...

    async def read_paper(self, paper_id: int) -> tuple[str, bytes] | None:
        """Media type and content."""
        ...


@dataclass(frozen=True)
class ChangesApi:
    """Three routes and their description."""

    guard: KeyGuard
    keys: ApiKeys
    outbox: WaitingChanges

    def router(self) -> APIRouter:
        router = Router(prefix="/api/v1")
        router.add_api_route(
            "/changes",
            self._bind_fetch(),
            methods=["GET"],
            response_model=ChangesPage,
            responses=_REFUSALS,
            summary="Changes that nobody took in yet, in order",
        )
        router.add_api_route(
            "/changes/ack",
            self._bind_ack(),
            methods=["POST"],
            response_model=AckAnswer,
            responses=_REFUSALS,
            summary="These changes are stored: they are not given again",
        )
        router.add_api_route(
            "/papers/{paper_id}",
            self._bind_paper(),
            methods=["GET"],
            response_class=Response,
            responses=_REFUSALS | _FILE,
            summary="A paper's content",
        )
        described = list(router.routes)

        async def describe() -> JSONResponse:
            return JSONResponse(describe_api(described))

        router.add_api_route("/openapi.json", describe, methods=["GET"], include_in_schema=False)
        return router

    def _bind_fetch(self) -> Any:
        required = self.guard.require(Scope.READ_CHANGES)

        async def fetch_changes(
            key: Annotated[ApiKey, required], after: After = 0, limit: Limit = 100
        ) -> Response:
            found = await self.outbox.find_waiting(after, limit)
            following = found[-1].position if len(found) == limit else None
            if found:
                details = {"count": len(found), "first": found[0].position, "last": found[-1].position}
                await self.keys.note_fetched(key, details)
            listed = b",".join(one.body for one in found)
            end = b"null" if following is None else str(following).encode()
            return Response(
                b'{"changes":[' + listed + b'],"next":' + end + b"}", media_type="application/json"
            )

        return fetch_changes

    def _bind_ack(self) -> Any:
        required = self.guard.require(Scope.ACK_CHANGES)

        async def acknowledge_changes(key: Annotated[ApiKey, required], body: AckBody) -> AckAnswer:
            fresh, unknown = await self.outbox.acknowledge(body.keys, f"key:{key.name}")
            await self.keys.note_acknowledged(key, {"count": fresh, "unknown": len(unknown)})
            return AckAnswer(acknowledged=fresh, unknown=list(unknown))

        return acknowledge_changes

    def _bind_paper(self) -> Any:
        required = self.guard.require(Scope.READ_PAPERS)

        async def fetch_paper(key: Annotated[ApiKey, required], paper_id: PaperId) -> Response:
            found = await self.outbox.read_paper(paper_id)
            if found is None:
                raise PaperUnknown
            await self.keys.note_paper(key, paper_id)
            media_type, content = found
            return Response(content, media_type=media_type, headers={"Content-Disposition": "attachment"})

        return fetch_paper


def describe_api(routes: Sequence[Any]) -> dict[str, Any]:
    """The OpenAPI document of these routes alone, with the webhook that sends the same changes."""
    webhooks = Router()

    async def receive_change(change: AnyChange) -> Receipt:
        raise NotImplementedError

    webhooks.add_api_route(
        "change", receive_change, methods=["POST"], response_model=Receipt, summary="One change, signed"
    )
    return get_openapi(
        title="Huzhu: what goes out to the centre's own systems",
        version="1",
        description="See docs/api.md.",
        routes=routes,
        webhooks=list(webhooks.routes),
    )
