"""The service windows: where members may be seen."""

from dataclasses import dataclass

from sqlalchemy import select

from claims.database import ClaimsDatabase
from claims.tables import ServiceWindowRow


@dataclass(frozen=True)
class ServiceWindow:
    """A window and the district it is in."""

    place: str
    district: str


async def find_windows(claims: ClaimsDatabase) -> tuple[ServiceWindow, ...]:
    async with claims.begin() as session:
        rows = await session.scalars(select(ServiceWindowRow).order_by(ServiceWindowRow.id))
        return tuple(ServiceWindow(row.place, row.district) for row in rows)
