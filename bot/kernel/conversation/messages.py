"""What a member sends and what is said back, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.kernel.conversation.channel_events import ChannelEvent, MenuTapped

Kind = Literal["text", "image", "voice", "video", "location", "link", "event", "unknown"]
Speaker = Literal["member", "bot", "staff", "system"]


@dataclass(frozen=True)
class Inbound:
    """One message or event as it came from a channel, which is given by name.

    `key` is the same for every delivery of one message, and differs between any two messages.
    `details` holds what only some kinds have, and what the channel said of an event: `event` is what that means.
    """

    channel: str
    address: str
    key: str
    kind: Kind
    text: str
    sent_at: datetime
    account: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    event: ChannelEvent | None = None

    @property
    def question(self) -> str:
        """The words to answer: typed, or those that an entry of our menu stands for."""
        return self.event.question if isinstance(self.event, MenuTapped) else self.text


@dataclass(frozen=True)
class Choice:
    """A tappable reply: `title` is shown, `text` is what the member then says."""

    title: str
    text: str


@dataclass(frozen=True)
class Link:
    """A page the member may open."""

    title: str
    url: str


@dataclass(frozen=True)
class Reply:
    """One thing said to a member.

    With a `picture`, the key under which it is kept, `text` is its caption and may be empty; with a `card`,
    a page shown large, `text` describes it.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    picture: str = ""
    card: Link | None = None
