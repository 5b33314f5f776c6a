"""Keeps the staff member whom a guard let through, in the request."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request

from bot.kernel.desk.staff import StaffAct, StaffMember


class Guard(Protocol):
    """Lets signed-in staff through whose role allows the act; refuses everybody else."""

    def api(self, act: StaffAct | None) -> Callable[..., Awaitable[StaffMember]]:
        """A dependency for JSON."""
        ...

    def page(self, act: StaffAct | None) -> Callable[..., Awaitable[StaffMember]]:
        """A dependency for pages."""
        ...


def require(keeper: Callable[..., Awaitable[StaffMember]], act: StaffAct | None) -> Any:
    """A dependency that keeps whom the guard let through; it carries the `act` that it was made for."""

    async def keep(request: Request, staff: Annotated[StaffMember, Depends(keeper)]) -> None:
        request.state.staff = staff

    keep.act = act  # type: ignore[attr-defined]
    return Depends(keep)


def staff_of(request: Request) -> StaffMember:
    """Whoever was let through."""
    staff: StaffMember = request.state.staff
    return staff


def signed_in_at(request: Request) -> datetime | None:
    """When they signed in, where the guard knows."""
    begun: datetime | None = getattr(request.state, "signed_in_at", None)
    return begun
