"""Makes the databases ready: schema, keys that fit, the plans, and the invented members where asked for."""

import asyncio

import structlog

from bot.cli.demo_staff import add_demo_staff
from bot.members.database import load_plans, upgrade_claims
from bot.members.demonstration import load_demo
from bot.records.migrations import migrate
from bot.wiring import Parts
from bot.wiring.clock import now
from vocabulary.beijing import today

log = structlog.get_logger(__name__)


async def make_ready(parts: Parts, *, demo: bool) -> None:
    """Brings both schemas up to date, binds the claims database to its keys, and loads demo data; doing it again changes nothing."""
    try:
        await migrate(parts.base.database)
        await asyncio.to_thread(upgrade_claims, parts.settings.claims_database)
        await parts.base.claims.seal_canary(now())
        await load_plans(parts.base.claims)
        if demo:
            await load_demo(parts.base.claims, today())
            await add_demo_staff(parts.desk.staff.accounts, parts.settings.data_dir)
    finally:
        await parts.close()
