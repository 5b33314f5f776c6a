"""Opens to staff what is masked, sealed or another's: each is written down, and nobody opens what does not concern them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast, get_args

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.doors import Pictures
from bot.delivery import Records
from bot.desk.accounts.sign_in import LIFE
from bot.desk.doors import Members
from bot.desk.tickets import find_known
from bot.errors import RefusedValue, StaffRefusal, TransportError
from bot.kernel.conversation.tickets import TicketState
from bot.kernel.desk.staff import StaffMember
from bot.kernel.members.facts import Revealable
from bot.members.photographs import clean_paper
from bot.records.audit import record_audit
from bot.records.conversation.inbox import find_conversation_of, find_details
from bot.records.conversation.tickets import find_tickets_of
from bot.records.desk.openings import note_opening
from bot.records.members.identity import find_linked_member

REVEALED_SECONDS = 30
_SHORTEST_REASON = 4
_READ_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Disclosure:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    members: Members
    clock: Callable[[], datetime]
    pictures: Pictures | None = None

    async def reveal(self, ticket_id: int, staff: StaffMember, field: str, reason: str) -> str:
        """One detail in clear; who saw it and why is written down first."""
        revealable = check_reveal(field, reason, "回电核对到账")
        async with self.records.begin() as session:
            ticket = await find_known(session, ticket_id)
            if not staff.may_open(ticket):
                raise StaffRefusal("not_yours", "这个对话不在您这里，要看请先接起来。", 403)
            member_id = await find_linked_member(session, ticket.conversation_id)
            if member_id is None:
                raise StaffRefusal("not_linked", "这位还没有核对身份，没有可看的资料。")
            await record_audit(
                session,
                f"staff:{staff.login}",
                "reveal",
                self.clock(),
                conversation_id=ticket.conversation_id,
                details={"ticket": ticket_id, "field": field},
                words=reason.strip()[:200],
            )
        return await self.members.reveal(member_id, revealable)

    async def note_reading(self, ticket_id: int, staff: StaffMember) -> None:
        """Reading a conversation that one does not hold is written down, at most once an hour."""
        now = self.clock()
        async with self.records.begin() as session:
            ticket = await find_known(session, ticket_id)
            is_own = ticket.state is TicketState.TAKEN and ticket.staff_id == staff.id
            conversation_id = ticket.conversation_id
            if not is_own and await note_opening(
                session, staff.id, "conversation", conversation_id, now - _READ_AGAIN, now
            ):
                await self._audit(session, staff, "open_conversation", conversation_id, ticket=ticket_id)

    async def open_paper(
        self, ticket_id: int, staff: StaffMember, paper_id: int, since: datetime | None = None
    ) -> tuple[str, bytes]:
        """A paper of this ticket's member: media type and content; written down once since `since`."""
        async with self.records.begin() as session:
            ticket = await find_known(session, ticket_id)
            if not staff.may_open(ticket):
                raise _refuse_paper()
            member_id = await find_linked_member(session, ticket.conversation_id)
        paper = await self.members.open_paper(member_id, paper_id) if member_id else None
        if paper is None:
            raise _refuse_paper()
        now = self.clock()
        async with self.records.begin() as session:
            if await note_opening(session, staff.id, "paper", paper_id, since or now - LIFE, now):
                told = {"ticket": ticket_id, "paper": paper_id}
                await self._audit(session, staff, "open_paper", ticket.conversation_id, **told)
        return paper

    async def open_picture(
        self, inbound_id: int, staff: StaffMember, since: datetime | None = None
    ) -> tuple[str, bytes]:
        """A picture that a member sent into a chat whose ticket concerns this person, while WeChat still keeps it.

        It is drawn anew, as members' files may hold anything, and written down once since `since`.
        """
        now = self.clock()
        async with self.records.begin() as session:
            conversation_id = await find_conversation_of(session, inbound_id)
            tickets = await find_tickets_of(session, conversation_id) if conversation_id else []
            media_id = (await find_details(session, [inbound_id])).get(inbound_id, {}).get("media_id")
            if not media_id or self.pictures is None or not any(map(staff.may_open, tickets)):
                raise StaffRefusal("unknown_picture", "没有这张图片。", 404)
            if await note_opening(session, staff.id, "picture", inbound_id, since or now - LIFE, now):
                await self._audit(session, staff, "open_picture", conversation_id, message=inbound_id)
        try:
            content = await self.pictures.fetch(media_id)
            picture = await clean_paper(content)
        except (TransportError, RefusedValue) as fault:
            raise StaffRefusal(
                "picture_gone", "图片打不开了：微信只保留三天。可以请会员再发一次。", 404
            ) from fault
        return picture.media_type, picture.content

    async def _audit(
        self, session: AsyncSession, staff: StaffMember, act: str, conversation_id: int | None, **told: object
    ) -> None:
        await record_audit(
            session,
            f"staff:{staff.login}",
            act,
            self.clock(),
            conversation_id=conversation_id,
            details=told,
        )


def _refuse_paper() -> StaffRefusal:
    return StaffRefusal("unknown_paper", "没有这份材料。", 404)


def check_reveal(field: str, reason: str, example: str) -> Revealable:
    """What may be shown in clear; raises StaffRefusal, with an example of a reason, where there is none."""
    if field not in get_args(Revealable):
        raise StaffRefusal("unknown_field", "没有这一项。", 422)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise StaffRefusal("no_reason", f"请写明为什么要看，例如“{example}”。", 422)
    return cast(Revealable, field)
