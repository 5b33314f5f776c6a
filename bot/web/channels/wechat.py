"""WeChat's entrance: checks, opens, commits, answers inline within the budget, or acknowledges."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import Counter, Histogram

from bot.conversation import wording
from bot.conversation.handoff import Handoffs
from bot.conversation.reception import Accepted
from bot.conversation.turns import Turns
from bot.conversation.waiting_room import WaitingRoom, say_away
from bot.delivery import Delivery
from bot.errors import TransportError
from bot.kernel.conversation.conversations import Utterance
from bot.kernel.conversation.danger import find_danger
from bot.kernel.conversation.messages import Inbound, Reply
from bot.web.routing import Router
from bot.wechat.channel import WECHAT
from bot.wechat.inbound.envelope import ACKNOWLEDGEMENT, Envelope, Envelopes
from bot.wechat.inbound.freshness import ReplayGuard
from bot.wechat.inbound.parsing import find_sender, parse_inbound
from bot.wechat.inbound.push_xml import Remains, UnreadablePush
from bot.wechat.outbound.rendering import (
    Message,
    PictureMessage,
    render_messages,
    render_passive_reply,
    render_transfer,
)

log = structlog.get_logger(__name__)

# The wait for the database ends a little before the connection's own time.
_TO_SPARE_SECONDS = 0.5

PUSHES = Counter("huzhu_wechat_pushes_total", "Pushes from WeChat.", ["kind", "answered"])
SECONDS = Histogram("huzhu_wechat_answer_seconds", "From a push's arrival to the answer on its connection.")


class PictureUploads(Protocol):
    """Brings a picture to WeChat, so that a passive reply can name it."""

    async def upload(self, key: str) -> str:
        """WeChat's id of it; raises TransportError."""
        ...


@dataclass(frozen=True)
class WeChatEntrance:
    """`GET` and `POST /wechat`."""

    envelopes: Envelopes
    reception: WaitingRoom
    turns: Turns
    delivery: Delivery
    budget_seconds: float
    clock: Callable[[], datetime]
    own_desk: Handoffs | None = None
    """Where WeChat's own customer-service desk takes over: what knows whether this message called for a person."""
    replays: ReplayGuard = field(default_factory=ReplayGuard)
    pictures: PictureUploads | None = None

    def router(self) -> APIRouter:
        router = Router()
        router.add_api_route("/wechat", self.check_url, methods=["GET"])
        router.add_api_route("/wechat", self.receive, methods=["POST"])
        return router

    async def check_url(self, request: Request) -> Response:
        """Proves to WeChat's console that this address is ours."""
        return PlainTextResponse(self.envelopes.signature.accept_echo(request.query_params, self.clock()))

    async def receive(self, request: Request) -> Response:
        """One push. Until it is committed every fault is an error, so that WeChat sends it again."""
        arrived = time.monotonic()
        try:
            envelope, inbound = self._open(await request.body(), request.query_params)
        except UnreadablePush as fault:
            # WeChat signed it: a refusal would bring it twice more, and tell the member that the account is broken.
            log.warning("push_unreadable", code=fault.code, detail=fault.detail, advice=fault.advice)
            return self._ask_again(fault.remains) if fault.remains else PlainTextResponse(ACKNOWLEDGEMENT)
        accepted = await self.reception.accept(inbound, self.budget_seconds - _TO_SPARE_SECONDS)
        if accepted is None:
            return self._answer_away(inbound, envelope)
        with SECONDS.time():
            xml, rest = await self._answer(accepted, arrived)
        PUSHES.labels(inbound.kind, "no" if xml == ACKNOWLEDGEMENT else "yes").inc()
        if rest and not accepted.repeated:
            await self.delivery.send_rest(accepted.conversation, accepted.received.id, rest)
        sealed = self.envelopes.seal_reply(xml, envelope, self.clock())
        return Response(sealed, media_type="text/plain" if xml == ACKNOWLEDGEMENT else "application/xml")

    def _ask_again(self, remains: Remains) -> Response:
        """A passive reply to whom the unreadable came from."""
        now, danger = self.clock(), find_danger(remains.words)
        words = wording.DANGER[danger] if danger else wording.UNREAD
        unread = Inbound(WECHAT.name, remains.openid, "", "unknown", "", now, remains.account)
        return self._reply(unread, words, Envelope({}, remains.aes_key))

    def _answer_away(self, inbound: Inbound, envelope: Envelope) -> Response:
        """Words in place of an answer while the database is away; an event is better delivered again."""
        if inbound.kind == "event" and not inbound.question:
            raise HTTPException(503)
        return self._reply(inbound, say_away(inbound), envelope)

    def _reply(self, inbound: Inbound, words: str, envelope: Envelope) -> Response:
        now = self.clock()
        xml = render_passive_reply(inbound, render_messages([Reply(words)])[0], now, "")
        return Response(self.envelopes.seal_reply(xml, envelope, now), media_type="application/xml")

    def _open(self, body: bytes, query: Mapping[str, str]) -> tuple[Envelope, Inbound]:
        envelope = self.envelopes.open_envelope(body, query, self.clock())
        try:
            inbound = parse_inbound(envelope.nodes)
        except UnreadablePush as fault:
            fault.remains = find_sender(envelope.nodes, envelope.aes_key)
            raise
        self.replays.check(envelope.stamp, inbound.key, self.clock())
        return envelope, inbound

    async def _answer(self, accepted: Accepted, arrived: float) -> tuple[str, Sequence[Message]]:
        """The passive reply and what did not fit; after the commit no fault is WeChat's business."""
        patience = max(0.05, self.budget_seconds - (time.monotonic() - arrived))
        answers: Sequence[Utterance] | None = None
        try:
            answers = await self.turns.answer_inline(accepted, patience)
        except Exception as fault:
            log.error(
                "answer_failed",
                code="answer_failed",
                fault=type(fault).__name__,
                conversation=accepted.conversation.id,
                advice="The message is committed and recovery answers it; look at the bot's database.",
            )
        messages = render_messages([answer.signed for answer in answers or ()])
        inbound, now = accepted.received.inbound, self.clock()
        if self.own_desk and await self._is_for_own_desk(self.own_desk, accepted):
            return render_transfer(inbound, now), messages
        first = messages[0] if messages else None
        media_id = ""
        if isinstance(first, PictureMessage):
            media_id = await self._upload(first, self.budget_seconds - (time.monotonic() - arrived))
            if not media_id:
                return ACKNOWLEDGEMENT, messages
        return render_passive_reply(inbound, first, now, media_id), messages[1:]

    async def _upload(self, picture: PictureMessage, patience: float) -> str:
        """WeChat's id of a picture, or nothing where that takes too long: then it is sent by itself."""
        if self.pictures is None:
            return ""
        try:
            async with asyncio.timeout(max(0.05, patience)):
                return await self.pictures.upload(picture.key)
        except (TransportError, TimeoutError):
            return ""

    @staticmethod
    async def _is_for_own_desk(handoffs: Handoffs, accepted: Accepted) -> bool:
        return accepted.received.inbound.kind != "event" and await handoffs.was_called_by(accepted.received)
