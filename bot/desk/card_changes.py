"""A second pair of eyes on new payout cards: staff who made sure let one count at once, or throw it away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation import wording
from bot.conversation.members.chats import MemberChats
from bot.delivery import Records
from bot.desk.doors import Members
from bot.desk.tickets import find_known
from bot.errors import StaffRefusal
from bot.kernel.desk.staff import StaffMember
from bot.records.audit import record_audit
from bot.records.members.identity import find_chats_with, find_linked_member

_SHORTEST_REASON = 4


@dataclass(frozen=True)
class CardChanges:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    members: Members
    chats: MemberChats
    clock: Callable[[], datetime]

    async def decide(
        self, ticket_id: int, staff: StaffMember, change_id: int, reason: str, *, confirm: bool
    ) -> None:
        """Lets the card of a ticket's member count, or stops it; written down, and told in every chat of the member."""
        if len(reason.strip()) < _SHORTEST_REASON:
            raise StaffRefusal("no_reason", "请写明怎么核实的，例如“回电核对了本人和新卡”。", 422)
        async with self.records.begin() as session:
            ticket = await find_known(session, ticket_id)
            member_id = await find_linked_member(session, ticket.conversation_id)
        if member_id is None:
            raise StaffRefusal("not_linked", "这位还没有核对身份，没有可办的。")
        decide = self.members.confirm_card if confirm else self.members.stop_card
        by = f"staff:{staff.login}"
        if not await decide(member_id, change_id, by, self.clock()):
            raise StaffRefusal("no_card_change", "这张新卡已经不在等了：会员停下了、换了一张，或者已经起用。")
        async with self.records.begin() as session:
            await record_audit(
                session,
                by,
                "confirm_card" if confirm else "stop_card",
                self.clock(),
                conversation_id=ticket.conversation_id,
                details={"ticket": ticket_id, "change": change_id},
                words=reason.strip()[:200],
            )
            everywhere = await find_chats_with(session, ticket.conversation_id)
            words = wording.CARD_CONFIRMED if confirm else wording.CARD_KEPT
            told = await self.chats.warn(session, everywhere, words)
        await self.chats.deliver(told)
