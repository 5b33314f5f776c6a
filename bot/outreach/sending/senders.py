"""Carries one recipient's notice: as a template message, or as a customer-service text within its window."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.delivery import Records
from bot.kernel.conversation.conversations import Delivered, Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.notices import TemplateMessage
from bot.kernel.conversation.refusals import RefusalReason, SendRefusal
from bot.kernel.outreach.campaign_message import fill
from bot.kernel.outreach.campaigns import Campaign, SendingWay, key_of
from bot.kernel.outreach.recipients import Taken
from bot.kernel.outreach.send_answers import SendAnswer, SendResult
from bot.outreach.doors import OutreachSender
from bot.records.conversation import ledger, transcript

PURPOSE = "outreach"


class RecipientSender(Protocol):
    """Makes one try for one recipient."""

    async def send(self, campaign: Campaign, taken: Taken) -> SendAnswer:
        """Raises nothing of WeChat's."""
        ...


@dataclass(frozen=True)
class TemplateRecipientSender:
    """Every try of a recipient has the same key, so that WeChat takes them for one message."""

    sender: OutreachSender

    async def send(self, campaign: Campaign, taken: Taken) -> SendAnswer:
        content = campaign.content
        message = TemplateMessage(
            key_of(taken.id), content.template_id, fill(content, taken.values), content.url
        )
        return await self.sender.send_template(taken.address, message)


@dataclass(frozen=True)
class TextRecipientSender:
    """A customer-service text takes a place in the member's window, and stands in the conversation."""

    sender: OutreachSender
    records: Records
    clock: Callable[[], datetime]

    async def send(self, campaign: Campaign, taken: Taken) -> SendAnswer:
        """Refused without a call where the window has closed or is used up."""
        async with self.records.begin() as session:
            places = await ledger.reserve(session, taken.conversation_id, PURPOSE, 1, self.clock())
        if not places:
            return SendAnswer(SendResult.REFUSED, refusal=SendRefusal(RefusalReason.WINDOW_CLOSED))
        text = fill(campaign.content, taken.values)["text"]
        answer = await self.sender.send_text(taken.address, text)
        async with self.records.begin() as session:
            await ledger.settle(session, places[0], answer.outcome, answer.refusal)
            if answer.outcome != "refused":
                words = [Spoken(Reply(text), "system")]
                said = await transcript.record_spoken(session, taken.conversation_id, words, self.clock())
                ids = [one.id for one in said]
                await transcript.record_delivery(session, ids, Delivered.PUSHED, places[0])
        return answer


@dataclass(frozen=True)
class Senders:
    """Which sender carries a campaign."""

    template: TemplateRecipientSender
    text: TextRecipientSender

    def find(self, campaign: Campaign) -> RecipientSender:
        """By the campaign's way."""
        return self.template if campaign.content.way is SendingWay.TEMPLATE else self.text
