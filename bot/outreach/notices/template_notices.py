"""Sends template messages: each key once, to nobody who refuses them, and knows what became of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.delivery import Records
from bot.kernel.conversation.channel_events import SendReported
from bot.kernel.conversation.notices import (
    NoticeKind,
    TemplateMessage,
    TemplateResult,
    TemplateState,
)
from bot.outreach.notices.doors import ServiceLane, TemplateSender
from bot.records.conversation import notices
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.outreach import delivery_reports, template_messages

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class TemplateNotices:
    """The account's template messages to members who follow it."""

    records: Records
    sender: TemplateSender
    clock: Callable[[], datetime]
    lane: ServiceLane | None = None

    async def send(
        self, conversation_id: int, message: TemplateMessage, kind: NoticeKind
    ) -> TemplateResult | None:
        """How it stands afterwards; None where it is not wanted. Raises PaceUnavailable, with nothing done.

        A repeated key sends nothing again, but for a try whose outcome is unknown, while WeChat still takes
        the repeat for the same message. After that it stays unknown, for a person to look at.
        """
        async with self.records.begin() as session:
            if kind in await notices.find_unwanted(session, conversation_id):
                return None
            if await template_messages.is_blocked(session, conversation_id):
                return None
            before = await template_messages.find(session, message.key)
        if before and not before.may_repeat(self.clock()):
            return before.result
        if self.lane:
            await self.lane.enter()
        async with self.records.begin() as session:
            if not await template_messages.begin(session, conversation_id, message, before, self.clock()):
                return TemplateResult(TemplateState.UNKNOWN)
            conversation = await find_conversation_by_id(session, conversation_id)
        result = await self.sender.send(conversation.address, message)
        is_refused_to_all = result.state is TemplateState.REFUSED and result.refusal.is_everybodys
        if before and before.is_in_doubt and result.state is TemplateState.REFUSED:
            # The try before this one may have arrived.
            result = replace(result, state=TemplateState.UNKNOWN)
        async with self.records.begin() as session:
            await template_messages.settle(session, message.key, result)
        if result.state is not TemplateState.SENT:
            log.warning(
                "template_message_failed",
                code=f"template_{result.state}",
                errcode=result.refusal.errcode,
                conversation=conversation_id,
                advice=result.reason,
            )
        return replace(result, is_refused_to_all=is_refused_to_all)

    async def keep_report(self, conversation_id: int, report: SendReported) -> None:
        """Keeps what is reported of a message that was sent, until it is folded in."""
        async with self.records.begin() as session:
            await delivery_reports.keep_report(
                session, conversation_id, report.message_id, report.status, self.clock()
            )
