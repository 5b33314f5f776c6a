"""What understanding is to expect of the next message: what is asked, and what is spoken of."""

from collections.abc import Mapping

from actions.talk import Draft, Talk
from actions.tasks.forms import TASKS
from actions.tasks.task import CONFIRM, FRESH
from actions.wording import COMPLAINT
from vocabulary.expects import Asked, Subject


def find_expected(talk: Talk) -> Mapping[str, str]:
    """`asked` and `subject`, as far as there are any."""
    is_of_form = talk.task is not None and talk.asked is None
    asked = talk.asked.kind if talk.asked else _find_asked(talk.task) if talk.task else None
    subject = TASKS[talk.task.task].subject if talk.task and is_of_form else _find_subject(talk)
    found: dict[str, Asked | Subject | None] = {"asked": asked, "subject": subject}
    return {name: value.value for name, value in found.items() if value}


def _find_subject(talk: Talk) -> Subject | None:
    """The page that was offered, or the person who is awaited, is what is spoken of while that is open."""
    if talk.is_asked(Asked.STEP, "identity"):
        return Subject.IDENTITY
    if talk.is_asked(Asked.STEP, "person") or talk.is_asked(Asked.STORY, COMPLAINT):
        return Subject.PERSON
    return talk.topic.subject if talk.topic else None


def _find_asked(draft: Draft) -> Asked | None:
    if draft.asked in (CONFIRM, FRESH):
        return Asked.YES
    field = TASKS[draft.task].find_field(draft.asked)
    return field.asked if field else Asked.KIND
