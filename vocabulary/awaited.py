"""That a person is awaited: what the bot knows of it when a message comes, for the handlers to speak from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from vocabulary.tickets import TicketReason


@dataclass(frozen=True)
class AwaitedPerson:
    """Nobody has taken the ticket yet; all of it is true at the moment of the message.

    `about` is what the ticket says besides its reason; `opening` says when staff are back, empty while they work and
    where nobody knows; `hours` are the usual ones, in words. `danger` says of what kind it was that called them, where
    it was danger, and `words` are those that told of it.
    """

    since: datetime
    reason: TicketReason
    about: str = ""
    ahead: int = 0
    is_open: bool = True
    opening: str = ""
    hours: str = ""
    is_somebody_there: bool = False
    is_being_read: bool = False
    danger: str = ""
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "since": self.since.isoformat()}


def read_awaited(written: Mapping[str, Any] | None) -> AwaitedPerson | None:
    """What was written as JSON; None where nobody is awaited."""
    if not written:
        return None
    read = {"since": datetime.fromisoformat(written["since"]), "reason": TicketReason(written["reason"])}
    return AwaitedPerson(**{**written, **read})
