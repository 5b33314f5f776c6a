"""What a pattern is."""

from collections.abc import Awaitable, Callable

from actions.answering import Answering
from actions.question import Answer, Question

Pattern = Callable[[Answering, Question], Awaitable[Answer | None]]
"""Answers a message that it knows; None for any other."""
