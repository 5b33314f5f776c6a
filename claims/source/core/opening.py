"""Puts a core system behind a claims database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from claims.database import ClaimsDatabase
from claims.source.core.connection import CoreAddress, CoreConnection
from claims.source.core.kept_answers import KeptAnswers
from claims.source.core.source import CoreSource

FRESH_FOR = timedelta(seconds=15)


def put_core_behind(
    database: ClaimsDatabase,
    address: CoreAddress,
    now: Callable[[], datetime],
    fresh_for: timedelta = FRESH_FOR,
) -> ClaimsDatabase:
    """The same database, whose members' records are read from the core; no connection is opened yet."""
    connection = CoreConnection(address)
    return replace(
        database, core=CoreSource(database, connection, KeptAnswers(database, now, fresh_for), now)
    )
