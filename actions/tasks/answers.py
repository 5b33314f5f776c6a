"""What a message is to the question that is open: its answer, a correction, something told beside it, or none of these."""

import re
from dataclasses import replace

from actions.question import Question
from actions.talk import Draft, Value
from actions.tasks.asking import PATIENCE
from actions.tasks.correcting import Corrected, add_on_top, change, correct
from actions.tasks.fields import UNKNOWN, Field, Problem
from actions.tasks.listening import HeardFields, fill, leave_open, listen, narrow, renew, reopen
from actions.tasks.newer_sums import take_newer
from actions.tasks.notes import holds_side_money, is_worth_noting, keep_rest, note
from actions.tasks.signals import (
    agrees,
    asks_something,
    chats,
    corrects,
    corrects_plainly,
    does_not_know,
    leave_questions_out,
    looks_up,
    puts_off,
    supposes,
)
from actions.tasks.task import WHICH, Task, TaskStep
from vocabulary.day_names import find_days
from vocabulary.expects import Asked, Move
from vocabulary.intents import INTENTS

_DOINGS = frozenset(name for name, one in INTENTS.items() if one.is_act)
_WISHES = re.compile(r"申请|救助|求助|报销|报案|理赔|登记|预约|报名|绑定|解绑|订阅|通知|换|修改|交材料|上传")
_LONGEST_STORY = 500
OPEN_WORDS = (Asked.PLACE, Asked.UNIT, Asked.STORY)
"""Fields whose answer may be any words: what is no answer must not be taken for one."""
_MATTER_KEPT = "来意记下了。"
_WELL = "好。"
_PLEA = re.compile(
    r"^(?:那|我|这个|这)?(?:能不能|可不可以|能否)|(?:行不行|可以吗|行吗|咋办|怎么办)[?？啊呀呢]*$"
)
_NOT_SURE = "这一点我答不准，问单位工会的经办人，或回复“转人工”。"
_BEING_DONE = "好，正给您填着。"
_LONGEST_WISH = 10
_NOT_READ = "这一项我没看明白。"
_LEFT_OPEN = "没关系，这项先空着。"
_WHICH = "您要改的是哪一项，我没对上。"


def take_answer(task: Task, draft: Draft, question: Question, field: Field) -> TaskStep:
    """One message while this field is asked."""
    draft, question = leave_open(task, draft, question)
    if field.name in draft.values:
        return TaskStep(listen(task, replace(draft, asked=None), question).draft, text=_LEFT_OPEN)
    value = field.read(replace(question, within=draft.within(field.name)))
    if field.of and _is_known_elsewhere(draft, field, value):
        value = None  # What was paid by oneself, told once more, is nothing that others gave.
    is_read = value is not None and not isinstance(value, Problem)
    if asks_something(question) and not (is_read and field.choices):
        return _take_question(task, draft, question)
    if corrects_plainly(question) and (step := _take_correction(task, draft, question, field, value)):
        return step
    if newer := take_newer(task, draft, question):
        return _take_newer(task, newer, question)
    if puts_off(question) and not (is_read and field.find(question)) and not _is_of_values(field, is_read):
        return TaskStep(draft, outcome="stopped")
    if is_read:
        return _take_value(task, draft, question, field, value)
    if looks_up(question):
        return _take_question(task, draft, question)
    if _wants_something_else(task, question):
        return TaskStep(draft, outcome="left")
    return _take_beside(task, draft, question, field, value)


def _is_known_elsewhere(draft: Draft, field: Field, value: Value | Problem | None) -> bool:
    """Whether it is a sum that another field holds already."""
    if not isinstance(value, int | float) or value == 0:
        return False
    return any(name != field.name and known == value for name, known in draft.values.items())


def _is_of_values(field: Field, is_read: bool) -> bool:
    """Whether the answer is of a kind that no other words are taken for."""
    return is_read and field.asked not in OPEN_WORDS


def _take_question(task: Task, draft: Draft, question: Question) -> TaskStep:
    """A question in between; what it tells besides is kept."""
    if supposes(question):
        return TaskStep(draft, is_question=True)
    heard = listen(task, draft, question)
    told = replace(question, text=leave_questions_out(question.text))
    filled, noted = keep_rest(heard.draft, told, _values_of(heard), True, task.side_money)
    return TaskStep(filled, text=heard.say() + noted, is_question=True)


def _take_correction(
    task: Task, draft: Draft, question: Question, field: Field, value: Value | Problem | None
) -> TaskStep | None:
    """What was known is changed; a plain answer to what is asked is that, and what fits nothing is asked about."""
    fitting = field.find(replace(question, within=draft.within(field.name)))
    is_answer = value is not None and not isinstance(value, Problem)
    if is_answer and fitting == value and field.asked not in OPEN_WORDS:
        return None
    corrected = correct(task, draft, question)
    if corrected:
        return say_corrected(task, corrected, question)
    if is_answer and field.asked not in OPEN_WORDS:
        return None
    if isinstance(value, Problem):
        return None
    heard = listen(task, draft, question, without=field.name)
    if heard.found or (task.story and is_worth_noting(question)):
        return None
    return TaskStep(replace(draft, asked=WHICH, misses=0), text=_WHICH)


def say_corrected(task: Task, corrected: Corrected, question: Question) -> TaskStep:
    """What was changed, what else the message tells, or why the new value does not do."""
    if corrected.problem is None:
        heard = listen(task, corrected.draft, question, without=corrected.draft.asked)
        if corrected.notes:
            return TaskStep(heard.draft, text=corrected.say())
        taken = [corrected.draft.values[one.name] for one in corrected.fields]
        is_of_words = any(one.is_story for one in corrected.fields)
        filled, noted = keep_rest(
            heard.draft, question, [*taken, *_values_of(heard)], is_of_words, task.side_money
        )
        return TaskStep(filled, text=corrected.say() + heard.say() + noted)
    field, problem = corrected.problem
    return _report(corrected.draft, field, problem)


def _take_newer(task: Task, newer: Corrected, question: Question) -> TaskStep:
    """The sum as it is by now, and what else the message tells: the same sum is told of no other field."""
    heard = listen(task, newer.draft, question)
    sums = {one.name for one in heard.found if one.asked is Asked.SUM}
    values = {name: value for name, value in heard.draft.values.items() if name not in sums}
    others = tuple(one for one in heard.found if one.name not in sums)
    heard = replace(heard, draft=replace(heard.draft, values=values), found=others)
    taken = [newer.draft.values[one.name] for one in newer.fields]
    side = task.side_money - {"aside"}  # 加上护工一万六 is in it by now.
    filled, noted = keep_rest(heard.draft, question, [*taken, *_values_of(heard)], False, side)
    return TaskStep(filled, text=newer.say() + heard.say() + noted)


def _take_value(task: Task, draft: Draft, question: Question, field: Field, value: Value) -> TaskStep:
    """The answer; what else the message tells is kept with it."""
    heard = listen(task, fill(draft, field.name, value), question)
    if task.newest_wins:
        return TaskStep(renew(task, heard.draft, question))
    is_free = field.is_story or any(one.is_story for one in heard.found)
    filled, noted = keep_rest(heard.draft, question, [value, *_values_of(heard)], is_free, task.side_money)
    is_said = field.asked is Asked.SUM and is_worth_noting(question)
    if heard.found or is_said or noted or corrects_plainly(question):
        heard = replace(heard, found=(field, *heard.found))
    return TaskStep(filled, text=heard.say() + heard.problem + noted)


def _renew(task: Task, draft: Draft, question: Question) -> TaskStep:
    """The newest word, said back while something else is still asked."""
    renewed = replace(renew(task, draft, question), asked=None)
    changed = [
        one for one in task.fields if draft.values.get(one.name) not in (None, renewed.values.get(one.name))
    ]
    said = "，".join(one.say(renewed.values[one.name]) for one in changed if one.name in renewed.values)
    is_asked_on = bool(said) and task.next_field(renewed) is not None
    return TaskStep(renewed, text=f"好，改成{said}。" if is_asked_on else "")


def _take_beside(
    task: Task, draft: Draft, question: Question, field: Field, value: Value | Problem | None
) -> TaskStep:
    """What does not answer what was asked: something else that the form needs, something to keep, or nothing."""
    if task.newest_wins and renew(task, Draft(task.name, {}), question).values:
        return _renew(task, draft, question)
    heard = listen(task, draft, question, without=field.name)
    if isinstance(value, Problem) and not (heard.found and not value.narrowing):
        filled, noted = keep_rest(heard.draft, question, _values_of(heard), True, task.side_money)
        filled, more = _note_other_clauses(filled, question) if not noted else (filled, "")
        return _report(filled, field, value, heard.say() + noted + more)
    if added := add_on_top(task, draft, question):
        return TaskStep(note(added.draft, question.text)[0], text=added.say())
    if heard.found:
        return _take_found(task, heard, question)
    if corrects(question) and (corrected := correct(task, draft, question)):
        return say_corrected(task, corrected, question)
    if changed := change(task, draft, question, is_plain=True):
        return say_corrected(task, changed, question)
    if field.may_be_open and (does_not_know(question) or question.move is Move.REFUSE):
        return TaskStep(fill(draft, field.name, UNKNOWN), text=_LEFT_OPEN)
    if chats(question):
        return TaskStep(draft, is_question=True)
    if heard.problem:
        return _miss(heard.draft, heard.problem)
    if set(question.intents) & task.intents and not question.tells and len(question.text) <= _LONGEST_WISH:
        return TaskStep(draft, text=_BEING_DONE)
    return _keep(task, draft, question)


def _note_other_clauses(draft: Draft, question: Question) -> tuple[Draft, str]:
    """Beside a day that says too little, what the other clauses tell."""
    clauses = [one for one in re.split(r"[，,。;；！!\s]+", question.text) if one]
    others = [one for one in clauses if not next(find_days(one), None)]
    told = replace(question, text=" ".join(others))
    if len(clauses) < 2 or not others or corrects_plainly(question) or not is_worth_noting(told):
        return draft, ""
    return note(draft, question.text)


def _take_found(task: Task, heard: HeardFields, question: Question) -> TaskStep:
    if task.story is None:
        return TaskStep(replace(heard.draft, asked=None), text=heard.say() + heard.problem)
    is_free = any(one.is_story for one in heard.found)
    draft, noted = keep_rest(heard.draft, question, _values_of(heard), is_free, task.side_money)
    return TaskStep(replace(draft, asked=None), text=heard.say() + heard.problem + noted)


def _values_of(heard: HeardFields) -> list[Value]:
    return [heard.draft.values[one.name] for one in heard.found]


def _keep(task: Task, draft: Draft, question: Question) -> TaskStep:
    """Words that fit no field: kept for whoever reads the case, and the question comes again."""
    story = task.story
    if question.move is not Move.GIVE and _PLEA.search(question.text.strip()):
        return TaskStep(draft, text=_NOT_SURE)
    if story is None and task.matter and task.matter(question):
        return TaskStep(draft, text=_MATTER_KEPT)
    if story is None or not (is_worth_noting(question) or holds_side_money(question.text, task.side_money)):
        return TaskStep(draft, text=_WELL) if agrees(question) else _miss(draft, _NOT_READ)
    is_retold = bool(set(question.intents) & task.intents) and not holds_side_money(
        question.text, task.side_money
    )
    if is_retold and story.name in draft.values:
        told = f"{draft.values[story.name]}；{question.text.strip()}"[:_LONGEST_STORY]
        return TaskStep(replace(draft, values={**draft.values, story.name: told}), text="这也记下了。")
    noted, said = keep_rest(draft, question, side=task.side_money)
    return TaskStep(noted, text=said)


def _wants_something_else(task: Task, question: Question) -> bool:
    """Whether another thing is to be done; a story told once more in other words is none."""
    if not set(question.intents) & (_DOINGS - task.intents):
        return False
    is_story = task.story is not None and question.tells
    return not is_story or bool(_WISHES.search(question.text))


def _report(draft: Draft, field: Field, problem: Problem, said: str = "") -> TaskStep:
    """Says why a value does not do, or asks more closely."""
    if problem.narrowing and problem.narrowing != draft.narrowed.get(field.name):
        narrowed = narrow(reopen(draft, field), field.name, problem.narrowing)
        return TaskStep(narrowed, text=said + problem.text)
    return _miss(draft, said + (problem.text or _NOT_READ))


def _miss(draft: Draft, text: str) -> TaskStep:
    more = "要是不好填，回复“转人工”，同事帮您填，已经说的都留着。" if draft.misses + 1 >= PATIENCE else ""
    return TaskStep(replace(draft, misses=draft.misses + 1), text=text + more)
