"""A whole bot with stand-ins at its doors: real SQLite, the real web application, WeChat's real bytes."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from bot.conversation.recovery import Recovery
from bot.conversation.turns import Turns
from bot.coordination.redis_wake_ups import RedisWakeUps
from bot.desk.replying import StaffDraft
from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from bot.kernel.desk.staff import StaffMember
from bot.outreach.notices.rounds import NoticeRounds
from bot.outreach.notices.template_notices import TemplateNotices
from bot.records.conversation import transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.database import Database
from bot.wiring import Parts, create_app, join_parts
from testing.hasty_turns import make_hasty
from testing.migrated import open_migrated
from testing.settings import make_settings
from testing.staff import CHEN, open_accounts
from testing.stand_ins import StandIns
from testing.wechat_account import ACCOUNT
from vocabulary.tickets import TicketReason
from wechat_sim.pushes import Push, event_nodes, text_nodes, write_push
from wechat_sim.replies import DecryptedReply, read_reply

OPENID = "oTestFollower000000000000001"
BUDGET_SECONDS = 6.0
"""Ample for an answer on a busy machine; so long is also waited for a database that is away."""


@dataclass(kw_only=True, repr=False)
class House(StandIns):
    """The bot, short ways to what most tests do to it, and the stand-ins at its doors."""

    parts: Parts
    app: FastAPI
    http: httpx.AsyncClient
    last_push: Push | None = None

    @property
    def database(self) -> Database:
        """The bot's own."""
        return self.parts.base.database

    @property
    def turns(self) -> Turns:
        return self.parts.conversation.turns

    @property
    def recovery(self) -> Recovery:
        return self.parts.conversation.recovery

    @property
    def notices(self) -> NoticeRounds:
        return self.parts.notices.rounds

    @property
    def templates(self) -> TemplateNotices:
        """What the account's template messages go through."""
        templates = self.notices.teller.templates
        assert isinstance(templates, TemplateNotices)
        return templates

    async def open_ticket(self, words: str = "转人工", visitor: str = "v1") -> int:
        """Lets a visitor of the web chat ask for a person; the ticket's number."""
        self.engine.turns[words] = Turn(
            (Spoken(Reply("好，给您转人工。")),), person=Handoff(TicketReason.REQUESTED)
        )
        await self.chat(words, visitor)
        return int((await self.rows("SELECT max(id) FROM tickets"))[0][0])

    async def take(self, ticket_id: int, staff: StaffMember = CHEN) -> None:
        """Somebody takes a ticket."""
        await self.parts.desk.tickets.holding.take(ticket_id, staff)

    async def reply(self, ticket_id: int, text: str, staff: StaffMember = CHEN) -> None:
        """Somebody says something, having read everything."""
        seen = (await self.parts.desk.tickets.threads.read(ticket_id)).seen
        draft = StaffDraft(secrets.token_hex(8), text, seen, hold=True)
        await self.parts.desk.tickets.replying.reply(ticket_id, staff, draft)

    async def resolve(self, ticket_id: int, staff: StaffMember = CHEN) -> None:
        """Somebody gives the conversation back."""
        await self.parts.desk.tickets.holding.resolve(ticket_id, staff, "continue")

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
        await self.parts.base.delivery.say(conversation, said, "notice")

    def open_browser(self) -> httpx.AsyncClient:
        """Another browser, that knows nothing of this one's."""
        return open_browser(self.app)

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


def open_browser(app: FastAPI) -> httpx.AsyncClient:
    """A browser before this application."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


@asynccontextmanager
async def build_house(
    folder: Path, stand_ins: StandIns | None = None, *, has_staff: bool = True, **settings: Any
) -> AsyncIterator[House]:
    """Builds it in `folder`, and takes it down; `settings` are those that differ from the tests' own.

    With a PostgreSQL and a Redis, several houses are several processes of one bot. An engine that holds its answers
    back is waited for only a moment, unless `reply_budget_seconds` says for how long.
    """
    stand_ins = stand_ins or StandIns()
    made = make_settings(folder, **{"reply_budget_seconds": BUDGET_SECONDS, **settings})
    await (await open_migrated(made.bot_database)).close()
    parts = join_parts(made, stand_ins.doors())
    if "reply_budget_seconds" not in settings:
        parts = make_hasty(parts)
    if has_staff:
        await open_accounts(parts.base.database, stand_ins.clock)
    app = create_app(parts)
    async with _listen(parts), open_browser(app) as http:
        placed = {one.name: getattr(stand_ins, one.name) for one in fields(stand_ins)}
        yield House(parts=parts, app=app, http=http, **placed)
    await parts.close()


@asynccontextmanager
async def _listen(parts: Parts) -> AsyncIterator[None]:
    """Hears what other processes announce, where there are any; nothing else goes on by itself."""
    if not isinstance(parts.base.wake_ups, RedisWakeUps):
        yield
        return
    listening = asyncio.create_task(parts.base.wake_ups.run())
    yield
    await parts.conversation.turns.finish()
    listening.cancel()
    await asyncio.wait({listening})
