"""A conversation and what was said in it, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.kernel.conversation.channels import Channel, Unasked
from bot.kernel.conversation.messages import Inbound, Reply, Speaker


class Delivered(StrEnum):
    """The way something said took, or takes, to the member."""

    INLINE = "inline"
    PUSHED = "pushed"
    HELD = "held"
    SHOWN = "shown"


@dataclass(frozen=True)
class Conversation:
    """One member's thread in one channel."""

    id: int
    channel: Channel
    address: str
    account: str
    dialogue: int
    last_inbound_at: datetime | None
    opened_at: datetime | None = None

    @property
    def dialogue_key(self) -> str:
        """The name of the dialogue under way, to which a pass is bound; a fresh start changes it."""
        return f"{self.id}.{self.dialogue}"

    @property
    def way_inline(self) -> Delivered:
        """The way of an answer for which the member waits on an open connection."""
        return Delivered.SHOWN if self.channel.unasked is Unasked.SHOWN else Delivered.INLINE

    @property
    def way_unasked(self) -> Delivered:
        """The way of anything else, before a messenger takes it."""
        return Delivered.SHOWN if self.channel.unasked is Unasked.SHOWN else Delivered.HELD


@dataclass(frozen=True)
class Received:
    """A committed message: `inline_closed` once nobody waits for its answer on an open connection.

    `tries` counts those to answer it that ended in a fault.
    """

    id: int
    conversation_id: int
    inbound: Inbound
    received_at: datetime
    inline_closed: bool
    answered_at: datetime | None
    tries: int = 0


@dataclass(frozen=True)
class Utterance:
    """One thing said, as the transcript keeps it."""

    id: int
    inbound_id: int | None
    speaker: Speaker
    name: str | None
    reply: Reply
    said_at: datetime
    delivery: Delivered | None
    service_message_id: int | None = None

    @property
    def signed(self) -> Reply:
        """What is said, with the person's name below it where a person says it."""
        if self.speaker != "staff" or not self.name or not self.reply.text:
            return self.reply
        return replace(self.reply, text=f"{self.reply.text}\n—— {self.name}")


@dataclass(frozen=True)
class Spoken:
    """What is about to be said: a reply with the rows it was read from."""

    reply: Reply
    speaker: Speaker = "bot"
    name: str | None = None
    facts: tuple[Mapping[str, Any], ...] = ()
