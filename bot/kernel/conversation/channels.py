"""What a channel is: how its members are known and reached, and what can be shown there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.kernel.conversation.channel_events import ChannelEvent, Unheeded
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.reply_window import ReplyLimits


class UnknownChannel(LookupError):
    """A conversation is of a channel that nobody registered."""


class Unasked(StrEnum):
    """How something is said to a member who does not wait for it."""

    SHOWN = "shown"
    """It stands in the chat for whenever the member looks."""
    SENT = "sent"
    """A messenger sends it, as far as the limits allow; the rest goes with the member's next words."""
    HELD = "held"
    """Not at all: it goes with the member's next words."""


class Opener(StrEnum):
    """How it is known that whoever opens a page is the member whose chat its link stands in."""

    SAME_BROWSER = "same_browser"
    """The chat is a page in the same browser."""
    SIGN_IN = "sign_in"
    """The channel says whose browser it is; a code goes with the link where it cannot be asked."""
    CODE = "code"
    """A code goes with the link."""


def _heed_nothing(details: Mapping[str, str]) -> ChannelEvent | None:
    return Unheeded() if "event" in details else None


@dataclass(frozen=True)
class Channel:
    """One way in which members talk to us; `name` is what is stored."""

    name: str
    staff_name: str
    """As staff call it."""
    member_name: str
    """A chat of it, as its member knows it."""
    unasked: Unasked
    opener: Opener
    limits: ReplyLimits | None = None
    """How much may be sent unasked; None where there are no bounds."""
    has_followers: bool = False
    """Whether its members follow an account of ours, so that template messages and campaigns reach them."""
    takes_photos: bool = False
    """Whether a member can send a photograph in the chat."""
    keeps_copy: bool = True
    """Whether what a member typed stays readable with them, whatever we mask."""
    shows_choices: bool = True
    shows_links: bool = True
    shows_pictures: bool = True
    read_event: Callable[[Mapping[str, str]], ChannelEvent | None] = _heed_nothing
    """What an event means, by the details that are stored with it in the channel's own words; None of a message."""

    def adapt(self, reply: Reply) -> Reply:
        """The reply as it can be shown here: what cannot be tapped is written out."""
        if not self.shows_links:
            reply = _write_links_out(reply)
        return reply if self.shows_choices else _write_choices_out(reply)


@dataclass(frozen=True)
class Channels:
    """Every channel there is, by name."""

    registered: tuple[Channel, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError where two have one name."""
        names = [one.name for one in self.registered]
        if len(set(names)) < len(names):
            raise ValueError(f"two channels have one name: {', '.join(names)}")

    def __getitem__(self, name: str) -> Channel:
        """Raises UnknownChannel."""
        for one in self.registered:
            if one.name == name:
                return one
        known = ", ".join(one.name for one in self.registered) or "none"
        raise UnknownChannel(f"no channel is called {name!r}; registered in the wiring: {known}")

    def __iter__(self) -> Iterator[Channel]:
        return iter(self.registered)

    def find_followed(self) -> Iterable[Channel]:
        """Those whose members follow an account of ours."""
        return [one for one in self if one.has_followers]


def _write_links_out(reply: Reply) -> Reply:
    links = (*reply.links, *((reply.card,) if reply.card else ()))
    lines = [reply.text, *(f"{one.title}：{one.url}" for one in links)]
    return replace(reply, text="\n".join(line for line in lines if line), links=(), card=None)


def _write_choices_out(reply: Reply) -> Reply:
    if not reply.choices:
        return reply
    words = f"{reply.text}\n可以回复：{'、'.join(one.text for one in reply.choices)}"
    return replace(reply, text=words, choices=())
