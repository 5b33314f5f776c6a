"""Decides what Rasa does: one action for every message, then it listens again."""

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, confidence_scores_for
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

_TAKE_TURN = "action_take_turn"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class TurnPolicy(Policy):
    """What to answer is decided by the handlers, over all that the conversation knows; Rasa's rules would see too little."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Alone, so no other policy is ever weighed against it."""
        return {"priority": 6}

    def train(self, training_trackers: list[Any], domain: Domain, **kwargs: Any) -> Resource:
        """There is nothing to learn."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The one action after a message, and to listen after the action."""
        is_message = tracker.latest_action_name == ACTION_LISTEN_NAME
        action = _TAKE_TURN if is_message else ACTION_LISTEN_NAME
        return self._prediction(confidence_scores_for(action, 1.0, domain))
