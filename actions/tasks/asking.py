"""The question that a form asks next: in full, shorter when it comes again, in other words for whoever is lost."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from actions.question import Answer, OfferedChoice
from actions.talk import Draft, Values
from actions.tasks.fields import Field
from actions.tasks.notes import ROLE_LABELS, find_notes, group_notes
from actions.tasks.task import CONFIRM, FRESH, WHICH, Task
from vocabulary.expects import Asked

PATIENCE = 2
"""After so many answers in vain a person is offered."""
_TO_PERSON = OfferedChoice("转人工", "转人工")
_BEGIN_ANEW = (OfferedChoice("对，重新来", "对，重新来"), OfferedChoice("不，接着填", "接着填"))
_CONFIRM_AGAIN = "{title}还没提交。前面念的都对吗？对就提交，要改就说哪一项。"
_MOST_NAMED = 4
_MOST_NOTES = 5
_LONGEST_SAID, _LONGEST_TOLD = 16, 32
READ_BACK = "对吗？"
"""How all that is known ends, read back to be said yes to."""
_FEW = "再问您一样就好。"
_MANY = "一共问您 {count} 样，一样一样来，不清楚的就说不清楚。"


def ask(task: Task, draft: Draft, today: date) -> tuple[Answer, Draft]:
    """The next question, or the summary to confirm, and the draft that knows that it was asked."""
    if draft.asked == WHICH:
        fields = [one for one in task.fields if one.name in draft.values]
        return Answer("哪一项要改？", tuple(OfferedChoice(one.label, one.label) for one in fields)), draft
    if draft.asked == FRESH:
        return Answer(f"“{task.title}”记下的都不要了，从头来，对吗？", _BEGIN_ANEW), draft
    field = task.next_field(draft)
    if field is None and draft.asked == CONFIRM and not task.summarise:
        return Answer(_CONFIRM_AGAIN.format(title=task.title), task.choices), draft
    if field is None:
        return Answer(read_back(task, draft.values, today), task.choices), replace(draft, asked=CONFIRM)
    offered = (*field.choices, *field.offer(draft.values))
    is_hard = draft.misses >= PATIENCE
    choices = (*offered, _TO_PERSON) if is_hard else offered
    misses = draft.misses if draft.asked == field.name else 0
    asked = Answer(_word(field, draft), choices, needs=("form",) if is_hard else ())
    return asked, replace(draft, asked=field.name, misses=misses)


def say_what_is_asked(task: Task, draft: Draft, of_record: Collection[str] = ()) -> str:
    """Before the first question: what was told already, and how many there are."""
    fields = task.open_fields(draft)
    told = _list_told(task, draft, of_record)
    known = f"已经记下：{'，'.join(told)}。" if told else ""
    if not fields:
        return known
    if not told or len(fields) > _MOST_NAMED:
        return known + (_MANY.format(count=len(fields)) if len(fields) > 1 else _FEW)
    return f"{known}还要问您 {len(fields)} 样：{_join(fields)}，不清楚的就说不清楚。"


def read_back(task: Task, values: Values, today: date) -> str:
    """All that is known, to be said yes to: each kind of money by itself, and of a sum of several its parts."""
    if task.summarise:
        return task.summarise(values, today)
    noted = dict(group_notes(values))
    lines = []
    for field in task.fields:
        if field.name in values:
            parts = noted.pop(ROLE_LABELS["got"], "") if field.of == "got" else ""
            lines.append(f"· {field.label}：{field.say(values[field.name])}{f'（{parts}）' if parts else ''}")
    more = [f"· {label}：{words}" for label, words in noted.items()]
    return "\n".join([f"{task.title}，我记下的是：", *lines, *more, READ_BACK])


def say_what_is_lacking(lacking: Sequence[Field], loose: Sequence[Field]) -> str:
    """Before it is sent: what has to be there, all at once, and what stays open."""
    left = f"{_join(loose)}没说，先空着，想起来再告诉我。" if loose else ""
    if not lacking:
        return left
    together = "，一句话一起说就行" if len(lacking) > 1 else ""
    return f"好，还没交：还差{_join(lacking)}，一定要有{together}。{left}"


def say_what_is_open(task: Task, draft: Draft) -> str:
    """All that is still to be asked, at once."""
    fields = task.open_fields(draft)
    if not fields:
        return "要问的都齐了。"
    needed = [one for one in fields if not one.may_be_open]
    loose = [one for one in fields if one.may_be_open]
    which = "" if not needed else _join(loose)
    more = f"{which}说不清的可以空着。" if loose else ""
    return f"还差{len(fields)}样：{_join([*needed, *loose])}，可以一句话一起说。{more}"


def _join(fields: Sequence[Field]) -> str:
    return "、".join(one.label for one in fields)


def say_what_is_kept(task: Task, draft: Draft) -> str:
    """What a form that was left holds and what it lacks: 记下的有……；还差日期、花费。还没提交。"""
    if not task.open_fields(draft):
        return f"您的{task.title}给您留着呢，还没提交。"
    notes = find_notes(draft.values)
    more = [f"另外还记了{len(notes) - _MOST_NOTES}句"] if len(notes) > _MOST_NOTES else []
    known = [*_list_told(task, draft), *(_shorten(one) for one in notes[:_MOST_NOTES]), *more]
    told = f"记下的有：{'，'.join(known)}；" if known else ""
    return f"您的{task.title}给您留着呢，{told}还差{_join(task.open_fields(draft))}，还没提交。"


def _list_told(task: Task, draft: Draft, of_record: Collection[str] = ()) -> list[str]:
    """What happened, when, where, and every sum; a kind and a relation are told by the story."""
    return [
        f"{f'{one.label} ' if one.asked is Asked.SUM else ''}{_shorten(one.say(draft.values[one.name]), one.is_story)}"
        for one in task.fields
        if one.name in draft.values
        and one.name not in of_record
        and not task.summarise
        and one.asked not in (Asked.KIND, Asked.WHOSE, Asked.UNIT, Asked.DISTRICT)
    ]


def _word(field: Field, draft: Draft) -> str:
    closer = draft.narrowed.get(field.name)
    if closer:
        return closer.ask
    first = field.ask_for(draft.values) or field.ask
    if draft.asked != field.name or field.ask_for(draft.values):
        return first
    return (field.again if draft.misses else field.short) or first


def _shorten(said: str, is_story: bool = False) -> str:
    longest = _LONGEST_TOLD if is_story else _LONGEST_SAID
    return said if len(said) <= longest else f"{said[: longest - 1]}…"
