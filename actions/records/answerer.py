"""What answers of one kind of record."""

from collections.abc import Awaitable, Callable, Sequence

from actions.answering import Answering
from actions.question import Answer, Question
from vocabulary.aspects import Aspect

RecordAnswerer = Callable[[Answering, Question, Sequence[Aspect]], Awaitable[Answer | None]]
"""Answers these aspects of the record that is meant; None where no record of its kind is, and another may be asked."""
