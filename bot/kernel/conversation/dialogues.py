"""What is known of a dialogue before its next message."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialogue:
    """A dialogue by its key, whose it is, and what it knows so far, as the handlers wrote it."""

    key: str
    member_id: int | None
    talk: str = ""
