"""What is known of a dialogue before its next message."""

from dataclasses import dataclass

from vocabulary.awaited import AwaitedPerson


@dataclass(frozen=True)
class Dialogue:
    """A dialogue by its key, whose it is, what it knows so far, as the handlers wrote it, and whether a person is awaited."""

    key: str
    member_id: int | None
    talk: str = ""
    waiting: AwaitedPerson | None = None
