"""A fire, a flood, a life at stake: people first, and then each turn is answered for what it says, until it is over."""

from actions.emergencies.reading import begin_topic, is_kept, is_under_way, recall_alarm
from actions.emergencies.taking import take

__all__ = ["begin_topic", "is_kept", "is_under_way", "recall_alarm", "take"]
