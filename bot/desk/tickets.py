"""Finds the ticket that staff name, or refuses in words."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import StaffRefusal
from bot.kernel.conversation.tickets import Ticket
from bot.records.conversation.tickets import find_ticket


async def find_known(session: AsyncSession, ticket_id: int) -> Ticket:
    """The ticket, or a refusal where there is none by that number."""
    if ticket := await find_ticket(session, ticket_id):
        return ticket
    raise unknown_ticket()


def unknown_ticket() -> StaffRefusal:
    """There is no ticket by that number."""
    return StaffRefusal("unknown_ticket", "没有这张工单。", 404)
