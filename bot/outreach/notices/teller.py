"""Tells members what changed: each change once in each chat, by template message, in the chat, or held."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Delivery, Records
from bot.errors import PaceUnavailable
from bot.kernel.conversation.channels import Unasked
from bot.kernel.conversation.conversations import Conversation, Delivered, Spoken, Utterance
from bot.kernel.conversation.notices import TemplateMessage, TemplateState
from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.campaign_message import fill
from bot.kernel.outreach.occasions import OCCASIONS, Change, ChatWay, Occasion
from bot.kernel.outreach.sending_plan import QuietHours
from bot.outreach.doors import NoticeSender
from bot.outreach.notices.template_switches import TemplateSwitches
from bot.records.conversation import notices, transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.members import identity
from bot.records.outreach.automatic_notices import find_settled
from vocabulary.beijing import BEIJING

log = structlog.get_logger(__name__)

_LONGEST_KEY = 64
_LONGEST_BY_SETTING = 20
"""WeChat's fields take no more; what is written in the console is tried on them, a setting is not."""


@dataclass(frozen=True)
class Told:
    """How many notices went out; `is_all` is false where template messages still wait for another round."""

    count: int
    is_all: bool = True
    fault: PaceUnavailable | None = None
    """Why nothing could be sent, where that is not WeChat's doing."""


@dataclass(frozen=True)
class Teller:
    """Whoever hands it changes twice, or on two machines, tells nothing twice.

    A template message goes where the occasion is switched on and the chat takes one. Other words are said in the
    chat, and wait for the member's next ones where they cannot be said now.
    """

    records: Records
    delivery: Delivery
    switches: TemplateSwitches
    templates: NoticeSender | None
    quiet: QuietHours
    clock: Callable[[], datetime]

    def may_tell(self, occasion: Occasion, switch: AutomaticNotice | None) -> bool:
        """Whether any of its ways is open at this hour."""
        in_chat = OCCASIONS[occasion].in_chat
        return (switch is not None and not self._is_quiet()) or (
            in_chat is not None and self._is_hour(in_chat)
        )

    async def tell(self, changes: Sequence[Change]) -> Told:
        """Tells each to every chat of its member; first what is said in chats, which waits for no template."""
        async with self.records.begin() as session:
            on = await self.switches.find_on(session)
            untold = [
                (await find_conversation_by_id(session, conversation_id), change)
                for conversation_id, change in await self._find_untold(session, changes)
            ]
        said = 0
        by_template: list[tuple[Conversation, Change, AutomaticNotice]] = []
        for conversation, change in untold:
            switch = on.get(change.occasion) if conversation.channel.has_followers else None
            if switch and self.templates and change.values and not switch.is_by_setting:
                by_template.append((conversation, change, switch))
            else:
                said += await self._say(conversation, change, switch)
        sent = await self._send_all(by_template)
        return replace(sent, count=said + sent.count)

    async def _find_untold(
        self, session: AsyncSession, changes: Sequence[Change]
    ) -> Sequence[tuple[int, Change]]:
        linked = await identity.find_conversations_of(session, {one.member_id for one in changes})
        keyed = {
            _template_key(change, conversation): (conversation, change)
            for change in changes
            for conversation in linked.get(change.member_id, ())
        }
        settled = await find_settled(session, keyed, self.clock())
        said = await notices.find_said(session, {change.key for change in changes})
        return [
            (conversation, change)
            for key, (conversation, change) in keyed.items()
            if key not in settled and (conversation, change.key) not in said
        ]

    async def _send_all(self, waiting: Sequence[tuple[Conversation, Change, AutomaticNotice]]) -> Told:
        """As template messages, which need no open window, until night or until WeChat refuses everybody."""
        count = 0
        for conversation, change, switch in waiting:
            if self.templates is None or self._is_quiet():
                return Told(count, False)
            message = _write(change, conversation, switch, change.values)
            try:
                result = await self.templates.send(conversation.id, message, OCCASIONS[change.occasion].kind)
            except PaceUnavailable as fault:
                return Told(count, False, fault)
            if result and result.is_refused_to_all:
                return Told(count, False)
            count += result is not None
        return Told(count)

    async def _say(self, conversation: Conversation, change: Change, switch: AutomaticNotice | None) -> bool:
        """In the chat; whether there was something to say, and it was for this call to say it."""
        rule = OCCASIONS[change.occasion]
        if not (rule.in_chat and change.words and self._is_hour(rule.in_chat)):
            return False
        async with self.records.begin() as session:
            is_unwanted = rule.kind in await notices.find_unwanted(session, conversation.id)
            if is_unwanted and not rule.in_chat.is_kept_when_unwanted:
                return False
            if not await notices.record_notice_once(session, conversation.id, change.key, self.clock()):
                return False
            said = await transcript.record_spoken(
                session, conversation.id, [Spoken(change.words, "system")], self.clock()
            )
            # By the console's template message the change alone is told; the words come with the member's next ones.
            is_told = switch is not None and not switch.is_by_setting
            is_unasked_for = is_unwanted and conversation.channel.unasked is not Unasked.SHOWN
            if is_unasked_for or is_told:
                await transcript.record_delivery(session, [said[0].id], Delivered.HELD)
                return True
        if switch and self.templates:
            await self._carry(self.templates, conversation, change, switch, said)
        else:
            await self.delivery.say(conversation, said, "notice")
        return True

    async def _carry(
        self,
        templates: NoticeSender,
        conversation: Conversation,
        change: Change,
        switch: AutomaticNotice,
        said: Sequence[Utterance],
    ) -> None:
        """Carries words of the chat by the setting's template; what WeChat refuses waits for the member's next ones."""
        values = {name: value[:_LONGEST_BY_SETTING] for name, value in change.values.items()}
        message = _write(change, conversation, switch, values)
        try:
            result = await templates.send(conversation.id, message, OCCASIONS[change.occasion].kind)
        except PaceUnavailable as fault:
            log.warning("notice_kept", code=fault.code, advice=fault.advice)
            result = None
        is_refused = result is None or result.state is TemplateState.REFUSED
        way = Delivered.HELD if is_refused else Delivered.PUSHED
        async with self.records.begin() as session:
            await transcript.record_delivery(session, [one.id for one in said], way)

    def _is_quiet(self) -> bool:
        return self.quiet.is_quiet(self.clock())

    def _is_hour(self, in_chat: ChatWay) -> bool:
        first, behind = in_chat.hours
        return first <= self.clock().astimezone(BEIJING).hour < behind


def _write(
    change: Change, conversation: Conversation, switch: AutomaticNotice, values: Mapping[str, str]
) -> TemplateMessage:
    key = _template_key(change, conversation.id)
    return TemplateMessage(key, switch.template_id, fill(switch.content, values), switch.url)


def _template_key(change: Change, conversation_id: int) -> str:
    return f"{change.key}:{conversation_id}"[:_LONGEST_KEY]
