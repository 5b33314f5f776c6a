"""What came of a conversation that was played."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.kernel.conversation.messages import Choice, Link, Reply
from testing.dialogues.written import WrittenConversation, WrittenTurn


@dataclass(frozen=True)
class Heard:
    """Everything that a member heard in one turn, and what it did."""

    replies: tuple[Reply, ...] = ()
    acts: tuple[str, ...] = ()
    must_be_answered: bool = True

    @property
    def text(self) -> str:
        """The words."""
        return "\n".join(reply.text for reply in self.replies if reply.text)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be tapped."""
        return tuple(choice for reply in self.replies for choice in reply.choices)

    @property
    def links(self) -> tuple[Link, ...]:
        """The pages that may be opened."""
        return tuple(link for reply in self.replies for link in _links_of(reply))

    @property
    def whole(self) -> str:
        """The words, with those that may be tapped."""
        tapped = [one.title for one in self.choices]
        return "\n".join([self.text, *tapped, *(one.title for one in self.links)])


@dataclass(frozen=True)
class PlayedTurn:
    """A turn with what was heard; `written` is filled in: its claims have their numbers."""

    written: WrittenTurn
    heard: Heard
    faults: Sequence[str] = ()

    @property
    def is_right(self) -> bool:
        """Whether the machine finds nothing wrong."""
        return not self.faults

    @property
    def is_as_marked(self) -> bool:
        """Right, or known not to be."""
        return self.is_right != bool(self.written.known)


@dataclass(frozen=True)
class Played:
    """A conversation with all its turns."""

    written: WrittenConversation
    turns: Sequence[PlayedTurn] = field(default_factory=list)


def _links_of(reply: Reply) -> tuple[Link, ...]:
    return (*reply.links, reply.card) if reply.card else reply.links
