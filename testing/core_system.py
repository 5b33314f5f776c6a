"""A stand-in for a centre's core system: a real HTTP server on loopback over a claims database of its own, which fails on demand."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from aiohttp import web
from pydantic import BaseModel
from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.errors import UnknownMember
from claims.source.core import messages
from claims.source.core.connection import CoreAddress
from claims.source.core.opening import put_core_behind
from claims.source.recorded.source import RecordedSource
from claims.tables import CoreMemberRow, MemberRow
from claims.values import MemberId
from testing.core_messages import write_answer
from testing.processes import find_free_port
from vocabulary.beijing import BEIJING

_ANY_TIME = datetime(2026, 3, 18, 10, tzinfo=BEIJING)
KEY = "the-key-of-a-stand-in"

CoreFault = Literal[
    "slow",
    "failing",
    "garbage",
    "half",
    "foreign",
    "huge",
    "redirect",
    "refuses",
    "elsewhere",
    "compressed",
    "cut",
]


@dataclass
class CoreSystem:
    """Serves the records of `database`, complete up to `as_of()`, until it is told to fail."""

    database: ClaimsDatabase
    as_of: Callable[[], datetime]
    port: int = field(default_factory=find_free_port)
    fault: CoreFault | None = None
    faults_to_come: Sequence[CoreFault | None] = ()
    """Of the next questions, one by one; then `fault`."""
    alter: Callable[[BaseModel], BaseModel] = lambda answer: answer
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> CoreAddress:
        """Where it answers; patient enough for a busy machine."""
        return CoreAddress(f"http://127.0.0.1:{self.port}/v1", KEY, 5.0)

    @asynccontextmanager
    async def run(self) -> AsyncIterator["CoreSystem"]:
        """Serves within the block."""
        app = web.Application(middlewares=[self._fail_on_demand])
        app.router.add_get("/v1/status", self._say_status)
        app.router.add_post("/v1/members/find", self._find)
        app.router.add_post("/v1/members/{ref}/prove", self._prove)
        app.router.add_post("/v1/members/{ref}/reveal", self._reveal)
        app.router.add_get("/v1/members/{ref}", self._answer("profile"))
        for part in ("enrolments", "claims", "relief-applications"):
            app.router.add_get(f"/v1/members/{{ref}}/{part}", self._answer(part))
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield self
        finally:
            await runner.cleanup()

    @web.middleware
    async def _fail_on_demand(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path.removeprefix('/v1/')}")
        fault: CoreFault | None = self.fault
        if self.faults_to_come:
            fault, *self.faults_to_come = self.faults_to_come
        if request.headers.get("authorization") != f"Bearer {KEY}" or fault == "refuses":
            return web.json_response({"code": "wrong_key"}, status=401)
        match fault:
            case "slow":
                await asyncio.Event().wait()
            case "failing":
                return web.Response(status=500, text="Traceback (most recent call last): …")
            case "garbage":
                return web.json_response({"claims": "none", "member": 7})
            case "half":
                whole = await handler(request)
                assert isinstance(whole, web.Response)
                assert isinstance(whole.body, bytes)
                return web.Response(body=whole.body[: len(whole.body) // 2], content_type="application/json")
            case "huge":
                return web.Response(body=b"[" + b" " * (3 << 20) + b"]", content_type="application/json")
            case "redirect":
                return web.Response(status=307, headers={"Location": f"{request.path}?again"})
            case "elsewhere":
                return web.Response(status=404, text="<h1>Not Found</h1>", content_type="text/html")
            case "cut":
                assert request.transport
                request.transport.close()
            case "compressed":
                response = await handler(request)
                response.enable_compression(web.ContentCoding.gzip)
                return response
        return await handler(request)

    async def _say_status(self, _request: web.Request) -> web.Response:
        return _write(messages.StatusAnswer(as_of=self.as_of()))

    async def _find(self, request: web.Request) -> web.Response:
        typed = messages.FindQuestion.model_validate_json(await request.read())
        found = await self._records.find(typed.name, typed.id_number, typed.card_tail)
        return _write(messages.FoundAnswer(member=f"core-{found}" if found else None))

    async def _prove(self, request: web.Request) -> web.Response:
        typed, member = messages.ProveQuestion.model_validate_json(await request.read()), _read_ref(request)
        try:
            await self._records.find_profile(member)
        except UnknownMember:
            return _refuse()
        proved = await self._records.prove(member, typed.id_number, typed.known_number, phones=typed.phones)
        return _write(messages.ProvedAnswer(member=f"core-{member}", proved=proved))

    async def _reveal(self, request: web.Request) -> web.Response:
        asked, member = messages.RevealQuestion.model_validate_json(await request.read()), _read_ref(request)
        try:
            value = await self._records.reveal(member, asked.detail)
        except UnknownMember:
            return _refuse()
        return _write(messages.RevealedAnswer(member=f"core-{member}", value=value))

    def _answer(self, part: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            member = _read_ref(request)
            if self.fault == "foreign":
                member = MemberId(member + 1)
            try:
                told = await write_answer(self.database, member, part, self.as_of())
            except UnknownMember:
                return _refuse()
            return _write(self.alter(told))

        return answer

    @property
    def _records(self) -> RecordedSource:
        return RecordedSource(self.database)


@asynccontextmanager
async def read_over_http(database: ClaimsDatabase) -> AsyncIterator[ClaimsDatabase]:
    """The same database, whose members' records go out to a stand-in over it and come back."""
    async with database.begin() as session:
        members = list(await session.scalars(select(MemberRow.id)))
        rows = [CoreMemberRow(member_id=one, ref=f"core-{one}", proved_at=_ANY_TIME) for one in members]
        session.add_all(rows)
    async with CoreSystem(database, lambda: _ANY_TIME).run() as system:
        claims = put_core_behind(database, system.address, lambda: _ANY_TIME, fresh_for=timedelta(0))
        yield claims
        assert claims.core
        await claims.core.close()


def _read_ref(request: web.Request) -> MemberId:
    return MemberId(int(request.match_info["ref"].removeprefix("core-")))


def _write(answer: BaseModel) -> web.Response:
    return web.Response(body=answer.model_dump_json(warnings=False).encode(), content_type="application/json")


def _refuse() -> web.Response:
    return web.json_response({"code": "unknown_member"}, status=404)
