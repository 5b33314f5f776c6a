"""Opens to staff what is masked or sealed: details with a reason, papers and pictures; each is written down first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args

from bot.console.briefing import find_for_staff
from bot.console.doors import Members
from bot.conversation.doors import Pictures
from bot.delivery import Records
from bot.errors import RefusedValue, StaffRefusal, TransportError
from bot.kernel.member_facts import Revealable
from bot.kernel.staff import StaffMember
from bot.photographs import clean_paper
from bot.records.audit import record_audit
from bot.records.identity import find_linked_member
from bot.records.inbox import find_details

REVEALED_SECONDS = 30
_SHORTEST_REASON = 4


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
            ticket = await find_for_staff(session, ticket_id)
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

    async def open_paper(self, ticket_id: int, staff: StaffMember, paper_id: int) -> tuple[str, bytes]:
        """A paper of this ticket's member: media type and content; that it was opened is written down."""
        async with self.records.begin() as session:
            ticket = await find_for_staff(session, ticket_id)
            member_id = await find_linked_member(session, ticket.conversation_id)
            await record_audit(
                session,
                f"staff:{staff.login}",
                "open_paper",
                self.clock(),
                conversation_id=ticket.conversation_id,
                details={"ticket": ticket_id, "paper": paper_id},
            )
        paper = await self.members.open_paper(member_id, paper_id) if member_id else None
        if paper is None:
            raise StaffRefusal("unknown_paper", "没有这份材料。", 404)
        return paper

    async def open_picture(self, inbound_id: int) -> tuple[str, bytes]:
        """A picture that a member sent into the chat, while WeChat still keeps it; drawn anew, as members' files may hold anything."""
        async with self.records.begin() as session:
            details = (await find_details(session, [inbound_id])).get(inbound_id, {})
        media_id = details.get("media_id")
        if not media_id or self.pictures is None:
            raise StaffRefusal("unknown_picture", "没有这张图片。", 404)
        try:
            content = await self.pictures.fetch(media_id)
            picture = await clean_paper(content)
        except (TransportError, RefusedValue) as fault:
            raise StaffRefusal(
                "picture_gone", "图片打不开了：微信只保留三天。可以请会员再发一次。", 404
            ) from fault
        return picture.media_type, picture.content


def check_reveal(field: str, reason: str, example: str) -> Revealable:
    """What may be shown in clear; raises StaffRefusal, with an example of a reason, where there is none."""
    if field not in get_args(Revealable):
        raise StaffRefusal("unknown_field", "没有这一项。", 422)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise StaffRefusal("no_reason", f"请写明为什么要看，例如“{example}”。", 422)
    return cast(Revealable, field)
