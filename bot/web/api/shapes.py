"""What the API takes and gives, as its OpenAPI document shows it: every event as the outbox writes it."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from bot.members.outbox import EVENTS, ChangeEvent

MOST_KEYS = 500


class ChangedMember(BaseModel):
    """Whose change it is; `sequence` counts the member's own changes from 1, without gaps."""

    id_number: str = Field(description="The plain identity number.")
    sequence: int


class Receipt(BaseModel):
    """What the receiver of a webhook answers once it has the change: its key."""

    received: str


class AckBody(BaseModel):
    """The keys of changes that the system has stored."""

    keys: list[Annotated[str, Field(max_length=36)]] = Field(min_length=1, max_length=MOST_KEYS)


class AckAnswer(BaseModel):
    """How many were taken for delivered by this call, and the keys that there are none of (any more)."""

    acknowledged: int
    unknown: list[str]


class ProblemAnswer(BaseModel):
    """RFC 9457; `code` is stable."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None


def _envelope(kind: type[ChangeEvent]) -> Any:
    """The change as it leaves, with this event in it."""
    fields: dict[str, Any] = {
        "position": (int, Field(description="Counts all changes in the order of their commits.")),
        "key": (str, Field(description="The idempotency key.")),
        "event": (Literal[kind.name], ...),
        "version": (Literal[kind.version], ...),
        "at": (datetime, ...),
        "member": (ChangedMember, ...),
        "data": (kind, ...),
    }
    return create_model(f"{kind.__name__}Change", __doc__=kind.__doc__, **fields)


AnyChange: Any = Annotated[reduce(or_, map(_envelope, EVENTS)), Field(discriminator="event")]
ChangesPage = create_model(
    "ChangesPage",
    __doc__="Changes that nobody took in yet, in order; `next` is the `after` of the page behind, where this one is full.",
    changes=(list[AnyChange], ...),
    next=(int | None, ...),
)
