"""Everything that the claims database holds of one member, table by table: to hand it out; and the little that can be erased.

A test fails where a table is neither here nor named as nobody's.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from claims.database import ClaimsDatabase
from claims.outbox.erasing import blank_wishes
from claims.outbox.events import MemberErased
from claims.outbox.recording import record_change
from claims.sealing import Sealer
from claims.tables import (
    ActivitySignUpRow,
    AppointmentRow,
    CardChangeRow,
    ClaimDocumentRow,
    ClaimRow,
    ClaimsTable,
    ClaimTellingRow,
    ClaimTimelineRow,
    CoreAnswerRow,
    CoreMemberRow,
    DraftRow,
    EnrolmentRow,
    MemberRow,
    OutboxLaneRow,
    OutboxRow,
    PaperRow,
    PaymentRow,
    ProfileChangeRow,
    ReliefActRow,
    ReliefApplicationRow,
    ReliefTellingRow,
    ReliefTimelineRow,
)
from claims.values import MemberId

Rows = dict[str, list[dict[str, Any]]]
Files = dict[str, bytes]
_Find = Callable[[int], ColumnElement[bool]]
_SEALED = "_sealed"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


def _own(table: Any) -> _Find:
    return lambda member: table.member_id == member


def _of_claim(table: Any) -> _Find:
    return lambda member: table.claim_id.in_(select(ClaimRow.id).where(ClaimRow.member_id == member))


def _of_relief(table: Any) -> _Find:
    mine = ReliefApplicationRow.member_id
    return lambda member: table.application_id.in_(select(ReliefApplicationRow.id).where(mine == member))


def _by_hash(table: Any) -> _Find:
    mine = MemberRow.id_number_hash
    return lambda member: table.member_hash == select(mine).where(MemberRow.id == member).scalar_subquery()


HELD: Mapping[type[ClaimsTable], _Find] = {
    MemberRow: lambda member: MemberRow.id == member,
    **{
        table: _own(table)
        for table in (
            ActivitySignUpRow,
            AppointmentRow,
            CardChangeRow,
            ClaimRow,
            CoreAnswerRow,
            CoreMemberRow,
            DraftRow,
            EnrolmentRow,
            PaperRow,
            ProfileChangeRow,
            ReliefApplicationRow,
        )
    },
    **{
        table: _of_claim(table) for table in (ClaimDocumentRow, ClaimTellingRow, ClaimTimelineRow, PaymentRow)
    },
    **{table: _of_relief(table) for table in (ReliefActRow, ReliefTellingRow, ReliefTimelineRow)},
    **{table: _by_hash(table) for table in (OutboxRow, OutboxLaneRow)},
}
STAYS: Mapping[type[ClaimsTable], str] = {
    MemberRow: "会员登记：会员关系存续期间由中心保管",
    CoreMemberRow: "中心核心系统里的编号：会员登记的一部分",
    EnrolmentRow: "参保记录：互助保障合同凭证",
    ClaimRow: "理赔：会计档案，依《会计档案管理办法》留存",
    ClaimTimelineRow: "理赔的每一步：同上",
    ClaimDocumentRow: "理赔要的材料清单：同上",
    ClaimTellingRow: "报案时的陈述：理赔的依据，加密保存",
    PaymentRow: "打款：会计档案，依《会计档案管理办法》留存",
    PaperRow: "已归入理赔的材料：理赔的依据，加密保存",
    ReliefApplicationRow: "救助申请：专项资金档案，依法留存",
    ReliefTimelineRow: "救助的每一步：同上",
    ReliefTellingRow: "救助申请的陈述：审批依据，加密保存",
    ReliefActRow: "救助的审批意见：同上",
    ProfileChangeRow: "手机号、收款卡的变更：资金安全的依据，只留遮住的号码",
    CardChangeRow: "新收款卡的申请：同上",
    OutboxRow: "发给中心业务系统的变动：说的都是上面留下的记录；送达后内容即删，只留回执",
    OutboxLaneRow: "发送的次序：只有编号",
    AppointmentRow: "窗口预约：已约的还要用，过了的用于统计",
    ActivitySignUpRow: "活动报名：同上",
}
"""What is not erased, and why."""


async def export_member(claims: ClaimsDatabase, member: MemberId) -> tuple[Rows, Files]:
    """Every row by table, with what was sealed in clear, and the papers as files."""
    rows: Rows = {}
    files: Files = {}
    async with claims.begin() as session:
        for table, find in HELD.items():
            columns = [one for one in table.__table__.columns if one.name != "content_sealed"]
            query = select(*columns).where(find(member)).order_by(*table.__table__.primary_key)
            found = [dict(row._mapping) for row in await session.execute(query)]
            rows[table.__tablename__] = [_unseal(claims.sealer, row) for row in found]
        papers = (
            select(PaperRow).where(PaperRow.member_id == member).options(undefer(PaperRow.content_sealed))
        )
        for paper in await session.scalars(papers):
            name = f"papers/{paper.id}.{_ENDINGS.get(paper.media_type, 'bin')}"
            files[name] = claims.sealer.unseal_bytes(paper.content_sealed)
    return rows, files


async def erase_member(claims: ClaimsDatabase, member: MemberId, now: datetime) -> tuple[str, ...]:
    """Erases what nothing was decided by, and tells the outbox; the numbers of the member's applications for relief."""
    async with claims.begin() as session:
        await session.execute(delete(CoreAnswerRow).where(CoreAnswerRow.member_id == member))
        await session.execute(delete(DraftRow).where(DraftRow.member_id == member))
        loose = delete(PaperRow).where(PaperRow.member_id == member, PaperRow.claim_id.is_(None))
        erased = list(await session.scalars(loose.returning(PaperRow.id)))
        await blank_wishes(session, claims.sealer, member)
        if erased:
            record_change(session, member, MemberErased(paper_ids=sorted(erased)), now)
        return tuple(await _find_relief_numbers(session, member))


async def find_member_id(claims: ClaimsDatabase, typed: str) -> MemberId | None:
    """A member by their number here, or by their identity number."""
    plain = "".join(typed.split())
    by_number = plain.isascii() and plain.isdigit() and len(plain) < 10
    here = (
        MemberRow.id == int(plain)
        if by_number
        else MemberRow.id_number_hash == claims.sealer.hash_id_number(plain)
    )
    async with claims.begin() as session:
        found = await session.scalar(select(MemberRow.id).where(here))
    return None if found is None else MemberId(found)


async def _find_relief_numbers(session: AsyncSession, member: MemberId) -> list[str]:
    query = select(ReliefApplicationRow.number).where(ReliefApplicationRow.member_id == member)
    return list(await session.scalars(query))


def _unseal(sealer: Sealer, row: dict[str, Any]) -> dict[str, Any]:
    return {
        name.removesuffix(_SEALED): sealer.unseal(value) if name.endswith(_SEALED) and value else value
        for name, value in row.items()
        if not name.endswith("_hash")
    }
