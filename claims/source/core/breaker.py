"""Lets a core system rest that does not answer, and tries it again with one question at a time."""

from collections.abc import Callable
from dataclasses import dataclass

MOST_FAULTS = 5
REST_SECONDS = 10.0


@dataclass
class Breaker:
    """Of one process and one event loop: `clock` counts seconds. Five faults in a row open it for ten seconds."""

    clock: Callable[[], float]
    faults: int = 0
    tries_again_at: float = 0.0
    _is_trying: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the core is taken to be away."""
        return self.faults >= MOST_FAULTS

    def lets_through(self) -> bool:
        """Whether this question may be asked; while the core rests, one in ten seconds is, to see whether it answers."""
        if not self.is_open:
            return True
        if self._is_trying or self.clock() < self.tries_again_at:
            return False
        self._is_trying = True
        return True

    def note_answer(self) -> bool:
        """The core answered; whether it was taken to be away until now."""
        was_open, self.faults, self._is_trying = self.is_open, 0, False
        return was_open

    def note_fault(self) -> bool:
        """It did not; whether it is taken to be away from now on."""
        was_open, self.faults, self._is_trying = self.is_open, self.faults + 1, False
        self.tries_again_at = self.clock() + REST_SECONDS
        return self.is_open and not was_open

    def note_nothing(self) -> None:
        """The question was given up by whoever asked: nothing is known of the core."""
        self._is_trying = False
