"""A form filled in on a page: the same form as in the chat, read by the same readers, sent after it was read back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.conversation.bot_turn import BotTurn
from bot.conversation.doors import Engine, Locks
from bot.conversation.members.pages import MemberPages
from bot.delivery import Delivery, Records
from bot.engine.answers import Turn
from bot.errors import EngineUnavailable
from bot.kernel.members.pages import MemberPage, PagePurpose
from bot.records.audit import record_audit
from bot.records.conversation import transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.conversation.talks import find_dialogue
from vocabulary.form_pages import FormShown, FormTyped

_GONE = FormShown("gone")
_SENT = FormShown("sent")

log = structlog.get_logger(__name__)


class FormAway(Exception):
    """Nobody can read a form just now; what was typed was not kept."""


@dataclass(frozen=True)
class FormFilling:
    """Shows, keeps and sends the form that a conversation has under way."""

    records: Records
    locks: Locks
    pages: MemberPages
    engine: Engine
    bot: BotTurn
    delivery: Delivery
    clock: Callable[[], datetime]

    async def look(self, token: str) -> FormShown:
        """The form as it stands; `sent` for a day after it was sent. Raises FormAway."""
        async with self.records.begin() as session:
            given = await self.pages.find_given(session, PagePurpose.FORM, token)
        if given and given.is_done(self.clock()):
            return _SENT
        return await self.fill(token, FormTyped())

    async def fill(self, token: str, typed: FormTyped) -> FormShown:
        """What became of what was typed; in the place of a message, so that no two are read at once. Raises FormAway."""
        page = await self._find(token)
        if page is None:
            return _GONE
        async with self.locks.hold(page.conversation_id):
            # Whoever sent it twice waited for the first here.
            if await self._find(token) is None:
                return _SENT
            turn = await self._ask(page.conversation_id, typed)
            if turn.form is None:
                return _GONE
            await self._keep(token, page.conversation_id, turn, turn.form, typed)
        return turn.form

    async def _find(self, token: str) -> MemberPage | None:
        async with self.records.begin() as session:
            found = await self.pages.find_with_member(session, PagePurpose.FORM, token)
        return found[0] if found else None

    async def _ask(self, conversation_id: int, typed: FormTyped) -> Turn:
        async with self.records.begin() as session:
            dialogue = await find_dialogue(session, await find_conversation_by_id(session, conversation_id))
        try:
            return await self.engine.fill(dialogue, typed)
        except EngineUnavailable as fault:
            log.error(
                "form_away",
                code=fault.code,
                detail=fault.detail,
                conversation=conversation_id,
                advice=fault.advice,
            )
            raise FormAway from fault

    async def _keep(
        self, token: str, conversation_id: int, turn: Turn, form: FormShown, typed: FormTyped
    ) -> None:
        """The memory after it; where it was sent, what was said of it too, which the member reads in the chat."""
        if typed.wish == "look":
            return
        async with self.records.begin() as session:
            conversation = await find_conversation_by_id(session, conversation_id)
            spoken = await self.bot.complete(session, conversation, turn)
            if form.state == "sent":
                await self.pages.use(session, token)
                await record_audit(
                    session, "member", "send_form", self.clock(), conversation_id=conversation_id
                )
            said = await transcript.record_spoken(session, conversation_id, spoken, self.clock())
        if said:
            await self.delivery.say(conversation, said, "notice")
