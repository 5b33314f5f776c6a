"""Who gets nothing and why: one table of cases, for the approval and for the moment of sending, on both databases."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.outreach.campaigns import CampaignState, RecipientState, SendingWay, SkipReason
from bot.kernel.outreach.sending_limits import FrequencyCap
from bot.records.database import Database
from bot.records.outreach import campaigns, standing, taking
from bot.records.tables import (
    AudienceMemberRow,
    AudienceRow,
    CampaignRow,
    ConversationRow,
    IdentityLinkRow,
    LeftOutRow,
    NoticeChoiceRow,
    RecipientRow,
)
from testing.migrated import open_migrated

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
OURS, FIRST, OTHER, ANOTHER = 1, 2, 3, 4
"""Ours repeats the first; the others say something else."""
TWICE_A_MONTH, NO_CAP = FrequencyCap(2, 30), FrequencyCap(0, 30)
TEXT, TEMPLATE = SendingWay.SERVICE_TEXT, SendingWay.TEMPLATE
Deed = Callable[[], Any]


def blocked() -> Any:
    return update(ConversationRow).values(blocked_at=NOW)


def unlinked() -> Any:
    return delete(IdentityLinkRow)


def linked_to_somebody_else() -> Any:
    return update(IdentityLinkRow).values(member_id=2)


def wrote(ago: timedelta | None) -> Deed:
    return lambda: update(ConversationRow).values(last_inbound_at=None if ago is None else NOW - ago)


def chose(kind: NoticeKind, is_wanted: bool) -> Deed:
    return lambda: NoticeChoiceRow(conversation_id=1, kind=kind, is_wanted=is_wanted, chosen_at=NOW)


def got(campaign_id: int, ago: timedelta) -> Deed:
    return lambda: RecipientRow(
        campaign_id=campaign_id,
        audience_id=1,
        member_id=1,
        conversation_id=1,
        state=RecipientState.SENT,
        sent_at=NOW - ago,
    )


def left_out(version: int) -> Deed:
    return lambda: LeftOutRow(campaign_id=OURS, version=version, member_id=1, words="太长")


DAY = timedelta(days=1)
OPTED_OUT = chose(NoticeKind.NEWS, False)
ENOUGH = (got(OTHER, DAY), got(ANOTHER, 29 * DAY))
CASES: list[tuple[SendingWay, FrequencyCap, tuple[Deed, ...], SkipReason | None]] = [
    (TEMPLATE, TWICE_A_MONTH, (), None),
    (TEMPLATE, TWICE_A_MONTH, (unlinked,), SkipReason.NOT_LINKED),
    (TEMPLATE, TWICE_A_MONTH, (linked_to_somebody_else,), SkipReason.NOT_LINKED),
    (TEMPLATE, TWICE_A_MONTH, (blocked,), SkipReason.BLOCKED),
    (TEMPLATE, TWICE_A_MONTH, (OPTED_OUT,), SkipReason.OPTED_OUT),
    (TEMPLATE, TWICE_A_MONTH, (chose(NoticeKind.NEWS, True), chose(NoticeKind.SERVICE, False)), None),
    (TEMPLATE, TWICE_A_MONTH, (got(FIRST, 100 * DAY),), SkipReason.GOT_IT_BEFORE),
    (TEMPLATE, TWICE_A_MONTH, (got(OTHER, DAY),), None),
    (TEMPLATE, TWICE_A_MONTH, ENOUGH, SkipReason.OVER_CAP),
    (TEMPLATE, TWICE_A_MONTH, (got(OTHER, DAY), got(ANOTHER, 31 * DAY)), None),
    (TEMPLATE, NO_CAP, ENOUGH, None),
    (TEXT, TWICE_A_MONTH, (wrote(timedelta(hours=47, minutes=59)),), None),
    (TEXT, TWICE_A_MONTH, (wrote(2 * DAY),), SkipReason.WINDOW_CLOSED),
    (TEXT, TWICE_A_MONTH, (wrote(None),), SkipReason.WINDOW_CLOSED),
    (TEMPLATE, TWICE_A_MONTH, (wrote(None),), None),
    (TEMPLATE, TWICE_A_MONTH, (left_out(1),), SkipReason.VALUE_REFUSED),
    (TEMPLATE, TWICE_A_MONTH, (left_out(2),), None),
    (TEXT, TWICE_A_MONTH, (wrote(None), left_out(1)), SkipReason.WINDOW_CLOSED),
    (TEXT, TWICE_A_MONTH, (*ENOUGH, wrote(None)), SkipReason.OVER_CAP),
    (TEMPLATE, TWICE_A_MONTH, (*ENOUGH, got(FIRST, DAY)), SkipReason.GOT_IT_BEFORE),
    (TEMPLATE, TWICE_A_MONTH, (OPTED_OUT, got(FIRST, DAY)), SkipReason.OPTED_OUT),
    (TEMPLATE, TWICE_A_MONTH, (blocked, OPTED_OUT), SkipReason.BLOCKED),
    (TEMPLATE, TWICE_A_MONTH, (unlinked, blocked), SkipReason.NOT_LINKED),
]


def test_every_reason_of_a_member_has_a_case() -> None:
    assert {reason for *_, reason in CASES if reason} == set(SkipReason) - {SkipReason.STOPPED}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    is_file = request.param == "sqlite"
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}" if is_file else request.getfixturevalue("postgres_url")
    opened = await open_migrated(url)
    yield opened
    await opened.close()


async def test_approval_and_sending_keep_the_same_rule(database: Database) -> None:
    for case in CASES:
        way, cap, deeds, reason = case
        for find in (at_approval, at_sending):
            async with database.begin() as session:
                await make_ground(session, way)
                for deed in deeds:
                    await do(session, deed())
                assert await find(session, cap) == reason, (find.__name__, case)
                await session.rollback()


async def at_approval(session: AsyncSession, cap: FrequencyCap) -> SkipReason | None:
    campaign = await campaigns.find_campaign(session, OURS)
    assert campaign
    counted = await standing.count_audience(session, campaign, 1, cap, NOW)
    assert await standing.freeze_audience(session, campaign, 1, cap, NOW) == 1
    frozen = await session.scalar(
        select(RecipientRow.skip_reason).where(RecipientRow.campaign_id == OURS, RecipientRow.member_id == 1)
    )
    assert dict(counted.left_out) == ({SkipReason(frozen): 1} if frozen else {})
    return SkipReason(frozen) if frozen else None


async def at_sending(session: AsyncSession, cap: FrequencyCap) -> SkipReason | None:
    campaign = await campaigns.find_campaign(session, OURS)
    assert campaign
    await do(
        session,
        RecipientRow(
            campaign_id=OURS,
            audience_id=1,
            member_id=1,
            conversation_id=1,
            state=RecipientState.PENDING,
        ),
    )
    (taken,) = await taking.take_pending(session, campaign, cap, 5, NOW)
    return taken.skip


async def make_ground(session: AsyncSession, way: SendingWay) -> None:
    """One member, found for our campaign, linked, whom nothing keeps from getting it."""
    for number in (OURS, FIRST, OTHER, ANOTHER):
        session.add(
            CampaignRow(
                id=number,
                name="通知",
                state=CampaignState.RUNNING,
                version=1,
                kind=NoticeKind.NEWS,
                way=way,
                fields={},
                created_by=1,
                created_name="周岚",
                created_at=NOW,
                repeats=FIRST if number == OURS else None,
            )
        )
    session.add(ConversationRow(id=1, channel="wechat", address="oOne", opened_at=NOW, last_inbound_at=NOW))
    await session.flush()
    session.add(
        AudienceRow(
            id=1, campaign_id=OURS, source="list", definition={}, variables=[], bad_rows=[], started_at=NOW
        )
    )
    session.add(IdentityLinkRow(conversation_id=1, member_id=1, linked_at=NOW))
    await session.flush()
    session.add(AudienceMemberRow(audience_id=1, member_id=1, variables={"姓名": "王芳"}))
    await session.flush()


async def do(session: AsyncSession, deed: Any) -> None:
    """A new row, or a change."""
    if isinstance(deed, RecipientRow | NoticeChoiceRow | LeftOutRow):
        session.add(deed)
        await session.flush()
    else:
        await session.execute(deed)
