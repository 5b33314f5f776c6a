"""A claims database as large as the crowd: each member with a term that ends soon, for the filter to find."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, text

from bot.kernel.outreach.audience_filter import AudienceFilter
from claims.database import ClaimsDatabase
from claims.migrations import upgrade
from claims.reference import load_plans
from claims.tables import EnrolmentRow, GrassrootsUnionRow, MemberRow
from vocabulary.beijing import today

PLAN = "hospital_cash"
ENDING_SOON = AudienceFilter(plans=(PLAN,), ending_within=60)
_DISTRICTS = ("东城区", "西城区", "朝阳区", "海淀区", "丰台区", "石景山区", "通州区", "大兴区")
_UNIONS = 4000
_PAGE = 5000


async def fill_membership(claims: ClaimsDatabase, url: str, first: int, count: int) -> None:
    """Fills the database, which is empty and at `url`, with members numbered from `first` + 1 on."""
    await asyncio.to_thread(upgrade, url)
    await load_plans(claims)
    await _add_unions(claims)
    for number in range(1, count + 1, _PAGE):
        await _add_members(claims, first, range(number, min(number + _PAGE, count + 1)))
    async with claims.begin() as session:
        await session.execute(text("ANALYZE"))  # As PostgreSQL does by itself within a minute.


async def _add_unions(claims: ClaimsDatabase) -> None:
    now = datetime.now(UTC)
    async with claims.begin() as session:
        await session.execute(
            insert(GrassrootsUnionRow),
            [
                {
                    "id": number,
                    "code": f"BENCH-{number}",
                    "name": f"第{number}单位工会",
                    "district": _DISTRICTS[number % len(_DISTRICTS)],
                    "township": "",
                    "updated_at": now,
                }
                for number in range(1, _UNIONS + 1)
            ],
        )


async def _add_members(claims: ClaimsDatabase, first: int, numbers: range) -> None:
    now, this_day, nothing = datetime.now(UTC), today(), claims.sealer.seal("")
    members = [
        {
            "id": first + number,
            "name": f"会员{number}",
            "id_number_hash": claims.sealer.hash_id_number(str(number)),
            "id_number_sealed": nothing,
            "card_number_sealed": nothing,
            "phone_sealed": nothing,
            "union_id": number % _UNIONS + 1,
            "updated_at": now,
        }
        for number in numbers
    ]
    terms = [
        {
            "member_id": first + number,
            "plan_code": PLAN,
            "tier": None,
            "units": 1,
            "effective_date": this_day - timedelta(days=330),
            "expiry_date": this_day + timedelta(days=number % 55),
            "updated_at": now,
        }
        for number in numbers
    ]
    async with claims.begin() as session:
        await session.execute(insert(MemberRow), members)
        await session.execute(insert(EnrolmentRow), terms)
