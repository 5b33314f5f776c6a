"""What a person should know before the first word: why the ticket came, what was asked and tried, who the member is."""

from dataclasses import dataclass
from datetime import datetime

from bot.delivery import Records
from bot.desk.doors import Members
from bot.desk.tickets import find_known
from bot.kernel.conversation.tickets import Ticket
from bot.kernel.members.facts import MemberFacts
from bot.records.conversation import transcript
from bot.records.desk.past_tickets import PastTicket, find_past_tickets
from bot.records.members.identity import find_linked_member
from bot.records.outreach.recipient_lines import SentToMember, find_sent_to

_LOOKED_BACK = 20
_MOST_TRIED = 3
_SENT_SHOWN = 10


@dataclass(frozen=True)
class Tried:
    """One question of the member, and what the bot answered."""

    question: str
    answer: str
    at: datetime
    utterance_id: int


@dataclass(frozen=True)
class MemberBriefing:
    """What stands beside a conversation."""

    ticket: Ticket
    member_id: int | None
    facts: MemberFacts | None
    contacts: tuple[PastTicket, ...]
    sent: tuple[SentToMember, ...]
    """Bulk outreach, newest first."""


@dataclass(frozen=True)
class Briefing:
    """Tells staff what they need; every refusal is a `StaffRefusal`."""

    records: Records
    members: Members

    async def find_tried(self, ticket: Ticket) -> tuple[Tried, ...]:
        """The last questions before the ticket was opened with the bot's answers, oldest first."""
        async with self.records.begin() as session:
            said = await transcript.find_said_before(session, ticket.conversation_id, None, _LOOKED_BACK)
        answered: dict[int, list[str]] = {}
        for one in said:
            if one.speaker == "bot" and one.inbound_id:
                answered.setdefault(one.inbound_id, []).append(one.reply.text)
        tried = [
            Tried(one.reply.text, "\n".join(answered[one.inbound_id]), one.said_at, one.id)
            for one in said
            if one.speaker == "member" and one.inbound_id in answered
        ]
        return tuple(tried[-_MOST_TRIED:])

    async def find_member_briefing(self, ticket_id: int) -> MemberBriefing:
        """The member's facts, masked, and what staff did for them before."""
        async with self.records.begin() as session:
            ticket = await find_known(session, ticket_id)
            member_id = await find_linked_member(session, ticket.conversation_id)
            contacts = await find_past_tickets(session, ticket.conversation_id)
            sent = await find_sent_to(session, member_id, _SENT_SHOWN) if member_id else ()
        facts = await self.members.find_facts(member_id) if member_id else None
        return MemberBriefing(ticket, member_id, facts, tuple(contacts), tuple(sent))
