"""Who works in the console, and what each role may do there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.kernel.conversation.tickets import Ticket, TicketState
from vocabulary.tickets import TicketDesk

LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,30}")
"""What a login looks like."""


class Role(StrEnum):
    """What somebody was taken on for."""

    AGENT = "agent"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class StaffAct(StrEnum):
    """What a door of the console lets somebody do."""

    ANSWER = "answer"
    """Read the queue, take tickets, speak to members, see their facts masked."""
    REVEAL = "reveal"
    """See a masked detail in clear, with a reason."""
    CHECK_RELIEF = "check_relief"
    DECIDE_RELIEF = "decide_relief"
    CORRECT = "correct"
    """Say that a turn of the bot was wrong."""
    REVIEW_CORRECTIONS = "review_corrections"
    WRITE_OUTREACH = "write_outreach"
    """Write, start, pause and end bulk outreach."""
    APPROVE_OUTREACH = "approve_outreach"
    """Approve bulk outreach that somebody else wrote."""
    SUPERVISE = "supervise"
    """See the figures, edit canned replies and working hours, take tickets from others."""
    READ_AUDIT = "read_audit"
    ADMINISTER = "administer"
    """Open, change and close accounts."""
    MEMBER_DATA = "member_data"
    """Hand one person all that is known of them, and erase it: with a reason, and never to browse."""


_AGENT = frozenset({StaffAct.ANSWER, StaffAct.REVEAL, StaffAct.CHECK_RELIEF, StaffAct.CORRECT})
_OUTREACH = frozenset({StaffAct.WRITE_OUTREACH, StaffAct.APPROVE_OUTREACH})
_REVIEWER = _AGENT | _OUTREACH | {StaffAct.DECIDE_RELIEF, StaffAct.REVIEW_CORRECTIONS}
_SUPERVISOR = _REVIEWER | {StaffAct.SUPERVISE, StaffAct.READ_AUDIT}
ALLOWED: Mapping[Role, frozenset[StaffAct]] = {
    Role.AGENT: _AGENT,
    Role.REVIEWER: _REVIEWER,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ADMIN: frozenset(
        {StaffAct.ADMINISTER, StaffAct.READ_AUDIT, StaffAct.SUPERVISE, StaffAct.MEMBER_DATA}
    ),
}
"""An administrator manages accounts and reads no conversation."""


@dataclass(frozen=True)
class StaffMember:
    """One account; `name` is what members read when this person answers."""

    id: int
    login: str
    name: str
    role: Role
    desks: tuple[TicketDesk, ...] = ()
    is_active: bool = True

    def may(self, act: StaffAct) -> bool:
        """Whether the role allows it."""
        return self.is_active and act in ALLOWED[self.role]

    def may_open(self, ticket: Ticket) -> bool:
        """Whether what came with a ticket concerns this person: they have or had it, it waits at their desk, or they lead."""
        if ticket.staff_id is not None and ticket.staff_id == self.id:
            return True
        is_at_desk = ticket.state is not TicketState.CLOSED and (not self.desks or ticket.desk in self.desks)
        return self.may(StaffAct.SUPERVISE) or is_at_desk
