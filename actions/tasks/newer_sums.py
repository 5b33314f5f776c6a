"""A sum that takes the place of one that is known, though nothing says that the old one was wrong: 那就九千, 两回一共四万三."""

import re
from decimal import Decimal

from actions.question import Question
from actions.talk import Draft
from actions.tasks.correcting import Corrected, flatten
from actions.tasks.correcting_sums import plain
from actions.tasks.fields import Field
from actions.tasks.listening import fill
from actions.tasks.sum_answers import settle
from actions.tasks.sum_roles import Role, ToldSum, find_told
from actions.tasks.task import Task
from vocabulary.expects import Asked, Move

_OWN: tuple[Role, ...] = ("own", "lost")
_MAY_REPLACE: tuple[Role, ...] = (*_OWN, "all", "spent", "plain")
_PLACES: tuple[str, ...] = ("self_paid", "amount", "cost")
"""Which field a bare sum is about, where one of them is known."""
_WITH = re.compile(r"[加连算]上")
_MORE = re.compile(r"又|另外|还有|再加(?!上)")
_INSTEAD = re.compile(
    r"那就(?:是|算|按|写)?|其实|实际|应该|改|刨[掉去开]|扣[掉除去]|减[掉去]|除[掉去]|去掉|不算|[加连算]上|凑齐|重新算"
)
"""What a sum told anew is said with: the old one with something taken off it, or added to it."""


def take_newer(task: Task, draft: Draft, question: Question) -> Corrected | None:
    """The known sum with the one that takes its place; None where the message names none such."""
    every = find_told(settle(question.text))
    is_whole = bool(_WITH.search(question.text))
    told = [one for one in every if one.role in _MAY_REPLACE or (is_whole and one.role == "aside")]
    if len(told) < len(every) or _MORE.search(question.text):
        return None  # Others' money stands beside it, or it comes on top.
    named_old = [one for one in told if _find_known(task, draft, one.sum.low)]
    newer = [one for one in told if one not in named_old]
    if len({one.sum.low for one in newer}) != 1 or newer[0].sum.is_vague:
        return None
    field = _find_replaced(task, draft, named_old, newer[0], question)
    if field is None:
        return None
    value = plain(newer[0].sum.low)
    return Corrected(fill(draft, field.name, value), (field,))


def _find_replaced(
    task: Task, draft: Draft, named_old: list[ToldSum], newer: ToldSum, question: Question
) -> Field | None:
    if named_old:
        field = _find_known(task, draft, named_old[0].sum.low)
        is_part = newer.role in _OWN and field is not None and field.name == "cost"
        return None if named_old[0].role in _OWN or is_part else field
    open_field = task.find_field(draft.asked)
    is_answer = open_field is not None and open_field.asked is Asked.SUM and not open_field.of
    if not (_INSTEAD.search(question.text) or question.move is Move.CORRECT) or is_answer:
        return None
    known = [name for name in _PLACES if _is_known(draft, name)]
    if newer.role == "all" and "cost" in known:
        known = ["cost"]
    return task.find_field(known[0]) if known else None


def _is_known(draft: Draft, name: str) -> bool:
    return bool(flatten(draft.values.get(name, "")))


def _find_known(task: Task, draft: Draft, sum_: Decimal) -> Field | None:
    """The field of one's own money that holds this sum."""
    names = (name for name in _PLACES if sum_ in flatten(draft.values.get(name, "")))
    return next((field for name in names if (field := task.find_field(name))), None)
