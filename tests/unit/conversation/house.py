"""A whole bot around a fake engine: real SQLite, the real web application, WeChat's real bytes."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI, Request, Response
from sqlalchemy import text

from bot.conversation.bot_turn import BotTurn
from bot.conversation.chat_history import ChatHistory
from bot.conversation.handoff import Handoffs
from bot.conversation.late_answers import LateAnswers
from bot.conversation.members.chats import MemberChats
from bot.conversation.members.identity import IdentityCheck
from bot.conversation.members.leaving import Leaving
from bot.conversation.members.openers import Openers
from bot.conversation.members.pages import MemberPages
from bot.conversation.members.papers import Papers
from bot.conversation.members.profile import ProfilePage
from bot.conversation.members.undoing import Undoing
from bot.conversation.notice_choices import NoticeChoices
from bot.conversation.reception import Accepted, Reception
from bot.conversation.recovery import Recovery
from bot.conversation.turns import Turns
from bot.conversation.waiting_room import WaitingRoom
from bot.conversation.windows import Windows
from bot.delivery import Delivery
from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Inbound, Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.conversation.working_hours import WorkingHours
from bot.kernel.outreach.sending_plan import QuietHours
from bot.kernel.signing import Signer
from bot.memory.in_process import InProcessLocks, InProcessWakeUps
from bot.memory.postgres_locks import PostgresLocks
from bot.memory.presence import InProcessPresence
from bot.memory.rates import Rates
from bot.memory.redis_client import open_redis
from bot.memory.redis_presence import RedisPresence
from bot.memory.redis_wake_ups import RedisWakeUps
from bot.outreach.notices.rounds import NoticeRounds
from bot.outreach.notices.teller import Teller
from bot.outreach.notices.template_notices import TemplateNotices
from bot.outreach.notices.template_switches import TemplateSwitches
from bot.records.conversation import transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.database import Database
from bot.records.desk.pictures import KeptPictures
from bot.web.application import create_application
from bot.web.channels.chat import WebChat
from bot.web.channels.chat_page import ChatPage
from bot.web.channels.newcomers import Newcomers
from bot.web.channels.wechat import WeChatEntrance
from bot.web.members.forms import FormPages
from bot.web.members.identity_page import IdentityPage
from bot.web.members.page_door import PageDoor
from bot.web.members.papers_page import PapersPage
from bot.web.members.privacy_page import PrivacyPage
from bot.web.members.profile_page import ProfileForm
from bot.web.members.undo_page import UndoPage
from bot.web.members.wechat_sign_in import WeChatSignIn
from bot.web.pictures import SentPictures
from bot.wechat.inbound.envelope import Envelopes
from bot.wechat.inbound.signature import SignatureCheck
from testing.fakes import (
    FakeClock,
    FakeDetails,
    FakeEngine,
    FakeMembership,
    FakeMessenger,
    FakeOAuth,
    FakePaperStore,
    FakePictures,
    FakeTemplateSender,
    FakeUploads,
    FakeVisitBook,
)
from testing.migrated import open_migrated
from testing.wechat_account import ACCOUNT
from tests.unit.conversation.fake_console import LINKS, FakeConsole, join_fake_console
from vocabulary.tickets import TicketReason
from wechat_sim.pushes import Push, event_nodes, text_nodes, write_push
from wechat_sim.replies import DecryptedReply, read_reply

OPENID = "oTestFollower000000000000001"
BUDGET_SECONDS = 6.0
"""Ample for an answer on a busy machine; so long is also waited for a database that is away."""
LATE_SECONDS = 0.6
"""So long is waited for an engine that holds its answers back: they come too late."""
WAIT = timedelta(seconds=20)


@dataclass
class House:
    """Its doors, and what stands behind them."""

    database: Database
    http: httpx.AsyncClient
    turns: Turns
    handoffs: Handoffs
    delivery: Delivery
    recovery: Recovery
    notices: NoticeRounds
    engine: FakeEngine
    messenger: FakeMessenger
    clock: FakeClock
    store: FakePaperStore
    pictures: FakePictures
    visits: FakeVisitBook
    template_sender: FakeTemplateSender
    templates: TemplateNotices
    console: FakeConsole
    uploads: FakeUploads
    details: FakeDetails
    wechat: FakeOAuth
    app: FastAPI
    last_push: Push | None = None

    async def open_ticket(self, words: str = "转人工", visitor: str = "v1") -> int:
        """Lets a visitor of the web chat ask for a person; the ticket's number."""
        self.engine.turns[words] = Turn(
            (Spoken(Reply("好，给您转人工。")),), person=Handoff(TicketReason.REQUESTED)
        )
        await self.chat(words, visitor)
        return int((await self.rows("SELECT max(id) FROM tickets"))[0][0])

    async def chat(self, words: str, visitor: str = "v1", **more: Any) -> dict[str, Any]:
        """Says something in the web chat."""
        answer = await self.http.post("/api/chat/messages", json={"visitor": visitor, "text": words, **more})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def write(self, words: str, openid: str = OPENID) -> Push:
        """A signed and encrypted push of a text."""
        return write_push(ACCOUNT, openid, text_nodes(words), self.clock())

    def write_nodes(self, nodes: Mapping[str, str], *, as_typed: bool = False) -> Push:
        """A push of any nodes; `as_typed`: with words that are not escaped."""
        return write_push(ACCOUNT, OPENID, nodes, self.clock(), as_typed=as_typed)

    def write_event(self, event: str, openid: str = OPENID) -> Push:
        """A signed and encrypted push of an event."""
        return write_push(ACCOUNT, openid, event_nodes(event), self.clock())

    async def deliver(self, push: Push) -> DecryptedReply | None:
        """One delivery of a push; the decrypted reply, or None for a bare acknowledgement."""
        self.last_push = push
        answer = await self.http.post(f"/wechat?{push.query}", content=push.body)
        assert answer.status_code == 200, answer.text
        return read_reply(ACCOUNT, push.nodes, answer.content)

    async def notify(self, conversation_id: int, words: str) -> None:
        """Says something that answers no message."""
        async with self.database.begin() as session:
            conversation = await find_conversation_by_id(session, conversation_id)
            said = await transcript.record_spoken(
                session, conversation_id, [Spoken(Reply(words), "system")], self.clock()
            )
        await self.delivery.say(conversation, said, "notice")

    def open_browser(self) -> httpx.AsyncClient:
        """Another browser, that knows nothing of this one's."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://test")

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database holds."""
        async with self.database.begin() as session:
            return [tuple(row) for row in await session.execute(text(query))]

    async def run(self, statement: str) -> None:
        """Changes what the database holds."""
        async with self.database.begin() as session:
            await session.execute(text(statement))


def first_text(answer: dict[str, Any]) -> str:
    """All that was said, as one text."""
    return "\n".join(reply["text"] for reply in answer["replies"])


@asynccontextmanager
async def build_house(
    folder: Path,
    *,
    own_desk: bool = False,
    hours: WorkingHours | None = None,
    database_url: str = "",
    redis_url: str = "",
    budget_seconds: float = BUDGET_SECONDS,
    newcomers: Newcomers | None = None,
    asks_wechat: bool = True,
) -> AsyncIterator[House]:
    """Builds it in `folder`, and takes it down; `own_desk`: WeChat's customer-service desk takes over.

    With a PostgreSQL and a Redis, several houses are several processes of one bot.
    """
    database_url = database_url or f"sqlite+aiosqlite:///{folder / 'bot.db'}"
    database = await open_migrated(database_url)
    engine, messenger, clock = FakeEngine(), FakeMessenger(), FakeClock()
    redis = open_redis(redis_url) if redis_url else None
    wake_ups = RedisWakeUps(redis) if redis else InProcessWakeUps()
    listening = asyncio.create_task(wake_ups.run()) if isinstance(wake_ups, RedisWakeUps) else None
    delivery = Delivery(database, wake_ups, clock, messenger)
    presence = RedisPresence(redis, clock) if redis else InProcessPresence(clock)
    handoffs = Handoffs(database, clock, hours or WorkingHours(), presence=presence)
    pages = MemberPages(
        "http://test", clock, Signer(b"a key of the tests, 32 bytes long"), asks_wechat=asks_wechat
    )
    membership, details = FakeMembership(), FakeDetails()
    chats, openers = MemberChats(pages, delivery, clock), Openers(database, pages, delivery, clock)
    door = PageDoor(openers, FormPages.from_key(bytes(32)))
    wechat = FakeOAuth()
    store, pictures = FakePaperStore(), FakePictures()
    visits, uploads = FakeVisitBook(), FakeUploads()
    identity = IdentityCheck(database, membership, handoffs, chats, pages, clock)
    papers = Papers(database, pages, store, delivery, clock, pictures)
    profile = ProfilePage(database, pages, membership, details, chats, clock)
    undoing = Undoing(database, pages, chats, details, handoffs, clock)
    switches, template_sender = TemplateSwitches(LINKS), FakeTemplateSender()
    bot_turn = BotTurn(engine, pages, identity, papers, Windows(visits), handoffs, NoticeChoices(switches))
    locks = PostgresLocks(database_url) if database.is_shared else InProcessLocks()
    templates = TemplateNotices(database, template_sender, clock)
    teller = Teller(database, delivery, switches, templates, QuietHours(time(21), time(8, 30)), clock)
    notices = NoticeRounds(database, visits, teller, clock)
    leaving = Leaving(database, handoffs, details, clock)
    late = LateAnswers(database, locks, bot_turn, delivery, clock)
    turns = Turns(database, locks, bot_turn, delivery, leaving, clock, late, templates)
    history = ChatHistory(database, wake_ups, clock)
    console = join_fake_console(
        database, delivery, engine, locks, late, wake_ups, chats, clock, presence, teller, pictures
    )
    reception = WaitingRoom(Reception(database, pages.signer, clock, handoffs))
    recovery = Recovery(database, turns, delivery, clock, WAIT, reception)
    routers = [
        WebChat(
            reception, turns, history, newcomers or Newcomers(Rates(10_000), Rates(10_000)), door
        ).router(),
        ChatPage(demo=False).router(),
        IdentityPage(identity, turns, door).router(),
        ProfileForm(profile, door).router(),
        PapersPage(papers, door).router(),
        UndoPage(undoing, door).router(),
        PrivacyPage().router(),
        WeChatSignIn(wechat, identity, door, "http://test").router(),  # type: ignore[arg-type]
        SentPictures(KeptPictures(database)).router(),
        *console.routers(),
        _open_entrance(
            reception, turns, delivery, clock, handoffs if own_desk else None, uploads, budget_seconds, engine
        ),
    ]
    app = create_application([*routers, door.router()], {}, live_nothing, centre="某市职工互助保障服务中心")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        yield House(
            database,
            http,
            turns,
            handoffs,
            delivery,
            recovery,
            notices,
            engine,
            messenger,
            clock,
            store,
            pictures,
            visits,
            template_sender,
            templates,
            console,
            uploads,
            details,
            wechat,
            app,
        )
    await turns.finish()
    await wake_ups.close()
    if listening:
        listening.cancel()
        await asyncio.wait({listening})
    if redis:
        await redis.aclose()
    await locks.close()
    await database.close()


def _open_entrance(
    reception: WaitingRoom,
    turns: Turns,
    delivery: Delivery,
    clock: FakeClock,
    own_desk: Handoffs | None,
    uploads: FakeUploads,
    budget_seconds: float,
    engine: FakeEngine,
) -> APIRouter:
    """WeChat's entrance, in safe mode."""
    envelopes = Envelopes(SignatureCheck(ACCOUNT.token), ACCOUNT.app_id, (ACCOUNT.aes_key,))
    entrance = WeChatEntrance(
        envelopes, reception, turns, delivery, budget_seconds, clock, own_desk, pictures=uploads
    )
    hasty = replace(
        entrance,
        reception=_PatientRoom(reception.reception),
        budget_seconds=min(budget_seconds, LATE_SECONDS),
    )
    router = APIRouter()

    async def receive(request: Request) -> Response:
        is_held = engine.wait is not None and not engine.wait.is_set()
        return await (hasty if is_held else entrance).receive(request)

    router.add_api_route("/wechat", entrance.check_url, methods=["GET"])
    router.add_api_route("/wechat", receive, methods=["POST"])
    return router


class _PatientRoom(WaitingRoom):
    """Waits for the database as long as ever, where little is waited for an answer."""

    async def accept(self, inbound: Inbound, patience_seconds: float) -> Accepted | None:
        return await super().accept(inbound, max(patience_seconds, BUDGET_SECONDS))


@asynccontextmanager
async def live_nothing() -> AsyncIterator[None]:
    """Nothing lives beside the application."""
    yield
