"""Turns tickets, messages and facts into the JSON that the console's page shows as it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.conversation.wording import DESKS
from bot.desk.queue import Line
from bot.desk.thread import ShownMessage, ThreadPage
from bot.kernel.conversation.reply_window import MessageAllowance
from bot.kernel.conversation.tickets import REASONS, Rating, TicketState
from bot.kernel.conversation.understanding import Understood
from bot.kernel.desk.corrections import INTENT_WORDS
from bot.kernel.desk.staff import StaffMember
from bot.kernel.members.facts import ClaimFacts, ClaimStep, MemberFacts
from bot.kernel.members.membership import WaitingCard
from bot.records.desk.staff_notes import StaffNote

RATINGS: Mapping[Rating, str] = {Rating.GOOD: "满意", Rating.FAIR: "一般", Rating.BAD: "不满意"}
_LONGEST_LAST, _LONGEST_RAISED = 80, 300


def show_ticket(line: Line, staff: StaffMember, now: datetime) -> dict[str, Any]:
    """One line of the queue."""
    ticket, last, waiting = line.queued.ticket, line.queued.last, line.queued.waiting
    is_held = ticket.state is TicketState.TAKEN
    holder = {"id": ticket.staff_id, "name": ticket.taken_by} if is_held else None
    return {
        "id": ticket.id,
        "conversation": ticket.conversation_id,
        "reason": ticket.reason,
        "reason_words": REASONS[ticket.reason],
        "urgency": ticket.reason.urgency,
        "alarm": ticket.is_alarm(),
        "urgent": ticket.reason.is_urgent,
        "raised": line.queued.raised[:_LONGEST_RAISED] if ticket.reason.is_urgent else "",
        "desk": ticket.desk,
        "desk_words": DESKS[ticket.desk],
        "district": line.district,
        "about": ticket.about,
        "state": ticket.state,
        "holder": holder,
        "mine": is_held and ticket.staff_id == staff.id,
        "opened_at": ticket.opened_at.isoformat(),
        "waiting_since": waiting.since.isoformat() if waiting.since else None,
        "unanswered": waiting.messages,
        "snoozed_until": ticket.snoozed_until.isoformat() if ticket.snoozed_until else None,
        "member": line.member,
        "channel": line.queued.channel.name,
        "last": {"speaker": last.speaker, "text": last.text[:_LONGEST_LAST], "at": last.at.isoformat()}
        if last
        else None,
        "window": show_window(line.window, now) if line.window else None,
    }


def show_window(window: MessageAllowance, now: datetime) -> dict[str, Any]:
    """How many messages the channel still lets through, and for how long."""
    if window.left == 0 or window.until is None:
        words = "现在发不了，对方下次说话时送出"
    else:
        words = f"还可发 {window.left} 条，剩 {_say_left(window.until, now)}"
        words += "，这是最后一条" if window.left == 1 else ""
    return {
        "left": window.left,
        "until": window.until.isoformat() if window.until else None,
        "words": words,
    }


def _say_left(until: datetime, now: datetime) -> str:
    minutes = max(0, int((until - now).total_seconds() // 60))
    return f"{minutes // 60} 小时" if minutes >= 60 else f"{minutes} 分钟"


def show_page(page: ThreadPage) -> dict[str, Any]:
    """A stretch of a conversation."""
    return {
        "messages": [show_message(one) for one in page.messages],
        "notes": [show_note(one) for one in page.notes],
        "more": page.has_more,
        "seen": page.seen,
    }


def show_message(one: ShownMessage) -> dict[str, Any]:
    """One message; `picture` is where it can be opened."""
    said, sending = one.utterance, one.sending
    picture = f"/console/api/pictures/{said.inbound_id}" if one.kind == "image" else None
    if said.reply.picture:
        picture = f"/pictures/{said.reply.picture}"
    return {
        "id": said.id,
        "speaker": said.speaker,
        "name": said.name,
        "text": said.reply.text,
        "at": said.said_at.isoformat(),
        "choices": [choice.title for choice in said.reply.choices],
        "links": [{"title": link.title} for link in said.reply.links],
        "picture": picture,
        "card": said.reply.card.title if said.reply.card else None,
        "send": {"state": sending.state, "words": sending.words, "retry": sending.retry} if sending else None,
        "understood": _show_understood(one.understood) if one.understood else None,
        "rows": [_show_row(fact) for fact in one.facts],
        "markable": one.understood is not None,
    }


def _show_understood(understood: Understood) -> dict[str, Any]:
    return {
        "intents": [
            {"name": name, "words": INTENT_WORDS.get(name, name), "confidence": confidence}
            for name, confidence in understood.intents
        ],
        "programmes": list(understood.programmes),
    }


def _show_row(fact: Mapping[str, Any]) -> str:
    as_of = str(fact.get("as_of") or "")[:16].replace("T", " ")
    source = str(fact.get("source") or fact.get("row") or "")
    return f"{source}（{as_of}）" if as_of else source


def show_note(note: StaffNote) -> dict[str, Any]:
    """One note."""
    return {"id": note.id, "name": note.name, "text": note.text, "at": note.written_at.isoformat()}


def show_facts(facts: MemberFacts | None, about: str) -> dict[str, Any]:
    """What stands beside the conversation; the claim that the ticket is about comes first."""
    if facts is None:
        return {"linked": False}
    claims = sorted(facts.claims, key=lambda one: one.number not in about)
    return {
        "linked": True,
        "as_of": facts.as_of.isoformat(),
        "notice": facts.notice,
        "identity": {
            "name": facts.identity.name,
            "id_number": facts.identity.id_number,
            "phone": facts.identity.phone,
            "card": facts.identity.card,
            "waiting_card": _show_waiting_card(facts.waiting_card),
            "union": facts.identity.union,
            "district": facts.identity.district,
        },
        "cover": [
            {
                "plan": one.plan,
                "tier": one.tier,
                "units": one.units,
                "until": one.until.isoformat(),
                "pays": list(one.pays),
                "in_force": one.in_force,
            }
            for one in facts.cover
        ],
        "claims": [_show_claim(one, one.number in about) for one in claims],
        "relief": [
            {
                "number": one.number,
                "kind_words": one.kind_words,
                "cause": one.cause,
                "step_words": one.step_words,
                "since": one.since.isoformat(),
                "as_of": one.as_of.isoformat(),
            }
            for one in facts.relief
        ],
        "papers": [
            {
                "id": one.id,
                "label": one.label,
                "claim": one.claim,
                "at": one.at.isoformat(),
            }
            for one in facts.papers
        ],
    }


def _show_claim(one: ClaimFacts, is_concerned: bool) -> dict[str, Any]:
    return {
        "number": one.number,
        "plan": one.plan,
        "cause": one.cause,
        "state_words": one.state_words,
        "since": one.since.isoformat(),
        "amount": one.amount,
        "missing": list(one.missing),
        "timeline": _show_steps(one.timeline),
        "as_of": one.as_of.isoformat(),
        "concerned": is_concerned,
    }


def _show_steps(steps: Sequence[ClaimStep]) -> list[dict[str, str]]:
    return [{"words": step.words, "on": step.on.isoformat(), "note": step.note} for step in steps]


def _show_waiting_card(card: WaitingCard | None) -> dict[str, Any] | None:
    if card is None:
        return None
    return {"id": card.id, "tail": card.card_tail, "effective_at": card.effective_at.isoformat()}


def find_variables(facts: MemberFacts | None, about: str, staff: StaffMember) -> dict[str, str]:
    """The values that canned replies may use; what is not known is left out, so that it blocks sending."""
    values = {"我的名字": staff.name, "会员称呼": "您"}
    if facts is None:
        return values
    claims = sorted(facts.claims, key=lambda one: one.number not in about)
    if claims:
        values |= {"理赔号": claims[0].number, "理赔进度": claims[0].state_words}
        if claims[0].missing:
            values["缺的材料"] = "、".join(claims[0].missing)
    if facts.relief:
        values |= {"救助号": facts.relief[0].number, "救助进度": facts.relief[0].step_words}
    return values
