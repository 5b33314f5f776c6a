"""Staff accounts and their sessions."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.desk.staff import Role, StaffMember
from bot.records.inserting import insert_once
from bot.records.tables import SecondStepRow, StaffRow, StaffSessionRow
from vocabulary.tickets import TicketDesk


@dataclass(frozen=True)
class StaffAccount:
    """An account with its password's hash."""

    staff: StaffMember
    password_hash: str
    is_turned_away: bool = False


@dataclass(frozen=True)
class StaffSession:
    """A browser that is signed in."""

    staff: StaffMember
    csrf: str
    begun_at: datetime
    seen_at: datetime
    is_proven: bool = True
    has_second_step: bool = False


async def add_account(
    session: AsyncSession, staff: StaffMember, password_hash: str, now: datetime, *, is_demo: bool = False
) -> StaffMember | None:
    """Opens an account; None where the login is taken."""
    made = await insert_once(
        session,
        StaffRow,
        login=staff.login,
        name=staff.name,
        role=staff.role,
        desks=list(staff.desks),
        password_hash=password_hash,
        opened_at=now,
        is_demo=is_demo,
    )
    return replace(staff, id=int(made.id)) if made else None


async def find_account(session: AsyncSession, login: str) -> StaffAccount | None:
    """The account with this login."""
    row = await session.scalar(select(StaffRow).where(StaffRow.login == login))
    return StaffAccount(_staff(row), row.password_hash, row.is_turned_away) if row else None


async def find_staff(session: AsyncSession, staff_id: int) -> StaffMember | None:
    """The account with this id."""
    row = await session.get(StaffRow, staff_id, populate_existing=True)
    return _staff(row) if row else None


async def find_all_staff(session: AsyncSession) -> list[StaffMember]:
    """Every account, open ones first."""
    rows = await session.scalars(select(StaffRow).order_by(StaffRow.is_active.desc(), StaffRow.login))
    return [_staff(row) for row in rows]


async def change_account(session: AsyncSession, staff: StaffMember) -> None:
    """Stores name, role, desks, and whether the account is open."""
    await session.execute(
        update(StaffRow)
        .where(StaffRow.id == staff.id)
        .values(name=staff.name, role=staff.role, desks=list(staff.desks), is_active=staff.is_active)
    )


async def turn_demo_away(session: AsyncSession) -> list[str]:
    """Lets nobody of a demonstration in any more; the logins of those who could come in until now."""
    rows = list(await session.scalars(select(StaffRow).where(StaffRow.is_demo, ~StaffRow.is_turned_away)))
    for row in rows:
        row.is_turned_away = True
        await end_sessions(session, row.id)
    await session.flush()
    return [row.login for row in rows]


async def has_demo_staff(session: AsyncSession) -> bool:
    """Whether this database once served a demonstration."""
    return await session.scalar(select(StaffRow.id).where(StaffRow.is_demo).limit(1)) is not None


async def let_demo_in(session: AsyncSession) -> None:
    """The demonstration goes on."""
    await session.execute(update(StaffRow).where(StaffRow.is_turned_away).values(is_turned_away=False))


async def change_password(session: AsyncSession, staff_id: int, password_hash: str) -> None:
    """Stores a new password's hash."""
    await session.execute(update(StaffRow).where(StaffRow.id == staff_id).values(password_hash=password_hash))


async def record_session(session: AsyncSession, token_hash: str, new: StaffSession) -> None:
    """Keeps a browser that has signed in."""
    session.add(
        StaffSessionRow(
            token_hash=token_hash,
            staff_id=new.staff.id,
            csrf=new.csrf,
            begun_at=new.begun_at,
            seen_at=new.seen_at,
            is_proven=new.is_proven,
        )
    )
    await session.flush()


async def find_session(session: AsyncSession, token_hash: str) -> StaffSession | None:
    """The session of a token, with its account as it is now."""
    query = (
        select(StaffSessionRow, StaffRow, SecondStepRow.confirmed_at)
        .join(StaffRow, StaffRow.id == StaffSessionRow.staff_id)
        .outerjoin(SecondStepRow, SecondStepRow.staff_id == StaffRow.id)
        .where(StaffSessionRow.token_hash == token_hash)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    kept, row, confirmed_at = found
    return StaffSession(
        _staff(row), kept.csrf, kept.begun_at, kept.seen_at, kept.is_proven, confirmed_at is not None
    )


async def record_seen(session: AsyncSession, token_hash: str, now: datetime) -> None:
    """Notes that somebody did something in a session."""
    await session.execute(
        update(StaffSessionRow).where(StaffSessionRow.token_hash == token_hash).values(seen_at=now)
    )


async def end_session(session: AsyncSession, token_hash: str) -> None:
    """Signs one browser out."""
    await session.execute(delete(StaffSessionRow).where(StaffSessionRow.token_hash == token_hash))


async def end_sessions(session: AsyncSession, staff_id: int, but: str = "") -> None:
    """Signs somebody out everywhere, but for one browser."""
    await session.execute(
        delete(StaffSessionRow).where(StaffSessionRow.staff_id == staff_id, StaffSessionRow.token_hash != but)
    )


async def remove_sessions_begun_before(session: AsyncSession, before: datetime) -> None:
    """Forgets sessions that ended by themselves."""
    await session.execute(delete(StaffSessionRow).where(StaffSessionRow.begun_at < before))


def _staff(row: StaffRow) -> StaffMember:
    desks = tuple(TicketDesk(desk) for desk in row.desks)
    return StaffMember(
        row.id, row.login, row.name, Role(row.role), desks, row.is_active and not row.is_turned_away
    )
