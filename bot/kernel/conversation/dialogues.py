"""What is known of a dialogue before its next message."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from vocabulary.awaited import AwaitedPerson


@dataclass(frozen=True)
class Dialogue:
    """A dialogue by its key, whose it is, what it knows so far, as the handlers wrote it, and whether a person is awaited."""

    key: str
    member_id: int | None
    talk: str = ""
    waiting: AwaitedPerson | None = None

    @property
    def expected(self) -> Mapping[str, str]:
        """What the memory says that understanding is to expect; it is no secret, and goes beside the pass."""
        try:
            expects = json.loads(self.talk).get("expects") if self.talk else None
        except (ValueError, AttributeError):
            return {}
        return expects if isinstance(expects, dict) else {}
