"""Looks at everything that a start needs, at once, and says in words what is missing."""

import asyncio
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.core_check import find_core_fault
from bot.coordination.redis_client import open_redis
from bot.kernel.conversation.channels import Channels
from bot.kernel.conversation.working_hours import WrittenHours
from bot.kernel.outreach.automatic_notices import read_visit_setting
from bot.kernel.outreach.sending_plan import parse_quiet_hours
from bot.machine.disk import Disk
from bot.members.database import open_claims_database
from bot.records.conversation.conversations import find_unknown_channels
from bot.records.database import Database, open_database
from bot.records.desk.staff import has_demo_staff
from bot.settings import Part, Settings, find_faults
from bot.wiring.channels import CHANNELS
from bot.wiring.schema import BOT_SCHEMA, CLAIMS_SCHEMA
from bot.wiring.stores import Stores, find_schema_fault

_OLDEST_SENSIBLE = datetime(2026, 1, 1, tzinfo=UTC)
_MOST_APART_SECONDS = 120
_SET_IT_RIGHT = "WeChat's pushes, sessions and passes depend on it; let the machine follow a time server."


@dataclass
class Findings:
    """`faults` forbid a start; what is `away` may come later, and `warnings` are worth a look."""

    faults: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


async def check_start(settings: Settings, part: Part, unreadable: list[str]) -> Findings:
    """All that is wrong; `unreadable` are the settings that could not even be read."""
    of_settings = find_faults(settings, part)
    found = Findings([*unreadable, *of_settings])
    if datetime.now(UTC) < _OLDEST_SENSIBLE:
        found.faults.append(
            f"This machine's clock is wrong: it is not {datetime.now(UTC):%Y-%m-%d}. {_SET_IT_RIGHT}"
        )
    if disk := Disk(settings.data_dir).find_fault():
        found.faults.append(_say_disk(settings, disk))
    if part == "bot":
        found.faults += _find_rasa_faults(settings)
    if part in ("bot", "worker"):
        found.faults += find_unreadable(settings)
    if not disk and not any("DATABASE_URL" in words for words in of_settings):
        await _check_databases(
            settings, part, found, has_keys=not any("CLAIMS_" in words for words in of_settings)
        )
    has_source_fault = any("CLAIMS_" in words for words in of_settings)
    if settings.claims_source_url and part in ("bot", "handlers") and not has_source_fault:
        found.away += filter(None, [await find_core_fault(settings)])
    if (
        settings.redis_url
        and part in ("bot", "worker")
        and not any("REDIS_URL must" in one for one in of_settings)
    ):
        await _check_redis(settings, found)
    return found


def find_unreadable(settings: Settings) -> Iterator[str]:
    """What has the form of its setting and still says nothing: read here as it is read later, where all would die of it."""
    week, holidays, made_up = settings.working_hours, settings.holidays, settings.make_up_days
    visit, quiet = settings.wechat_template_visit, settings.outreach_quiet_hours
    readers: list[tuple[str, Callable[[], object], str]] = [
        ("WORKING_HOURS", WrittenHours(week).parse, "1-5 9:00-12:00 13:30-17:30; 6 9:00-12:00"),
        ("HOLIDAYS", WrittenHours("", holidays).parse, "2026-10-01 2026-10-03至2026-10-07"),
        ("MAKE_UP_DAYS", WrittenHours("", "", made_up).parse, "2026-10-10 2026-10-11"),
        ("OUTREACH_QUIET_HOURS", partial(parse_quiet_hours, quiet), "21:00-8:30"),
        ("WECHAT_TEMPLATE_VISIT", partial(read_visit_setting, visit), "AbC thing1=place time2=when"),
    ]
    for name, read, form in readers:
        try:
            read()
        except ValueError:
            yield f"{name} cannot be read; it looks like {form}."


def _say_disk(settings: Settings, fault: str) -> str:
    if fault == "full":
        return f"The disk of {settings.data_dir} (DATA_DIR) is full: make room."
    return f"{settings.data_dir} (DATA_DIR) cannot be written: let this user own it, or set another one."


def _find_rasa_faults(settings: Settings) -> Iterator[str]:
    if settings.rasa_url:
        return
    if not os.access(settings.rasa_python, os.X_OK):
        yield (
            f"Rasa's environment is not at {settings.rasa_python}: run `make setup`, or set RASA_PYTHON, or RASA_URL "
            "for a Rasa that runs by itself."
        )
    if not settings.model.is_file():
        yield (
            f"There is no model at {settings.model}: run `make train`, which writes to var/models, or set RASA_MODEL."
        )
    elif not tarfile.is_tarfile(settings.model):
        yield f"{settings.model} is no model of Rasa's: run `make train`, or set RASA_MODEL."


async def _check_databases(settings: Settings, part: Part, found: Findings, *, has_keys: bool) -> None:
    database = open_database(settings.bot_database, CHANNELS)
    try:
        if part == "worker":
            results = [await find_schema_fault(database.engine, BOT_SCHEMA, "The bot's database")]
        elif has_keys:
            results = [await _find_store_faults(settings, database)]
        else:
            results = [
                await find_schema_fault(database.engine, BOT_SCHEMA, "The bot's database"),
                await _find_claims_fault(settings),
            ]
        for faults, away in results:
            found.faults += faults
            found.away += away
        if apart := await _find_clock_fault(database):
            found.faults.append(apart)
        is_there = not any(faults for faults, _ in results)  # Looking must not make a file.
        if is_there and part in ("bot", "worker"):
            found.faults += await _find_channel_faults(database)
        if part == "bot" and is_there and not settings.demo and await _has_demo_staff(database):
            found.warnings.append(
                "The bot's database once served a demonstration: its invented staff cannot sign in without DEMO, "
                "its invented members are still there. Begin with an empty database."
            )
    finally:
        await database.close()


async def _find_store_faults(settings: Settings, database: Database) -> tuple[list[str], list[str]]:
    claims = open_claims_database(
        settings.claims_database,
        settings.claims_encryption_key.get_secret_value(),
        settings.claims_hash_key.get_secret_value(),
    )
    try:
        return await Stores(database, claims).find_faults()
    finally:
        await claims.close()


async def _find_claims_fault(settings: Settings) -> tuple[list[str], list[str]]:
    """Of its schema alone: without keys nothing else can be looked at."""
    claims = open_database(settings.claims_database, Channels())
    try:
        return await find_schema_fault(claims.engine, CLAIMS_SCHEMA, "The claims database")
    finally:
        await claims.close()


async def _find_channel_faults(database: Database) -> list[str]:
    """Without their channel conversations cannot be read; they stay as they are until it is registered again."""
    try:
        async with asyncio.timeout(5), database.begin() as session:
            unknown = await find_unknown_channels(session)
    except (SQLAlchemyError, OSError):
        return []
    known = ", ".join(one.name for one in CHANNELS)
    return [
        f"The bot's database holds conversations of the channel {name}, which this code does not know (it knows "
        f"{known}): start the version that knows it, or register it in bot/wiring/channels.py. Nothing is lost."
        for name in unknown
    ]


async def _has_demo_staff(database: Database) -> bool:
    """False also where nobody can say: what is away or too old is told of already."""
    try:
        async with asyncio.timeout(5), database.begin() as session:
            return await has_demo_staff(session)
    except (SQLAlchemyError, OSError):
        return False


async def _find_clock_fault(database: Database) -> str | None:
    """Where a database server has a clock of its own, both must agree."""
    if database.engine.dialect.name != "postgresql":
        return None
    try:
        async with asyncio.timeout(5), database.engine.connect() as connection:
            theirs = (await connection.execute(text("SELECT now()"))).scalar_one()
    except (SQLAlchemyError, OSError):
        return None
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart <= _MOST_APART_SECONDS:
        return None
    return f"The clocks of this machine and of the database are {apart:.0f} seconds apart. {_SET_IT_RIGHT}"


async def _check_redis(settings: Settings, found: Findings) -> None:
    redis = open_redis(settings.redis_url)
    try:
        if not await redis.is_ready():
            found.warnings.append("Redis (REDIS_URL) does not answer yet; members are answered all the same.")
    finally:
        await redis.aclose()
