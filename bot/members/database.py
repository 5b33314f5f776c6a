"""The claims database itself, for those who open, migrate and check it."""

from claims.database import ClaimsDatabase, open_claims_database
from claims.errors import ClaimsError, WrongKey
from claims.migrations import SCRIPTS as CLAIMS_SCRIPTS
from claims.migrations import VERSION_TABLE as CLAIMS_VERSION_TABLE
from claims.migrations import upgrade as upgrade_claims
from claims.reference import load_plans
from claims.source.core.connection import CoreAddress
from claims.source.core.opening import put_core_behind

__all__ = [
    "CLAIMS_SCRIPTS",
    "CLAIMS_VERSION_TABLE",
    "ClaimsDatabase",
    "ClaimsError",
    "CoreAddress",
    "WrongKey",
    "load_plans",
    "open_claims_database",
    "put_core_behind",
    "upgrade_claims",
]
