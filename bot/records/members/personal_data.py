"""Everything that the bot's database holds of one person, table by table: to hand it out, and to erase it.

A test fails where a table is neither here nor named as nobody's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.outreach.campaigns import RecipientState, SkipReason
from bot.records.audit import erase_audit_words
from bot.records.members.forgetting import forget_conversation
from bot.records.members.identity import find_conversations_of
from bot.records.tables import (
    AudienceMemberRow,
    AuditRow,
    BotTable,
    ConversationRow,
    CorrectionRow,
    DeliveryReportRow,
    IdentityLinkRow,
    InboundRow,
    LeftOutRow,
    MemberPageRow,
    NoticeChoiceRow,
    NoticeSaidRow,
    RecipientRow,
    SentPictureRow,
    ServiceMessageRow,
    StaffNoteRow,
    TalkRow,
    TemplateMessageRow,
    TicketChangeRow,
    TicketRow,
    TicketTellingRow,
    UtteranceRow,
)

Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Person:
    """A member, and the conversations that are linked to them."""

    member_id: int
    conversation_ids: tuple[int, ...]


_Find = Callable[[Person], ColumnElement[bool]]


def _in_conversations(table: Any) -> _Find:
    return lambda person: table.conversation_id.in_(person.conversation_ids)


def _of_messages(person: Person) -> ColumnElement[bool]:
    mine = select(InboundRow.id).where(InboundRow.conversation_id.in_(person.conversation_ids))
    return CorrectionRow.inbound_id.in_(mine)


def _of_recipient(person: Person) -> ColumnElement[bool]:
    return or_(
        RecipientRow.member_id == person.member_id, RecipientRow.conversation_id.in_(person.conversation_ids)
    )


HELD: Mapping[type[BotTable], _Find] = {
    ConversationRow: lambda person: ConversationRow.id.in_(person.conversation_ids),
    IdentityLinkRow: lambda person: IdentityLinkRow.member_id == person.member_id,
    CorrectionRow: _of_messages,
    RecipientRow: _of_recipient,
    AudienceMemberRow: lambda person: AudienceMemberRow.member_id == person.member_id,
    TicketTellingRow: lambda person: TicketTellingRow.member_id == person.member_id,
    LeftOutRow: lambda person: LeftOutRow.member_id == person.member_id,
    **{
        table: _in_conversations(table)
        for table in (
            AuditRow,
            DeliveryReportRow,
            InboundRow,
            MemberPageRow,
            NoticeChoiceRow,
            NoticeSaidRow,
            SentPictureRow,
            ServiceMessageRow,
            StaffNoteRow,
            TalkRow,
            TemplateMessageRow,
            TicketChangeRow,
            TicketRow,
            UtteranceRow,
        )
    },
}
STAYS: Mapping[type[BotTable], str] = {
    ConversationRow: "有过一个对话、什么时候开始：只剩编号和时间，用于统计，认不出是谁",
    InboundRow: "每条消息的时间和类型：没有内容和来源，用来认出微信重复送来的消息",
    TicketRow: "人工服务的时间、原因类别、办理人和结果：用于服务质量统计",
    TicketTellingRow: "人工服务还没转告中心业务系统的：只有编号和原因类别，转告后自动删除",
    TicketChangeRow: "工作台的变动编号：七天后自动删除",
    ServiceMessageRow: "发过几条客服消息：微信限额的账，没有内容",
    CorrectionRow: "已经采纳的训练例句：遮住号码、姓名、地址以后由两个人看过，不指向任何人",
    RecipientRow: "群发的发送结果：和会员的对应已经断开，只留数量",
    AuditRow: "谁在什么时候做过什么：依法留存的安全记录，写的原因已经删除",
}
"""What is left of whom one erases, and why; without a word of theirs and without their address."""


async def find_person(session: AsyncSession, member_id: int) -> Person:
    """The member with the conversations that are linked now."""
    linked = await find_conversations_of(session, [member_id])
    return Person(member_id, tuple(linked.get(member_id, ())))


async def export_person(session: AsyncSession, person: Person) -> Rows:
    """Every row, by table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table, find in HELD.items():
        columns = list(table.__table__.columns)
        rows = await session.execute(
            select(*columns).where(find(person)).order_by(*table.__table__.primary_key)
        )
        found[table.__tablename__] = [dict(row._mapping) for row in rows]
    return found


async def erase_person(
    session: AsyncSession, person: Person, relief_numbers: tuple[str, ...], now: datetime
) -> None:
    """Erases what was said, what was written about it, where it came from, and whose it was."""
    for conversation_id in person.conversation_ids:
        await forget_conversation(session, conversation_id, now)
    await erase_audit_words(session, person.conversation_ids, relief_numbers)
    for table in (AudienceMemberRow, LeftOutRow, DeliveryReportRow, IdentityLinkRow):
        await session.execute(delete(table).where(HELD[table](person)))
    mine = _of_recipient(person)
    waiting = RecipientRow.state == RecipientState.PENDING
    skipped = {"state": RecipientState.SKIPPED.value, "skip_reason": SkipReason.NOT_LINKED.value}
    await session.execute(
        update(RecipientRow).where(mine, waiting).values(skipped).execution_options(synchronize_session=False)
    )
    # A campaign has each member once: its own number, turned round, is nobody's.
    nobody = {"member_id": -RecipientRow.id, "conversation_id": None, "message_id": "", "reason": ""}
    await session.execute(
        update(RecipientRow).where(mine).values(nobody).execution_options(synchronize_session=False)
    )
