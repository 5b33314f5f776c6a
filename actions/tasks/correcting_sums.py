"""Several sums taken back in one message, each put where its kind of money stands: 医保是八万九，自己掏的是五万七."""

import re
from decimal import Decimal

from actions.question import Question
from actions.talk import Draft, Values
from actions.tasks.fields import Field
from actions.tasks.notes import find_notes, swap_in_notes
from actions.tasks.sum_answers import settle
from actions.tasks.sum_roles import PAYERS, Role, ToldSum, find_told
from actions.tasks.task import Task
from vocabulary.sums import Sum, find_sums

_FIELDS: dict[Role, tuple[str, ...]] = {
    "own": ("self_paid",),
    "lost": ("self_paid",),
    "all": ("cost", "amount"),
    "spent": ("cost", "amount"),
}
_PAYER = re.compile(PAYERS)


def change_each(
    task: Task, draft: Draft, question: Question
) -> tuple[Values, tuple[Field, ...], tuple[str, ...]] | None:
    """The values with each sum changed, which fields those were, and which notes; None where fewer than two find their place."""
    words = settle(question.text)
    told = [one for one in find_told(words) if one.role in _FIELDS or one.role == "got"]
    if len(told) < 2:
        return None
    values, fields, notes = draft.values, list[Field](), list[str]()
    for one in told:
        if one.role == "got":
            values, field, noted = _change_given(task, values, words, one)
            notes += noted
        else:
            values, field = _change_own(task, values, one)
        fields += [field] if field else []
    changed = list(dict.fromkeys(one.name for one in fields))
    if len(changed) + len(notes) < 2:
        return None
    return values, tuple(one for one in task.fields if one.name in changed), tuple(notes)


def _change_own(task: Task, values: Values, told: ToldSum) -> tuple[Values, Field | None]:
    name = next((one for one in _FIELDS[told.role] if one in values), None)
    if name is None or values[name] == plain(told.sum.low):
        return values, None
    return {**values, name: plain(told.sum.low)}, task.find_field(name)


def _change_given(
    task: Task, values: Values, words: str, told: ToldSum
) -> tuple[Values, Field | None, list[str]]:
    """What one of those who gave has given; of several the others' parts stay."""
    field = next((one for one in task.fields if one.of == "got" and one.name in values), None)
    if field is None:
        return values, None, []
    old = _find_given(values, words, told)
    known = values[field.name]
    if old is None or not isinstance(known, int | float):
        new = plain(told.sum.low)
        return ({**values, field.name: new}, field, []) if known != new else (values, None, [])
    said = words[told.sum.start : told.sum.end]
    values, notes = swap_in_notes(values, old.low, said, "got")
    return {**values, field.name: plain(Decimal(str(known)) + told.sum.low - old.low)}, field, notes


def _find_given(values: Values, words: str, told: ToldSum) -> Sum | None:
    """What was noted before of the same who gave."""
    payer = next((one[0] for one in reversed(list(_PAYER.finditer(words[: told.sum.start])))), None)
    notes = (one for one in find_notes(values) if payer and payer in one)
    return next((found for one in notes for found in find_sums(one)), None)


def plain(sum_: Decimal) -> int | float:
    """A sum as a form holds it."""
    return int(sum_) if sum_ == int(sum_) else float(sum_)
