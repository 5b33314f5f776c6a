"""Whether both databases are there, at the schema that this code needs, and opened by the keys that it has."""

import asyncio
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.members.database import ClaimsDatabase, WrongKey
from bot.records.database import Database
from bot.wiring.schema import BOT_SCHEMA, CLAIMS_SCHEMA, Schema

_PATIENCE_SECONDS = 5.0
_SCHEMA_FAULTS = {
    "missing": "{name} is empty: run `python -m bot migrate`.",
    "older": "{name} is of an earlier version: run `python -m bot migrate`.",
    "newer": "{name} is of a later version than this code: start that version, or restore the backup.",
}


@dataclass
class Stores:
    """Both databases, looked at by the start and by readiness."""

    database: Database
    claims: ClaimsDatabase
    _has_found_keys_right: bool = False

    async def are_ready(self) -> bool:
        """Whether everything in them can be used."""
        faults, away = await self.find_faults()
        return not faults and not away

    async def find_faults(self) -> tuple[list[str], list[str]]:
        """What is wrong, in words; and which of them cannot be reached, so that nothing can be said."""
        faults, away = await find_schema_fault(self.database.engine, BOT_SCHEMA, "The bot's database")
        of_claims = await find_schema_fault(self.claims.engine, CLAIMS_SCHEMA, "The claims database")
        if of_claims == ([], []) and not self._has_found_keys_right:
            of_claims = await self._find_key_faults()
            self._has_found_keys_right = of_claims == ([], [])
        return faults + of_claims[0], away + of_claims[1]

    async def _find_key_faults(self) -> tuple[list[str], list[str]]:
        try:
            await self.claims.check_keys()
        except WrongKey as fault:
            return [
                f"The keys are not those of this claims database. {fault} Put the right ones back; with wrong ones "
                "each member's right number would be refused and locked."
            ], []
        except (SQLAlchemyError, OSError) as fault:
            return [], [_say_away("The claims database", fault)]
        return [], []


async def find_schema_fault(engine: AsyncEngine, schema: Schema, name: str) -> tuple[list[str], list[str]]:
    """The same of one database's schema alone."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            state = await schema.find_state(engine)
    except (SQLAlchemyError, OSError) as fault:
        return [], [_say_away(name, fault)]
    return ([], []) if state == "ready" else ([_SCHEMA_FAULTS[state].format(name=name)], [])


def _say_away(name: str, fault: Exception) -> str:
    return f"{name} cannot be reached ({type(fault).__name__}): look whether it runs, and at its address."
