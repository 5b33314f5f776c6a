"""Turns that wait only a moment for an engine that holds its answers back: such answers come too late."""

from dataclasses import dataclass, fields, replace

from bot.conversation.reception import Accepted
from bot.conversation.turns import Turns
from bot.kernel.conversation.conversations import Delivered, Utterance
from bot.wiring import Parts
from testing.fakes import FakeEngine

LATE_SECONDS = 0.6


@dataclass
class _HastyTurns(Turns):
    async def answer_inline(self, accepted: Accepted, patience_seconds: float) -> list[Utterance] | None:
        engine = self.bot.engine
        is_late = isinstance(engine, FakeEngine) and engine.is_held
        if is_late and accepted.conversation.way_inline is not Delivered.SHOWN:
            patience_seconds = min(patience_seconds, LATE_SECONDS)
        return await super().answer_inline(accepted, patience_seconds)


def make_hasty(parts: Parts) -> Parts:
    """The same parts, but for how long the channel waits."""
    made, conversation = parts.conversation.turns, parts.conversation
    turns = _HastyTurns(**{one.name: getattr(made, one.name) for one in fields(made)})
    recovery = replace(conversation.recovery, turns=turns)
    return replace(parts, conversation=replace(conversation, turns=turns, recovery=recovery))
