"""What is known already and said anew: 不是A是B changes A wherever it stands; else by what the words are about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from actions.question import Question
from actions.talk import Draft, Value
from actions.tasks.fields import UNKNOWN, Field, Problem
from actions.tasks.listening import fill
from actions.tasks.notes import NOTES, find_notes
from actions.tasks.task import Task
from vocabulary.expects import Asked
from vocabulary.sums import find_sums

_MARK = r"[\s，,。.、]*"
_NOT_BUT = (
    re.compile(
        rf"(?<!是)不是(?P<old>[^，,。\s]{{1,20}}){_MARK}(?:而?是|应该是?)(?P<new>[^，,。；;]{{1,30}})"
    ),
    re.compile(rf"(?:应该)?是(?P<new>[^，,。\s]{{1,20}}){_MARK}不是(?P<old>[^，,。；;\s]{{1,20}})"),
    re.compile(r"(?:把|将)(?P<old>[^，,。\s]{1,20}?)(?:改成|改为|换成)(?P<new>[^，,。；;]{1,30})"),
)
_SHORTEST_IN_WORDS = 2
_MORE = re.compile(r"又|另外|还有|再加|后来(?:又|还)")
"""A sum that comes on top of one that is known does not take its place."""
_TAIL = re.compile(r"[的了吧呢啊呀哈。.！!]+$")


@dataclass(frozen=True)
class Corrected:
    """The draft with what was changed, and which fields those were; or why a new value does not do."""

    draft: Draft
    fields: tuple[Field, ...] = ()
    problem: tuple[Field, Problem] | None = None

    def say(self) -> str:
        """`改好了，日期：2026年3月5日。`"""
        told = "；".join(f"{one.label}：{one.say(self.draft.values[one.name])}" for one in self.fields)
        return f"改好了，{told}。"


def correct(task: Task, draft: Draft, question: Question) -> Corrected | None:
    """The correction that the words make; None where nothing that is known fits them."""
    everywhere = _replace_everywhere(task, draft, question)
    if everywhere is None and _tells_only_known_sums(task, draft, question):
        return None
    return everywhere or change(task, draft, question)


def _tells_only_known_sums(task: Task, draft: Draft, question: Question) -> bool:
    """`刚才那个八万是没扣这五千的` says how known sums belong together, and changes neither."""
    named = {one.low for one in find_sums(question.text)}
    fields = [one for one in task.fields if one.asked is Asked.SUM and one.name in draft.values]
    known = {value for field in fields for value in _flatten(draft.values[field.name])}
    return len(named) > 1 and named <= known


def _flatten(value: Value) -> list[Decimal]:
    ends = value if isinstance(value, list) else [value]
    return [Decimal(str(one)) for one in ends if isinstance(one, int | float)]


def change(task: Task, draft: Draft, question: Question, is_plain: bool = False) -> Corrected | None:
    """A known value that the message names anew; where it is no correction (`is_plain`) only by what it is about."""
    problems: list[tuple[Field, Problem]] = []
    for field, value in _read_anew(task, draft, question, is_plain):
        if isinstance(value, Problem):
            problems.append((field, value))
        elif value is not None and value != draft.values[field.name]:
            return Corrected(replace(fill(draft, field.name, value), asked=draft.asked), (field,))
    narrower = [one for one in problems if one[1].narrowing] or [one for one in problems if not is_plain]
    return Corrected(draft, problem=narrower[0]) if narrower else None


def _read_anew(
    task: Task, draft: Draft, question: Question, is_plain: bool
) -> Iterator[tuple[Field, Value | Problem | None]]:
    # What was not known, or is nothing, is seldom what a correction is about.
    known_first = sorted(reversed(draft.values), key=lambda name: not draft.values[name])
    newest_first = [field for name in known_first if (field := task.find_field(name))]
    fixable = [field for field in newest_first if not field.is_story and field.name != draft.asked]
    if is_plain and _MORE.search(question.text):
        fixable = [field for field in fixable if field.asked is not Asked.SUM or not draft.values[field.name]]
    for field in fixable:
        yield field, field.find(replace(question, within=field.near(draft.values[field.name])))
    for field in fixable:
        if field.fix and not is_plain:
            yield field, field.fix(replace(question, within=field.near(draft.values[field.name])))


def _replace_everywhere(task: Task, draft: Draft, question: Question) -> Corrected | None:
    """Wherever the old value stands, as a value or within words, the new one stands from now on."""
    match = next((found for form in _NOT_BUT if (found := form.search(question.text))), None)
    if match is None:
        return None
    old, new = (_TAIL.sub("", match[name].strip()) for name in ("old", "new"))
    values, changed = dict(draft.values), []
    for field in task.fields:
        if field.name not in values:
            continue
        known = values[field.name]
        value = _swap(field, known, old, new, question)
        if value is not None and value != known:
            values[field.name] = value
            changed.append(field)
    if old and any(old in one for one in find_notes(values)):
        values[NOTES] = [one.replace(old, new) for one in find_notes(values)]
    if not changed:
        return None
    narrowed = {
        name: one for name, one in draft.narrowed.items() if name not in {one.name for one in changed}
    }
    return Corrected(replace(draft, values=values, narrowed=narrowed, misses=0), tuple(changed))


def _swap(field: Field, known: Value, old: str, new: str, question: Question) -> Value | None:
    """The new value of a field that holds the old one."""
    if isinstance(known, str) and len(old) >= _SHORTEST_IN_WORDS and old in known:
        return known.replace(old, new)
    if field.is_story:
        return None
    near = replace(question, within=field.near(known))
    read_old = field.read(replace(near, text=old, entities={}))
    is_same = read_old is not None and not isinstance(read_old, Problem) and _is_about(read_old, known)
    if not is_same or known == UNKNOWN:
        return None
    read_new = field.read(replace(near, text=new, entities={}))
    return None if isinstance(read_new, Problem) else read_new


def _is_about(read: Value, known: Value) -> bool:
    """Whether a value is the known one, though that be only about so much."""
    return bool(read == known or (isinstance(known, list) and read in known))
