"""A form on a page: the same fields, readers and words as in the chat, all of them at once."""

from collections.abc import Mapping
from dataclasses import replace

from actions.question import Question
from actions.talk import Draft, Value, Values
from actions.tasks.fields import UNKNOWN, Field, Problem
from actions.tasks.notes import group_notes
from actions.tasks.task import Task
from vocabulary.expects import Asked
from vocabulary.form_pages import FormShown, FormTyped, ShownField, ShownOption

_EMPTY = "这一项还没填。"
_NO_SUCH = "请从列出来的里面选一个。"


def show(task: Task, draft: Draft, faults: Mapping[str, str], typed: FormTyped) -> FormShown:
    """The form's fields as they stand; what was typed and does not do stays as it was typed."""
    values = draft.values
    fields = tuple(
        _show_field(one, values, faults.get(one.name, ""), typed)
        for one in task.fields
        if (one.needed(values) and not one.only_told) or one.name in values
    )
    is_whole = not faults and not task.open_fields(draft)
    return FormShown("open", task.name, task.title, fields, _summarise(task, values) if is_whole else ())


def fill(task: Task, draft: Draft, typed: FormTyped, question: Question) -> tuple[Draft, dict[str, str]]:
    """The draft with what was typed, and what is wrong by field.

    Nothing of a faulty field is kept. An empty one is left open where the desk can live without it, unless the form is
    only saved.
    """
    values, faults = dict(draft.values), {}
    for field in task.fields:
        if field.name not in typed.words or not field.needed(values):
            continue
        words = typed.words[field.name].strip()
        if field.name in values and words == _say(field, values[field.name]):
            continue
        read = _read(field, words, values, question) if words else _leave_open(field, typed)
        values.pop(field.name, None)
        if isinstance(read, Problem):
            faults[field.name] = read.text
        elif read is not None:
            values[field.name] = read
    return replace(draft, values=values, asked=None, misses=0, narrowed={}), faults


def _read(field: Field, words: str, values: Values, question: Question) -> Value | Problem:
    if options := _find_options(field, values):
        return words if words in options else Problem(_NO_SUCH)
    asked = replace(question, text=words, intents=(), programmes=(), entities={}, move=None)
    read = field.read(asked)
    return Problem(field.again) if read is None else read


def _leave_open(field: Field, typed: FormTyped) -> Value | Problem | None:
    if typed.wish == "save":
        return None
    return UNKNOWN if field.may_be_open else Problem(_EMPTY)


def _show_field(field: Field, values: Values, fault: str, typed: FormTyped) -> ShownField:
    known = values.get(field.name)
    said = _say(field, known) if known is not None else ""
    return ShownField(
        field.name,
        field.label,
        field.ask_for(values) or field.ask,
        field.why,
        words=typed.words.get(field.name, "") if fault else said,
        options=tuple(ShownOption(*one) for one in _find_options(field, values).items()),
        fault=fault,
        may_be_open=field.may_be_open,
        is_story=field.is_story,
        keyboard="tel" if field.asked is Asked.TELEPHONE else "text",
    )


def _say(field: Field, value: Value) -> str:
    """What the page's own field holds: a value of the few, nothing where it was left open, else the words."""
    if field.options:
        return str(value)
    if value == UNKNOWN:
        return ""
    return str(value) if field.is_story else field.say(value)


def _find_options(field: Field, values: Values) -> Mapping[str, str]:
    return field.options(values) if field.options else {}


def _summarise(task: Task, values: Values) -> tuple[tuple[str, str], ...]:
    lines = [(one.label, one.say(values[one.name])) for one in task.fields if one.name in values]
    return (*lines, *group_notes(values))
