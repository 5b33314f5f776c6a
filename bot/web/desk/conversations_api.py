"""What the conversation page reads: the queue, a conversation, and what stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.conversation.wording import DESKS
from bot.desk.briefing import Briefing
from bot.desk.disclosure import Disclosure
from bot.desk.presence import Presence
from bot.desk.queue import Queue
from bot.desk.thread import Threads
from bot.kernel.conversation.tickets import REASONS, TicketOutcome
from bot.kernel.desk.staff import StaffAct
from bot.records.desk.past_tickets import PastTicket
from bot.records.outreach.recipient_lines import SentToMember
from bot.web.desk.shapes import RATINGS, find_variables, show_facts, show_page, show_ticket
from bot.web.desk.signed_in import Guard, require, staff_of
from bot.web.numbers import Id, Place
from bot.web.routing import Router

_OUTCOMES = {
    TicketOutcome.RESOLVED: "办完了",
    TicketOutcome.BOT_BACK: "小助手恢复后答了",
    TicketOutcome.UNFOLLOWED: "会员取消了关注",
    TicketOutcome.WECHAT_DESK: "微信客服接待",
    TicketOutcome.WITHDRAWN: "会员自己撤回了",
}


@dataclass(frozen=True)
class ConversationsApi:
    """Reads, never writes."""

    guard: Guard
    queue: Queue
    threads: Threads
    briefing: Briefing
    disclosure: Disclosure
    presence: Presence
    clock: Callable[[], datetime]

    def router(self) -> APIRouter:
        router = Router(
            prefix="/console/api", dependencies=[require(self.guard.api(StaffAct.ANSWER), StaffAct.ANSWER)]
        )
        router.add_api_route("/me", self.get_me, methods=["GET"])
        router.add_api_route("/desks", self.get_desks, methods=["GET"])
        router.add_api_route("/queue", self.get_queue, methods=["GET"])
        router.add_api_route("/tickets/{ticket_id}", self.get_ticket, methods=["GET"])
        router.add_api_route("/tickets/{ticket_id}/messages", self.get_messages, methods=["GET"])
        router.add_api_route("/tickets/{ticket_id}/facts", self.get_facts, methods=["GET"])
        return router

    async def get_me(self, request: Request) -> JSONResponse:
        """Who is signed in, and what they may do."""
        staff = staff_of(request)
        acts = [act for act in StaffAct if staff.may(act)]
        return JSONResponse(
            {"id": staff.id, "name": staff.name, "role": staff.role, "desks": staff.desks, "acts": acts}
        )

    async def get_desks(self) -> JSONResponse:
        """The groups that a ticket can be passed on to."""
        return JSONResponse([{"code": desk, "words": words} for desk, words in DESKS.items()])

    async def get_queue(self, request: Request) -> JSONResponse:
        """Every open ticket."""
        staff, now, view = staff_of(request), self.clock(), await self.queue.read()
        online = await self.presence.find(0, now)
        return JSONResponse(
            {
                "seq": view.seq,
                "now": now.isoformat(),
                "online": [{"id": one.staff_id, "name": one.name} for one in online],
                "tickets": [show_ticket(line, staff, now) for line in view.lines],
                "counts": dict(view.count(staff)),
            }
        )

    async def get_ticket(self, request: Request, ticket_id: Id) -> JSONResponse:
        """A ticket with why it came, what was tried, and the last of what was said."""
        staff, now = staff_of(request), self.clock()
        await self.disclosure.note_reading(ticket_id, staff)
        line, page = await self.queue.find(ticket_id), await self.threads.read(ticket_id)
        ticket = line.queued.ticket
        tried = await self.briefing.find_tried(ticket)
        people = await self.presence.find(ticket_id, now)
        handover = {
            "reason_words": REASONS[ticket.reason],
            "about": ticket.about,
            "tried": [
                {"question": one.question, "intents": [], "answer": one.answer, "at": one.at.isoformat()}
                for one in tried
            ],
        }
        return JSONResponse(
            {
                "ticket": show_ticket(line, staff, now),
                "handover": handover,
                **show_page(page),
                "people": [
                    {"name": one.name, "typing": one.is_typing} for one in people if one.staff_id != staff.id
                ],
            }
        )

    async def get_messages(
        self,
        request: Request,
        ticket_id: Id,
        before: Place | None = None,
        after: Place | None = None,
    ) -> JSONResponse:
        """An earlier page, or what came since."""
        await self.disclosure.note_reading(ticket_id, staff_of(request))
        return JSONResponse(show_page(await self.threads.read(ticket_id, before, after)))

    async def get_facts(self, request: Request, ticket_id: Id) -> JSONResponse:
        """What stands beside the conversation, masked."""
        await self.disclosure.note_reading(ticket_id, staff_of(request))
        beside = await self.briefing.find_member_briefing(ticket_id)
        about = beside.ticket.about
        facts = show_facts(beside.facts, about)
        for paper in facts.get("papers", []):
            paper["url"] = f"/console/api/tickets/{ticket_id}/papers/{paper['id']}"
        facts["sent"] = [_show_sent(one) for one in beside.sent]
        facts["contacts"] = [_show_contact(one) for one in beside.contacts]
        facts["variables"] = find_variables(beside.facts, about, staff_of(request))
        return JSONResponse(facts)


def _show_sent(sent: SentToMember) -> dict[str, str | None]:
    return {
        "at": sent.at.isoformat() if sent.at else None,
        "name": sent.name,
        "state_words": sent.words,
        "text": sent.text,
    }


def _show_contact(past: PastTicket) -> dict[str, str | None]:
    rating = f"，评价：{RATINGS[past.rating]}" if past.rating else ""
    outcome = _OUTCOMES.get(past.outcome, "结束") if past.outcome else "结束"
    return {
        "at": past.closed_at.isoformat() if past.closed_at else None,
        "reason_words": REASONS[past.reason],
        "by": past.by,
        "outcome_words": outcome + rating,
    }
