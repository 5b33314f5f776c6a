"""Stays with a member in danger whom nobody has taken yet: warm first, and what is asked is still answered."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.handoff import Handoffs
from bot.conversation.outage import is_owed
from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Received
from bot.kernel.conversation.danger import find_danger
from bot.kernel.conversation.tickets import Ticket
from bot.records.conversation import inbox
from vocabulary.tickets import TicketReason


@dataclass(frozen=True)
class Steadying:
    """What becomes of the bot's turn while an alarm stands."""

    handoffs: Handoffs

    async def follows_danger(self, session: AsyncSession, ticket: Ticket, received: Received) -> bool:
        """Whether the message before was the one of danger."""
        before = await inbox.find_before(session, received)
        return before is not None and (
            before.id == ticket.raised_by or find_danger(before.inbound.question) is not None
        )

    async def stay_with(self, session: AsyncSession, ticket: Ticket, received: Received, turn: Turn) -> Turn:
        """Warm words alone where nothing was asked; else the answer, after warm words the first time."""
        if "stands_by" in turn.needs:
            return turn  # What was told is met with its own words.
        warm = await self.handoffs.stand_by(session, ticket, received.id)
        if is_owed(turn):
            return replace(turn, spoken=(warm,))
        if is_without_answer(turn):
            return Turn((warm,), understood=turn.understood)
        is_unheard = received.inbound.kind not in ("text", "event")
        if is_unheard or await self.follows_danger(session, ticket, received):
            return replace(turn, spoken=(warm, *turn.spoken))
        return turn


def is_without_answer(turn: Turn) -> bool:
    """Whether the turn answers nothing that one in danger had asked."""
    in_danger = turn.person is not None and turn.person.reason is TicketReason.CRISIS
    return turn.is_small_talk or in_danger or not (turn.spoken or turn.needs)
