"""What a form is, and what one message does to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from actions.question import Answer, OfferedChoice, Question
from actions.talk import Draft, Values
from actions.tasks.fields import Field
from actions.tasks.sum_roles import SIDE_ROLES, Role
from vocabulary.expects import Subject

Outcome = Literal["confirmed", "stopped", "left", "fresh"]

CONFIRM, WHICH, FRESH = "confirm", "which", "fresh"
"""What is asked besides the fields: whether all is right, which of them to change, whether to begin anew."""
SUBMIT = (
    OfferedChoice("对，提交", "对，提交"),
    OfferedChoice("要改", "要改"),
    OfferedChoice("先不办了", "算了"),
)


@dataclass(frozen=True)
class Task:
    """A form by its name, what members call it, and its fields in the order asked."""

    name: str
    title: str
    subject: Subject
    intents: frozenset[str]
    """What members ask for to begin it."""
    fields: tuple[Field, ...]
    newest_wins: bool = False
    """Whether any message replaces what it names anew: right where no field is a story, so nothing is named in passing."""
    remark: Callable[[Values, str], str] = lambda _values, _words: ""
    """What the member should know once they say so: that an injury at work is another office's first."""
    summarise: Callable[[Values, date], str] | None = None
    """The one question before it is done; a list of all fields where there is none."""
    choices: tuple[OfferedChoice, ...] = SUBMIT
    matter: Callable[[Question], str | None] | None = None
    """Finds what it is for, which is never asked; a form with a story needs none."""
    beside: Callable[[Question], Values] = lambda _question: {}
    """What the message tells that no field can hold, so that this is said when it is read back."""

    @property
    def side_money(self) -> frozenset[Role]:
        """Money that no field is for, so that it is noted."""
        is_for_given = any(one.of == "got" for one in self.fields)
        return SIDE_ROLES if is_for_given else SIDE_ROLES | {"got"}

    @property
    def story(self) -> Field | None:
        """The field that holds what happened, in the member's own words."""
        return next((field for field in self.fields if field.is_story), None)

    def find_field(self, name: str | None) -> Field | None:
        """A field by name."""
        return next((field for field in self.fields if field.name == name), None)

    def open_fields(self, draft: Draft) -> tuple[Field, ...]:
        """What is needed and not known, in the order asked."""
        return tuple(
            one
            for one in self.fields
            if one.name not in draft.values and not one.only_told and one.needed(draft.values)
        )

    def next_field(self, draft: Draft) -> Field | None:
        """The first field that is needed and not known."""
        return next(iter(self.open_fields(draft)), None)


@dataclass(frozen=True)
class TaskStep:
    """What one message did: words to say first, the draft, the outcome if it is over, and a question to answer."""

    draft: Draft
    text: str = ""
    outcome: Outcome | None = None
    is_question: bool = False
    is_list: bool = False
    """Whether it was asked what is still open, so that the papers are named too."""
    help: Answer | None = None
    """Said to somebody who cannot manage, before the question comes again."""
