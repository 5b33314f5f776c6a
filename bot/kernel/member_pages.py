"""Rules of the pages that members open from a link: what each is for, how long it lives, when tries are used up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class PagePurpose(StrEnum):
    """What a page is for; also the first part of its address."""

    IDENTITY = "bind"
    PROFILE = "profile"
    PAPERS = "papers"

    @property
    def life(self) -> timedelta:
        """How long a link opens the page."""
        return timedelta(minutes=30 if self is PagePurpose.PAPERS else 10)


TRIES = 5
LOCK_OUT = timedelta(hours=24)


@dataclass(frozen=True)
class MemberPage:
    """A page that was given to one conversation; `inbound_id` is the message that waits for it."""

    purpose: PagePurpose
    conversation_id: int
    inbound_id: int | None
    expires_at: datetime
    used_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether its link is still good."""
        return self.used_at is None and now < self.expires_at


def tries_left(failures: int) -> int:
    """How many tries remain after `failures` wrong ones within the lock-out time."""
    return max(0, TRIES - failures)
