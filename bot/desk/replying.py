"""What staff say to members: once, on a view that is not stale, within the channel's window, and honest about its fate."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Delivery, Records
from bot.desk.holding import find_held
from bot.desk.tickets import unknown_ticket
from bot.errors import RefusedValue, StaffRefusal
from bot.kernel.conversation.conversations import Conversation, Spoken, Utterance
from bot.kernel.conversation.masking import mask_numbers
from bot.kernel.conversation.messages import Link, Reply
from bot.kernel.conversation.tickets import STAFF_WAKE_UP
from bot.kernel.desk.reply_states import describe_delivery
from bot.kernel.desk.staff import StaffMember
from bot.members.photographs import clean_picture
from bot.records.audit import record_audit
from bot.records.conversation import ledger, ticket_work, tickets, transcript
from bot.records.conversation.conversations import find_conversation_by_id
from bot.records.conversation.ledger import FOR_STAFF
from bot.records.desk import staff_notes
from bot.records.desk.pictures import keep_picture
from bot.records.desk.staff_notes import StaffNote

_MOST_BYTES = 2000
_MOST_PICTURE_BYTES = 2 * 1024 * 1024
_PICTURE_REFUSED = {
    "paper_empty": "没有收到图片，请再选一次。",
    "paper_too_large": "这张太大了，请选 10 MB 以内的图片。",
    "paper_unreadable": "这个文件打不开，请选 JPG 或 PNG 图片。",
    "paper_blank": "这张图片上只有一种颜色，看不出内容，请再选一次。",
    "paper_too_long": "这张太长了，缩小以后看不清，请分成几张再发。",
    "paper_busy": "这会儿图片有点多，过一分钟再发。",
}
_PLACEHOLDER = re.compile(r"\{[^{}\n]{1,20}\}")


@dataclass(frozen=True)
class StaffDraft:
    """What somebody wrote: `seen` is the newest utterance on their screen; with `hold` it may wait for the member."""

    key: str
    text: str
    seen: int
    hold: bool = False
    picture: bytes = field(default=b"", repr=False)
    card: Link | None = None


@dataclass(frozen=True)
class Replying:
    """Takes staff's words to members; every refusal is a `StaffRefusal`, and loses nothing."""

    records: Records
    delivery: Delivery
    clock: Callable[[], datetime]

    async def reply(self, ticket_id: int, staff: StaffMember, draft: StaffDraft) -> Utterance:
        """Says it, once for each key."""
        if draft.picture:
            draft = replace(draft, picture=await _clean(draft.picture))
        else:
            check_text(draft.text)
        said, conversation, is_new = await self._record(ticket_id, staff, draft)
        if is_new:
            await self.delivery.say(conversation, [said], FOR_STAFF)
            await self._tell_console(ticket_id)
        return said

    async def retry(self, utterance_id: int, staff: StaffMember, *, is_sure: bool) -> None:
        """Sends once more what did not arrive; what may have arrived only where the person is sure."""
        async with self.records.begin() as session:
            found = await transcript.find_utterance(session, utterance_id)
            if found is None:
                raise StaffRefusal("unknown_message", "没有这条消息。", 404)
            utterance, conversation_id = found
            ticket = await tickets.find_open_ticket(session, conversation_id)
            if ticket is None:
                raise StaffRefusal("closed", "这个对话已经结束，交还给小助手了。")
            await find_held(session, ticket.id, staff)
            outcomes = await ledger.find_outcomes(session, [utterance.service_message_id or 0])
            conversation = await find_conversation_by_id(session, conversation_id)
            may_send = await ledger.may_send(session, conversation, self.clock())
        outcome = outcomes.get(utterance.service_message_id or 0)
        sending = describe_delivery(utterance, outcome, conversation.channel, self.clock())
        if sending is None or sending.retry == "no":
            raise StaffRefusal("not_needed", "这条不用再发。")
        if sending.retry == "ask" and not is_sure:
            raise StaffRefusal("may_arrive_twice", "对方可能已经收到，再发会收到两遍。确定要再发吗？")
        if not may_send:
            name = conversation.channel.staff_name
            raise StaffRefusal(
                "window_closed", f"现在发不了：{name}的回复窗口关着。对方下次说话时会自动送出。"
            )
        await self.delivery.push_again(conversation, utterance, FOR_STAFF)
        await self._tell_console(ticket.id)

    async def note(self, ticket_id: int, staff: StaffMember, key: str, text: str) -> StaffNote:
        """Keeps a note for colleagues; members never see it."""
        masked, _ = mask_numbers(text)
        async with self.records.begin() as session:
            ticket = await tickets.find_ticket(session, ticket_id)
            if ticket is None:
                raise unknown_ticket()
            note = await staff_notes.record_note(
                session, ticket.conversation_id, key, staff.id, staff.name, masked, self.clock()
            )
            await ticket_work.note_change(session, ticket_id, "note", self.clock())
        await self.delivery.wake_ups.announce(STAFF_WAKE_UP)
        return note

    async def _record(
        self, ticket_id: int, staff: StaffMember, draft: StaffDraft
    ) -> tuple[Utterance, Conversation, bool]:
        async with self.records.begin() as session:
            ticket = await find_held(session, ticket_id, staff)
            conversation = await find_conversation_by_id(session, ticket.conversation_id)
            if before := await transcript.find_by_key(session, draft.key):
                return before, conversation, False
            await self._check_view(session, conversation, draft)
            now, picture = self.clock(), secrets.token_urlsafe(24) if draft.picture else ""
            reply = Reply("" if picture else draft.text, picture=picture, card=draft.card)
            spoken = Spoken(reply, "staff", staff.name)
            said = await transcript.record_spoken(session, conversation.id, [spoken], now, key=draft.key)
            if not said and (before := await transcript.find_by_key(session, draft.key)):
                # It was committed meanwhile, by a second press or a repeated request.
                return before, conversation, False
            if picture:
                await keep_picture(session, picture, conversation.id, draft.picture, now)
            await ticket_work.record_staff_word(session, ticket_id, now)
            await record_audit(
                session,
                f"staff:{staff.login}",
                "reply",
                now,
                conversation_id=conversation.id,
                details={"ticket": ticket_id},
            )
            return said[0], conversation, True

    async def _check_view(self, session: AsyncSession, conversation: Conversation, draft: StaffDraft) -> None:
        """Refuses what was written before somebody else spoke, and what cannot be sent now."""
        newer = await transcript.find_said_after(session, conversation.id, draft.seen)
        if any(one.speaker in ("member", "staff", "bot") for one in newer):
            raise StaffRefusal("stale", "您写的时候，对话里有了新消息。请看一眼再决定发不发，写好的还在。")
        name = conversation.channel.staff_name
        if draft.picture and not conversation.channel.shows_pictures:
            raise StaffRefusal("no_pictures", f"{name}里发不了图片，请写成文字。", 422)
        if not draft.hold and not await ledger.may_send(session, conversation, self.clock()):
            raise StaffRefusal(
                "window_closed", f"{name}的回复窗口关着，现在发不到。可以留着，对方下次说话时送出。"
            )

    async def _tell_console(self, ticket_id: int) -> None:
        async with self.records.begin() as session:
            await ticket_work.note_change(session, ticket_id, "said", self.clock())
        await self.delivery.wake_ups.announce(STAFF_WAKE_UP)


async def _clean(content: bytes) -> bytes:
    try:
        return await clean_picture(content, _MOST_PICTURE_BYTES)
    except RefusedValue as fault:
        raise StaffRefusal(fault.reason, _PICTURE_REFUSED[fault.reason], 422) from fault


def check_text(text: str) -> None:
    """Refuses the empty, the too long, and what still has a placeholder in it."""
    if not text.strip():
        raise StaffRefusal("empty", "还没有写内容。", 422)
    if len(text.encode()) > _MOST_BYTES:
        raise StaffRefusal("too_long", "太长了，微信一条最多约 660 个字，请分两次发。", 422)
    if names := _PLACEHOLDER.findall(text):
        raise StaffRefusal(
            "unresolved", f"还有没填的地方：{'、'.join(names)}。请补上再发。", 422, names=names
        )
