"""What is known already and said anew: 不是A是B changes A wherever it stands; else by what the words are about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from actions.question import Question
from actions.talk import Draft, Value
from actions.tasks.correcting_sums import change_each, plain
from actions.tasks.fields import UNKNOWN, Field, Problem
from actions.tasks.listening import fill
from actions.tasks.notes import NOTES, ROLE_LABELS, find_notes, find_only, find_role, swap_in_notes
from actions.tasks.signals import corrects_plainly
from actions.tasks.sum_answers import settle
from actions.tasks.sum_roles import SIDE_ROLES, Role, find_told
from actions.tasks.task import Task
from vocabulary.day_names import find_days
from vocabulary.expects import Asked
from vocabulary.sums import find_sums

_MARK = r"[\s，,。.、]*"
_NOT_BUT = (
    re.compile(
        rf"(?<!是)不是(?P<old>[^，,。\s]{{1,20}}){_MARK}(?:而?是|应该是?)(?P<new>[^，,。；;]{{1,30}})"
    ),
    re.compile(rf"(?:应该)?是(?P<new>[^，,。\s]{{1,20}}){_MARK}不是(?P<old>[^，,。；;\s]{{1,20}})"),
    re.compile(
        r"(?P<old>[^，,。\s]{1,20}?)(?:不对|错了|[写说记打]错了?)[\s，,。.、]*(?:应该)?是(?P<new>[^，,。；;\s]{1,30})"
    ),
    re.compile(
        r"(?:把|将|^|(?<=[，,。\s]))(?P<old>[^，,。\s]{1,20}?)(?:改成|改为|换成)(?P<new>[^，,。；;\s]{1,30})"
    ),
)
_SHORTEST_IN_WORDS = 2
_LONGEST_NAME = 6
"""So short a message names somebody, or a kind, anew; in a longer one they are only spoken of."""
_OF_WORDS = (Asked.WHOSE, Asked.KIND)
_MORE = re.compile(r"又|另外|还有|再加|后来(?:又|还)")
"""A sum that comes on top of one that is known does not take its place."""
_TELLS = re.compile(r"[了没在被得去要]")
"""我对象下岗了 tells of somebody, and says not whose matter it is."""
_STAYS = re.compile(r"还是|就是|没错|没变")
_TAIL = re.compile(r"[的了吧呢啊呀哈。.！!]+$")


@dataclass(frozen=True)
class Corrected:
    """The draft with what was changed, and which fields those were; or why a new value does not do."""

    draft: Draft
    fields: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()
    problem: tuple[Field, Problem] | None = None
    is_more: bool = False
    """Whether something came on top of what was known, and nothing was wrong."""
    is_same: bool = False
    """Whether it stays as it was: 还是五万六."""

    def say(self) -> str:
        """`改好了，日期：2026年3月5日。`"""
        of_values = [one for one in self.fields if not one.is_story] or self.fields
        told = [f"{one.label}：{one.say(self.draft.values[one.name])}" for one in of_values]
        noted = [f"{_say_label(words)}{words}" for words in self.notes]
        lead = "加上了，现在" if self.is_more else "好，还是" if self.is_same else "改好了，"
        return f"{lead}{'；'.join([*noted, *told])}。"


def correct(task: Task, draft: Draft, question: Question) -> Corrected | None:
    """The correction that the words make; None where nothing that is known fits them."""
    if each := change_each(task, draft, question):
        values, fields, notes = each
        return Corrected(replace(draft, values=values, misses=0), fields, notes)
    if stays := _leave_as_it_is(task, draft, question):
        return stays
    everywhere = _replace_everywhere(task, draft, question)
    if everywhere is None and _tells_only_known_sums(task, draft, question):
        return None
    return everywhere or _change_note(task, draft, question) or change(task, draft, question)


def add_on_top(task: Task, draft: Draft, question: Question) -> Corrected | None:
    """What others gave besides what is known: 后来厂里又给了一千."""
    if not _MORE.search(question.text) or corrects_plainly(question):
        return None
    more = sum((one.sum.low for one in find_told(settle(question.text)) if one.role == "got"), Decimal(0))
    field = next((one for one in task.fields if one.of == "got"), None)
    known = draft.values.get(field.name) if field else None
    if field is None or not more or not isinstance(known, int | float):
        return None
    return Corrected(fill(draft, field.name, plain(Decimal(str(known)) + more)), (field,), is_more=True)


def _say_label(words: str) -> str:
    role = find_role(words)
    return f"{ROLE_LABELS[role]}：" if role else ""


def _change_note(task: Task, draft: Draft, question: Question) -> Corrected | None:
    """The one note of this kind of money gets the sum that is named now: 借款写错了，是三万."""
    for one in reversed(find_told(question.text)):
        known = find_only(draft.values, one.role) if one.role in ROLE_LABELS else None
        if known is not None and known != one.sum.low:
            new = question.text[one.sum.start : one.sum.end]
            return _swap_note(task, draft, known, new, one.role)
    return None


def _swap_note(task: Task, draft: Draft, old: Decimal, new: str, role: Role | None) -> Corrected | None:
    """The note with its new sum; a field that is made of such sums changes by the difference."""
    values, changed = swap_in_notes(draft.values, old, new, role)
    named = next(find_sums(new), None)
    if not changed or named is None:
        return None
    fields = []
    for field in task.fields:
        known = values.get(field.name)
        if field.of and field.of == role and isinstance(known, int | float):
            values = {**values, field.name: plain(Decimal(str(known)) + named.low - old)}
            fields.append(field)
    return Corrected(replace(draft, values=values, misses=0), tuple(fields), tuple(changed))


def _leave_as_it_is(task: Task, draft: Draft, question: Question) -> Corrected | None:
    """不对 还是五万六, of a sum that is known already, changes nothing."""
    named = {one.low for one in find_sums(question.text)}
    if not _STAYS.search(question.text) or len(named) != 1:
        return None
    sums = [one for one in task.fields if one.asked is Asked.SUM and one.name in draft.values]
    same = next((one for one in sums if named <= set(flatten(draft.values[one.name]))), None)
    return Corrected(draft, (same,), is_same=True) if same else None


def _tells_only_known_sums(task: Task, draft: Draft, question: Question) -> bool:
    """`刚才那个八万是没扣这五千的` says how known sums belong together, and changes neither."""
    named = {one.low for one in find_sums(question.text)}
    fields = [one for one in task.fields if one.asked is Asked.SUM and one.name in draft.values]
    known = {value for field in fields for value in flatten(draft.values[field.name])}
    return len(named) > 1 and named <= known


def flatten(value: Value) -> list[Decimal]:
    """The ends of a sum; none of anything else."""
    ends = value if isinstance(value, list) else [value]
    return [Decimal(str(one)) for one in ends if isinstance(one, int | float)]


def change(task: Task, draft: Draft, question: Question, is_plain: bool = False) -> Corrected | None:
    """A known value that the message names anew; where it is no correction (`is_plain`) only by what it is about."""
    problems: list[tuple[Field, Problem]] = []
    for field, value in _read_anew(task, draft, question, is_plain):
        if isinstance(value, Problem):
            problems.append((field, value))
        elif is_plain and value == 0 and draft.values[field.name] != UNKNOWN:
            continue  # One of those who might have paid did not: what others gave stands.
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
    fixable = [field for field in fixable if _may_be_meant(field, question, is_plain)]
    if is_plain and _MORE.search(question.text):
        fixable = [field for field in fixable if field.asked is not Asked.SUM or not draft.values[field.name]]
    for field in fixable:
        yield field, field.find(replace(question, within=field.near(draft.values[field.name])))
    for field in fixable:
        if field.fix and not is_plain:
            yield field, field.fix(replace(question, within=field.near(draft.values[field.name])))


def _may_be_meant(field: Field, question: Question, is_plain: bool) -> bool:
    """Whether the words may be about this field: a sum that is only spoken of, and whoever is, change none."""
    told = find_told(settle(question.text))
    if field.asked is Asked.SUM:
        return not told or any(one.role not in SIDE_ROLES for one in told)
    if field.asked not in _OF_WORDS:
        return True
    if told or any(find_days(question.text)):
        return False
    return not is_plain or (len(question.text.strip()) <= _LONGEST_NAME and not _TELLS.search(question.text))


def _replace_everywhere(task: Task, draft: Draft, question: Question) -> Corrected | None:
    """Wherever the old value stands, as a value or within words, the new one stands from now on."""
    match = next((found for form in _NOT_BUT if (found := form.search(question.text))), None)
    if match is None:
        return None
    old, new = (_TAIL.sub("", match[name].strip()) for name in ("old", "new"))
    if of_note := _replace_in_notes(task, draft, old, new, question):
        return of_note
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


def _replace_in_notes(task: Task, draft: Draft, old: str, new: str, question: Question) -> Corrected | None:
    """A sum that a note holds: of the kind of money that the words name, else where no field holds it."""
    before, after = next(find_sums(old), None), next(find_sums(new), None)
    if before is None or after is None:
        return None
    role = next(
        (one.role for one in find_told(question.text.replace("不是", "")) if one.sum.low == before.low), None
    )
    said = new[after.start : after.end]
    if role in ROLE_LABELS:
        return _swap_note(task, draft, before.low, said, role)
    sums = [one.name for one in task.fields if one.asked is Asked.SUM]
    if any(before.low in flatten(draft.values[name]) for name in sums if name in draft.values):
        return None
    return _swap_note(task, draft, before.low, said, None)


def _swap(field: Field, known: Value, old: str, new: str, question: Question) -> Value | None:
    """The new value of a field that holds the old one, or that is called by its name: 医院写错了，是北医三院."""
    if not field.is_story and old in (field.label, *field.called) and known != UNKNOWN:
        read = field.read(replace(question, text=new, entities={}, within=field.near(known)))
        return None if isinstance(read, Problem) else read
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
