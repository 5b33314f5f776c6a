"""Rasa's memory of conversations: none. What a conversation knows comes with each message and goes back with its answer."""

from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker


class NoMemoryTrackerStore(TrackerStore):
    """Gives every message a fresh tracker, so that any Rasa may take any message, and nothing is lost with one."""

    def __init__(self, domain: Domain, event_broker: Any = None, host: Any = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps nothing."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        """A tracker that listens; an empty one would have Rasa write the message's metadata into a slot besides."""
        tracker = self.init_tracker(sender_id)
        tracker.update(ActionExecuted("action_listen"))
        return tracker

    async def keys(self) -> list[str]:
        """Nobody is remembered."""
        return []
