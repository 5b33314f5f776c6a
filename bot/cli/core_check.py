"""Asks a core system whether it answers, before members do."""

from datetime import UTC, datetime

from bot.errors import RecordsUnavailable
from bot.members.awaiting import awaiting_records
from bot.members.database import CoreAddress, open_claims_database, put_core_behind
from bot.settings import Settings


async def find_core_fault(settings: Settings) -> str | None:
    """What is wrong with it, in words; it may come later, so that no start depends on it."""
    claims = put_core_behind(
        open_claims_database(
            settings.claims_database,
            settings.claims_encryption_key.get_secret_value(),
            settings.claims_hash_key.get_secret_value(),
        ),
        CoreAddress(
            settings.claims_source_url,
            settings.claims_source_key.get_secret_value(),
            settings.claims_source_seconds,
        ),
        lambda: datetime.now(UTC),
    )
    try:
        with awaiting_records():
            is_of_today = claims.core is not None and await claims.core.is_ready()
    except RecordsUnavailable as fault:
        return (
            f"The core system does not answer rightly ({fault.detail}): look at CLAIMS_SOURCE_URL and "
            "CLAIMS_SOURCE_KEY; the runbook explains the code."
        )
    finally:
        await claims.close()
    if is_of_today:
        return None
    return "The core system answers, but its records are hours old: members hear of when they are."
