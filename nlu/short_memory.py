"""Rasa's memory of conversations: recent, bounded and never on disk."""

from collections import OrderedDict
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

_KEPT_TURNS = 4
_KEPT_CONVERSATIONS = 20_000
_REMEMBERED: OrderedDict[str, str] = OrderedDict()
"""Of the process: Rasa makes a new store with each model that it loads, and nobody should be forgotten by that."""


class ShortMemoryTrackerStore(InMemoryTrackerStore):
    """Keeps each conversation's slots, its open form and its last turns.

    Rasa posts the whole history with every action call, so an unbounded one makes each turn slower than
    the last; and what is not kept cannot leak. The full transcript stands in the bot's own database.
    """

    def __init__(self, domain: Domain, event_broker: Any = None, host: Any = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker)
        self.store = _REMEMBERED

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores what the next turn needs, and drops the conversation that was quiet the longest."""
        await self.stream_events(tracker)
        self.store[tracker.sender_id] = InMemoryTrackerStore.serialise_tracker(self._shorten(tracker))
        self.store.move_to_end(tracker.sender_id)
        if len(self.store) > _KEPT_CONVERSATIONS:
            self.store.popitem(last=False)

    def _shorten(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        events = list(tracker.events)
        listens = [i for i, event in enumerate(events) if _is_listen(event)]
        if len(listens) <= _KEPT_TURNS + 1:
            return tracker
        cut = listens[-_KEPT_TURNS - 1]
        before = DialogueStateTracker.from_events(tracker.sender_id, events[:cut], tracker.slots.values())
        kept: list[Event] = [
            SlotSet(slot.name, slot.value) for slot in before.slots.values() if slot.value is not None
        ]
        if before.active_loop_name:
            kept.append(ActiveLoop(before.active_loop_name))
        return DialogueStateTracker.from_events(
            tracker.sender_id, [*kept, *events[cut:]], tracker.slots.values()
        )


def _is_listen(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == "action_listen"
