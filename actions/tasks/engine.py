"""Takes one message of a form: an answer, a correction, a question in between, or the end of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from actions.not_able import is_not_able, offer_help_in_form
from actions.question import Answer, OfferedChoice, Question
from actions.talk import Draft, Narrowing, Value, Values
from actions.tasks.booking_words import find_wish, is_about_booking
from actions.tasks.fields import Field, Problem
from actions.tasks.signals import agrees, asks_something, corrects, looks_up, stops
from vocabulary.expects import Subject
from vocabulary.intents import INTENTS

Outcome = Literal["confirmed", "stopped", "left"]

CONFIRM, WHICH = "confirm", "which"
_PATIENCE = 2
_SHORTEST_ADDITION, _LONGEST_STORY = 5, 500
_DOINGS = frozenset(name for name, one in INTENTS.items() if one.is_act)
_URGENT = {"crisis", "request_human"}
_SUBMIT = (
    OfferedChoice("对，提交", "对，提交"),
    OfferedChoice("要改", "要改"),
    OfferedChoice("先不办了", "算了"),
)
_TO_PERSON = OfferedChoice("转人工", "转人工")


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
    summarise: Callable[[Values, date], str] | None = None
    """The one question before it is done; a list of all fields where there is none."""
    choices: tuple[OfferedChoice, ...] = _SUBMIT

    def find_field(self, name: str | None) -> Field | None:
        """A field by name."""
        return next((field for field in self.fields if field.name == name), None)

    def next_field(self, draft: Draft) -> Field | None:
        """The first field that is needed and not known."""
        open_fields = (one for one in self.fields if one.name not in draft.values)
        return next((one for one in open_fields if one.needed(draft.values)), None)


@dataclass(frozen=True)
class TaskStep:
    """What one message did: words to say first, the draft, the outcome if it is over, and a question to answer."""

    draft: Draft
    text: str = ""
    outcome: Outcome | None = None
    is_question: bool = False
    help: Answer | None = None
    """Said to somebody who cannot manage, before the question comes again."""


def start(task: Task, question: Question, known: Mapping[str, Value]) -> Draft:
    """A new draft with what is known already and what this message, or one before it, tells unasked."""
    draft = _absorb(task, Draft(task.name, dict(known)), question)
    return _absorb(task, draft, question.told) if question.told else draft


def take(task: Task, draft: Draft, question: Question) -> TaskStep:
    """One message while the form is open."""
    intents = set(question.intents)
    if draft.asked is None or question.way_back == "continue":
        return TaskStep(
            draft
        )  # Rasa shows a form the very message that opened it; a person may have come between.
    if question.way_back or intents & _URGENT:
        return TaskStep(draft, outcome="left")
    if is_not_able(question):
        return TaskStep(draft, help=offer_help_in_form())
    if question.text.strip() == "继续":
        return TaskStep(draft)
    if is_about_booking(question.text) and not (task.newest_wins and find_wish(question.text) == "move"):
        is_asked = find_wish(question.text) == "look"
        return TaskStep(draft, is_question=is_asked, outcome=None if is_asked else "left")
    if stops(question):
        return TaskStep(draft, outcome="stopped")
    if draft.asked == CONFIRM:
        return _take_confirmation(task, draft, question)
    if draft.asked == WHICH:
        return _take_which(task, draft, question)
    corrected = _correct(task, draft, question)
    if corrected:
        return corrected
    return _take_answer(task, draft, question)


def ask(task: Task, draft: Draft, today: date) -> tuple[Answer, Draft]:
    """The next question, or the summary to confirm, and the draft that knows that it was asked."""
    if draft.asked == WHICH:
        fields = [one for one in task.fields if one.name in draft.values]
        return Answer("哪一项要改？", tuple(OfferedChoice(one.label, one.label) for one in fields)), draft
    field = task.next_field(draft)
    if field is None:
        lines = [
            f"· {one.label}：{one.say(draft.values[one.name])}"
            for one in task.fields
            if one.name in draft.values
        ]
        text = "\n".join([f"{task.title}，我记下的是：", *lines, "对吗？"])
        text = task.summarise(draft.values, today) if task.summarise else text
        return Answer(text, task.choices), replace(draft, asked=CONFIRM)
    offered = (*field.choices, *field.offer(draft.values))
    choices = (*offered, _TO_PERSON) if draft.misses >= _PATIENCE else offered
    misses = draft.misses if draft.asked == field.name else 0
    closer = draft.narrowed.get(field.name)
    words = closer.ask if closer else field.ask_for(draft.values) or field.ask
    return Answer(words, choices), replace(draft, asked=field.name, misses=misses)


def _take_confirmation(task: Task, draft: Draft, question: Question) -> TaskStep:
    renewed = _renew(task, draft, question) if task.newest_wins else draft
    if renewed.values != draft.values:
        return TaskStep(replace(renewed, asked=None))
    corrected = _correct(task, draft, question)
    if corrected:
        return corrected
    if agrees(question):
        return TaskStep(draft, outcome="confirmed")
    named = _find_label(task.fields, question.text)
    if named:
        return TaskStep(_reopen(draft, named))
    if re.search("[改换]", question.text) or "deny" in question.intents:
        return TaskStep(replace(draft, asked=WHICH))
    if asks_something(question):
        return TaskStep(draft, is_question=True)
    changed = _change(task, draft, question)
    if changed:
        return changed
    longer = _add_to_story(task, draft, question)
    if longer is not draft:
        return TaskStep(longer, text="补充上了。")
    return TaskStep(replace(draft, misses=draft.misses + 1), text="没看明白。对就回复“对”，要改就说哪一项。")


def _add_to_story(task: Task, draft: Draft, question: Question) -> Draft:
    """The draft with the message added to what was told; the same draft where it adds nothing."""
    story, words = next((field for field in task.fields if field.is_story), None), question.text.strip()
    if story is None or story.name not in draft.values or len(words) < _SHORTEST_ADDITION:
        return draft
    told = f"{draft.values[story.name]}；{words}"[:_LONGEST_STORY]
    return replace(draft, values={**draft.values, story.name: told})


def _take_which(task: Task, draft: Draft, question: Question) -> TaskStep:
    named = _find_label(task.fields, question.text)
    if named:
        return TaskStep(_reopen(draft, named))
    corrected = _correct(task, draft, question)
    return corrected or TaskStep(replace(draft, asked=None, misses=draft.misses + 1))


def _take_answer(task: Task, draft: Draft, question: Question) -> TaskStep:
    field = task.find_field(draft.asked)
    if field is None:
        return TaskStep(draft)
    value = field.read(replace(question, within=draft.within(field.name)))
    is_readable = value is not None and not isinstance(value, Problem)
    if asks_something(question) and not (is_readable and field.choices):
        return TaskStep(draft, is_question=True)
    if not is_readable and looks_up(question):
        return TaskStep(draft, is_question=True)
    if not is_readable and set(question.intents) & (_DOINGS - task.intents):
        return TaskStep(draft, outcome="left")
    if isinstance(value, Problem):
        return _report(draft, field, value)
    beside = _take_beside(task, draft, question) if value is None else None
    if beside:
        return beside
    if value is None and set(question.intents) & (task.intents | {"out_of_scope"}):
        return TaskStep(_add_to_story(task, draft, question), text="这也记下了。")
    if value is None:
        return _miss(draft, "这一项我没看明白。")
    filled = _absorb(task, _fill(draft, field.name, value), question)
    return TaskStep(_renew(task, filled, question) if task.newest_wins else filled)


def _take_beside(task: Task, draft: Draft, question: Question) -> TaskStep | None:
    """What does not answer what was asked, but tells something else that the form needs."""
    told = _absorb(task, draft, question)
    values = {name: value for name, value in told.values.items() if name != draft.asked}
    if values != draft.values:
        return TaskStep(replace(told, values=values, asked=None), text="记下了。")
    return _change(task, draft, question, is_plain=True)


def _report(draft: Draft, field: Field, problem: Problem) -> TaskStep:
    """Says why a value does not do, or asks more closely."""
    if problem.narrowing and problem.narrowing != draft.narrowed.get(field.name):
        return TaskStep(_narrow(_reopen(draft, field), field.name, problem.narrowing), text=problem.text)
    return _miss(draft, problem.text or "这一项我没看明白。")


def _narrow(draft: Draft, name: str, narrowing: Narrowing) -> Draft:
    return replace(draft, narrowed={**draft.narrowed, name: narrowing})


def _miss(draft: Draft, text: str) -> TaskStep:
    more = "要是不好填，回复“转人工”，同事帮您填，已经说的都留着。" if draft.misses + 1 >= _PATIENCE else ""
    return TaskStep(replace(draft, misses=draft.misses + 1), text=text + more)


def _correct(task: Task, draft: Draft, question: Question) -> TaskStep | None:
    """`不是，是3万`: a value that is known already, said anew; first by what its words are about, then by its kind."""
    return _change(task, draft, question) if corrects(question) else None


def _change(task: Task, draft: Draft, question: Question, is_plain: bool = False) -> TaskStep | None:
    """A known value that the message names anew; where it is no correction (`is_plain`) only by what it is about."""
    # What was not known, or is nothing, is seldom what a correction is about.
    known_first = sorted(reversed(draft.values), key=lambda name: not draft.values[name])
    newest_first = [field for name in known_first if (field := task.find_field(name))]
    fixable = [field for field in newest_first if not field.is_story and field.name != draft.asked]
    readings = [
        (field, field.find(replace(question, within=field.near(draft.values[field.name]))))
        for field in fixable
    ]
    readings += [(field, field.fix(question)) for field in fixable if field.fix and not is_plain]
    for field, value in readings:
        if isinstance(value, Problem):
            return _report(draft, field, value)
        if value is not None and value != draft.values[field.name]:
            fixed = replace(_fill(draft, field.name, value), asked=draft.asked, misses=0)
            return TaskStep(fixed, text=f"改好了，{field.label}：{field.say(value)}。")
    return None


def _absorb(task: Task, draft: Draft, question: Question) -> Draft:
    """Takes what the message tells of fields that nobody asked for yet."""
    values, narrowed = dict(draft.values), dict(draft.narrowed)
    for field in task.fields:
        if field.name not in values and field.needed(values):
            value = field.find(question)
            if isinstance(value, Problem) and value.narrowing:
                narrowed[field.name] = value.narrowing
            elif value is not None and not isinstance(value, Problem):
                values[field.name] = value
    return replace(draft, values=values, narrowed=narrowed)


def _renew(task: Task, draft: Draft, question: Question) -> Draft:
    """The draft with every value that the message names, known before or not."""
    values = dict(draft.values)
    for field in task.fields:
        value = field.find(question)
        if value is not None and not isinstance(value, Problem):
            values[field.name] = value
    return replace(draft, values=values)


def _fill(draft: Draft, name: str, value: Value) -> Draft:
    narrowed = {other: one for other, one in draft.narrowed.items() if other != name}
    return replace(draft, values={**draft.values, name: value}, asked=None, misses=0, narrowed=narrowed)


def _reopen(draft: Draft, field: Field) -> Draft:
    kept = {name: value for name, value in draft.values.items() if name != field.name}
    return replace(draft, values=kept, asked=None, misses=0)


def _find_label(fields: Sequence[Field], text: str) -> Field | None:
    words = text.strip().removeprefix("改").rstrip("。要改")
    return next(
        (field for field in fields if field.label in text or (len(words) >= 2 and words in field.label)), None
    )
