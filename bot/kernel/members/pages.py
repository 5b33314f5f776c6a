"""Rules of the pages that members open from a link: what each is for, and how long it lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class PagePurpose(StrEnum):
    """What a page is for; also the first part of its address."""

    IDENTITY = "bind"
    PROFILE = "profile"
    PAPERS = "papers"
    FORM = "form"
    """Fills in at once what the chat asks one by one."""
    UNLINK = "unlink"
    """Takes the membership from another chat."""
    KEEP_CARD = "keep-card"
    """Stops a new payout card that waits."""

    @property
    def life(self) -> timedelta:
        """How long a link opens the page; warnings may be read late."""
        match self:
            case PagePurpose.UNLINK | PagePurpose.KEEP_CARD:
                return timedelta(days=30)
            case PagePurpose.PAPERS:
                return timedelta(minutes=30)
            case PagePurpose.FORM:
                return timedelta(hours=2)
        return timedelta(minutes=10)


SHOWN_AFTER_USE = timedelta(days=1)
"""How long a page that has done its work still says so."""


@dataclass(frozen=True)
class MemberPage:
    """A page that was given to one conversation; `inbound_id` waits for it, `target_id` is the conversation it is about."""

    purpose: PagePurpose
    conversation_id: int
    inbound_id: int | None
    expires_at: datetime
    used_at: datetime | None
    target_id: int | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether its link is still good."""
        return self.used_at is None and now < self.expires_at

    def is_done(self, now: datetime) -> bool:
        """Whether it did its work not long ago."""
        return self.used_at is not None and now < self.used_at + SHOWN_AFTER_USE


class PageWay(StrEnum):
    """How whoever opens a page shows that the chat is theirs."""

    PROVEN = "proven"
    WECHAT = "wechat"
    """WeChat is asked whose browser it is."""
    CODE = "code"
    """A code is read in the chat and typed on the page."""
