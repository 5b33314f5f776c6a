"""Searches a message for everything that a form needs, whatever was asked."""

import re
from dataclasses import dataclass, replace

from actions.question import Question
from actions.talk import Draft, Narrowing, Value
from actions.tasks.fields import UNKNOWN, Field, Problem
from actions.tasks.signals import does_not_know
from actions.tasks.task import Task
from vocabulary.expects import Asked

_CLAUSE = re.compile(r"[，,。；;\s]+")
_CHANGE = re.compile(r"[，,。；;\s]+|(?=[改换挪])")
"""Where clauses end, and where a change begins within one: 把周四的改到周五."""


@dataclass(frozen=True)
class HeardFields:
    """The draft with all that a message told unasked, which fields those were, and what cannot be."""

    draft: Draft
    found: tuple[Field, ...] = ()
    problem: str = ""

    def say(self) -> str:
        """`记下了：2026年3月5日，花费 2,300 元。`; nothing of a story, which they know, nor of what stays open."""
        values = self.draft.values
        shown = [one for one in self.found if not one.is_story and values[one.name] != UNKNOWN]
        told = "，".join(_name(one) + one.say(values[one.name]) for one in shown)
        return f"记下了：{told}。" if told else ""


def listen(task: Task, draft: Draft, question: Question, without: str | None = None) -> HeardFields:
    """Takes what the message tells of every field that is still open, but for one."""
    values, narrowed = dict(draft.values), dict(draft.narrowed)
    found: list[Field] = []
    problem = ""
    for field in task.fields:
        is_known = values.get(field.name, UNKNOWN) != UNKNOWN and not field.told_wins
        if is_known or field.name == without or not field.needed(values):
            continue
        value = field.find(question)
        if value is None:
            value = field.find_by(question, values)
        if isinstance(value, Problem) and value.narrowing:
            narrowed[field.name] = value.narrowing
        elif isinstance(value, Problem):
            problem = problem or value.text
        elif value is not None and value != values.get(field.name):
            values[field.name] = value
            found.append(field)
    values |= task.beside(question)
    return HeardFields(replace(draft, values=values, narrowed=narrowed), tuple(found), problem)


def _name(field: Field) -> str:
    """Sums are told apart by what they are; anything else says so itself."""
    return f"{field.label} " if field.asked is Asked.SUM else ""


def leave_open(task: Task, draft: Draft, question: Question) -> tuple[Draft, Question]:
    """What a clause of its own says is not known (损失多少不清楚) is left open; the message goes on without that clause."""
    clauses = [one for one in _CLAUSE.split(question.text) if one]
    open_ones = [one for one in task.open_fields(draft) if one.may_be_open]
    values, kept = dict(draft.values), []
    for clause in clauses:
        named = next((one for one in open_ones if one.is_named(clause)), None)
        if named and len(clauses) > 1 and does_not_know(replace(question, text=clause, move=None)):
            values[named.name] = UNKNOWN
        else:
            kept.append(clause)
    if values == draft.values:
        return draft, question
    return replace(draft, values=values), replace(question, text="，".join(kept), move=None)


def renew(task: Task, draft: Draft, question: Question) -> Draft:
    """The draft with every value that the message names, known before or not."""
    values = dict(draft.values)
    told = _leave_known_out(task, draft, question)
    for field in task.fields:
        known = values.get(field.name)
        value = field.find(replace(told, within=field.near(known)) if known else told)
        if value is not None and not isinstance(value, Problem):
            values[field.name] = value
    values |= task.beside(told)
    return replace(draft, values=values)


def _leave_known_out(task: Task, draft: Draft, question: Question) -> Question:
    """The message without what it says of the value that it changes: 周四我值班 改周五下午 is about Friday."""
    clauses = [_narrow_to(question, one) for one in _CHANGE.split(question.text) if one]
    for field in task.fields:
        known = draft.values.get(field.name)
        said = {one.text: field.find(one) for one in clauses}
        anew = [one for one in said.values() if one not in (None, known) and not isinstance(one, Problem)]
        if known is not None and anew:
            clauses = [one for one in clauses if said[one.text] != known]
    words = "，".join(one.text for one in clauses)
    return question if len(words) == len(question.text) else _narrow_to(question, words)


def _narrow_to(question: Question, words: str) -> Question:
    """These words of the message alone, with what they name."""
    named = {
        name: tuple(one for one in found if one in words or one not in question.text)
        for name, found in question.entities.items()
    }
    return replace(question, text=words, entities={name: found for name, found in named.items() if found})


def fill(draft: Draft, name: str, value: Value) -> Draft:
    """The draft with this value, and nothing asked."""
    narrowed = {other: one for other, one in draft.narrowed.items() if other != name}
    return replace(draft, values={**draft.values, name: value}, asked=None, misses=0, narrowed=narrowed)


def reopen(draft: Draft, field: Field) -> Draft:
    """The draft without this value, which is asked again."""
    kept = {name: value for name, value in draft.values.items() if name != field.name}
    return replace(draft, values=kept, asked=None, misses=0)


def narrow(draft: Draft, name: str, narrowing: Narrowing) -> Draft:
    """The draft that asks more closely."""
    return replace(draft, narrowed={**draft.narrowed, name: narrowing})
