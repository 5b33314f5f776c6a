"""How large a claims database is: in all, by table, by index."""

from dataclasses import dataclass

from sqlalchemy import text

from claims.database import ClaimsDatabase

_ALL = text("SELECT pg_database_size(current_database())")
_TABLES = text(
    "SELECT relname, reltuples::bigint AS rows, pg_table_size(oid) AS bytes FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY bytes DESC LIMIT 10"
)
_INDEXES = text(
    "SELECT i.relname, t.relname AS table_name, pg_relation_size(i.oid) AS bytes"
    " FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid"
    " WHERE t.relnamespace = 'public'::regnamespace ORDER BY bytes DESC LIMIT 30"
)
_MIB = 2**20


@dataclass(frozen=True)
class DatabaseSize:
    """MiB: of the whole, of the largest tables (with their rows), of the largest indexes."""

    whole: float
    tables: tuple[tuple[str, int, float], ...]
    indexes: tuple[tuple[str, float], ...]


async def read_size(claims: ClaimsDatabase) -> DatabaseSize:
    async with claims.begin() as session:
        whole = (await session.execute(_ALL)).scalar_one()
        tables = (await session.execute(_TABLES)).all()
        indexes = (await session.execute(_INDEXES)).all()
    return DatabaseSize(
        whole / _MIB,
        tuple((row.relname, row.rows, row.bytes / _MIB) for row in tables),
        tuple((row.relname, row.bytes / _MIB) for row in indexes),
    )
