"""What every table here shares: names of constraints, points in time, money and closed lists."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    Numeric,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from vocabulary.beijing import BEIJING

LARGE = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite counts its rows by its own INTEGER alone, which has 64 bits as well."""
Few = Annotated[int, 32]
"""A count or a place in a short list, for which 32 bits are enough; every other whole number has 64."""


class BeijingMoment(TypeDecorator[datetime]):
    """A point in time: in Beijing time in Python, in UTC in the database, also where that keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Stores UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives Beijing time back, so that its date is the date that members know."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(BEIJING)


class ClaimsTable(DeclarativeBase):
    """What every table of this database shares."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        int: LARGE,
        Few: Integer(),
        datetime: BeijingMoment,
        Decimal: Numeric(12, 2),
    }


class Dated:
    """The last change of a row that a figure is read from; the writer says when, there is no default."""

    updated_at: Mapped[datetime] = mapped_column()


def one_of(column: str, allowed: Iterable[str]) -> CheckConstraint:
    """A constraint that keeps a text column to a closed list."""
    listed = ", ".join(f"'{value}'" for value in allowed)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
