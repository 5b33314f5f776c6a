"""Takes one message of a form: an answer, a correction, a question in between, or the end of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.question import Answer, OfferedChoice, Question
from actions.story import tells_of_other
from actions.talk import Draft
from actions.tasks.answers import OPEN_WORDS, say_corrected, take_answer
from actions.tasks.asking import PATIENCE, say_what_is_kept, say_what_is_lacking, say_what_is_open
from actions.tasks.booking_words import find_wish, gives_up, is_about_booking
from actions.tasks.correcting import add_on_top, change, correct
from actions.tasks.fields import UNKNOWN, Field, Problem
from actions.tasks.listening import fill, listen, renew, reopen
from actions.tasks.notes import find_notes, holds_side_money, is_worth_noting, keep_rest, note
from actions.tasks.remarks import leave_remarks_out, meet
from actions.tasks.resuming import hear_beside
from actions.tasks.signals import (
    agrees,
    agrees_wholly,
    asks_of_form,
    asks_something,
    asks_what_is_missing,
    asks_why,
    begins_anew,
    corrects,
    corrects_plainly,
    goes_on,
    goes_on_in_a_clause,
    is_lost,
    leave_stops_out,
    leave_wishes_out,
    names_other,
    only_asks,
    puts_off,
    stops,
    supposes,
    waits,
    wants_to_submit,
)
from actions.tasks.task import CONFIRM, FRESH, WHICH, Task, TaskStep
from vocabulary.aspects import Aspect
from vocabulary.day_names import find_days
from vocabulary.expects import Move
from vocabulary.sums import find_sums

_BESIDE_THE_FORM = (Move.GO_ON, Move.LOST, Move.WHY)
_URGENT = {"crisis", "request_human"}
_CONTROLS = (CONFIRM, WHICH, FRESH)
_LONGEST = 500
_LONGEST_NAMING = 12
_SAID_OF_IT = re.compile(r"(?:应该是|改成|改为|换成|写成|是|叫)([^，,。；;]+)[。]?$")
_CUT = "您说得长，我先记前面 {count} 个字，后面的请跟经办同事说。"
_IN_OTHER_WORDS = "没关系，我换个说法，您说个大概就行。"
_NOT_NEEDED = "不方便说就说“不清楚”，这项先空着。"
_ONCE_MORE = "好，再看一眼，没错就回“对”。"
_NO_HURRY = "不急，您慢慢来，我记着呢。"
_A_PERSON = "不着急。想让同事帮您填，点“转人工”，记下的都留着；想自己试试，我再问一遍。"
_TO_PERSON = OfferedChoice("找同事帮我填", "转人工")
_GO_ON = OfferedChoice("接着填", "继续")


def take(task: Task, draft: Draft, question: Question) -> TaskStep:
    """One message while the form is open."""
    if draft.asked is None or question.way_back in ("continue", "unheard"):
        return TaskStep(draft)  # A person may have come between, or a voice that nobody hears.
    if question.way_back or set(question.intents) & _URGENT:
        return TaskStep(draft, outcome="left")
    whole = len(question.text)
    question = replace(question, text=question.text[:_LONGEST])
    step = _take(task, draft, question)
    step = _with_remark(task, draft, step, question.text)
    if not step.outcome and (kind := meet(question)) and kind not in step.text:
        step = replace(step, text=kind + step.text)
    is_cut = whole > _LONGEST and step.draft.values != draft.values
    return replace(step, text=step.text + _CUT.format(count=_LONGEST)) if is_cut else step


def _with_remark(task: Task, before: Draft, step: TaskStep, words: str) -> TaskStep:
    """With what the member should know of what they just said, once."""
    remark = task.remark(step.draft.values, words)
    told = f"{before.values.get('told', '')} {' '.join(find_notes(before.values))}"
    if not remark or step.outcome or step.is_question or task.remark(step.draft.values, told):
        return step
    return replace(step, text=step.text + remark)


def _take(task: Task, draft: Draft, question: Question) -> TaskStep:
    if is_about_booking(question.text) and not (task.newest_wins and find_wish(question.text) == "move"):
        is_asked = find_wish(question.text) == "look"
        return TaskStep(draft, is_question=is_asked, outcome=None if is_asked else "left")
    if task.newest_wins and _asks_when(task, question):
        return TaskStep(draft, is_question=True)
    if draft.asked == FRESH:
        return _take_fresh(draft, question)
    if draft.values.get("replaces") and gives_up(question.text):
        return TaskStep(draft, outcome="left")  # The visit itself, and not only the move, is to be given up.
    if task.matter and (matter := task.matter(question)):
        draft = replace(draft, values={"matter": matter, **draft.values})
    if question.move in _BESIDE_THE_FORM and _tells(task, draft, question):
        question = replace(question, move=None)
    if begins_anew(question):
        return TaskStep(replace(draft, asked=FRESH, misses=0))
    if tells_of_other(question, draft, task.story is not None):
        return TaskStep(draft, outcome="left")
    if is_lost(question):
        return _help(draft)
    if (
        task.story
        and asks_what_is_missing(question)
        and draft.asked not in (WHICH, FRESH)
        and not names_other(question)
    ):
        again = draft if draft.asked == CONFIRM else replace(draft, asked=None)
        return TaskStep(again, text=say_what_is_open(task, draft), is_list=True)
    if draft.asked not in _CONTROLS and wants_to_submit(question):
        return _take_submitting(task, draft, question)
    if stops(question) and (step := _correct_after_all(task, draft, question)):
        return step
    is_asked = asks_something(question)
    if (stops(question) and not _only_asks_late(question)) or (
        draft.asked in _CONTROLS and puts_off(question) and not is_asked
    ):
        return TaskStep(draft, outcome="stopped")
    if asks_of_form(question):
        told = hear_beside(task, draft, question)
        kept = say_what_is_kept(task, told.draft)
        return TaskStep(replace(told.draft, asked=None), text=told.text + kept)
    if goes_on(question):
        return TaskStep(replace(draft, asked=None) if draft.asked == CONFIRM else draft)
    if not leave_remarks_out(question.text):
        return TaskStep(draft, text=meet(question))
    if waits(question):
        return TaskStep(draft, text=_NO_HURRY)
    field = task.find_field(draft.asked)
    if field and asks_why(question):
        meant = next((one for one in task.fields if one.is_named(question.text)), field)
        return TaskStep(draft, help=Answer(meant.why + (_NOT_NEEDED if meant.may_be_open else "")))
    if draft.asked == CONFIRM:
        return _take_confirmation(task, draft, question)
    if draft.asked == WHICH:
        return _take_which(task, draft, question)
    return take_answer(task, draft, question, field) if field else TaskStep(draft)


def _asks_when(task: Task, question: Question) -> bool:
    """Whether it is asked when the visit is, and no other time named."""
    is_asked = Aspect.TIME in question.aspects and question.move in (Move.ASK, Move.CARRY)
    return is_asked and not renew(task, Draft(task.name, {}), question).values


def _only_asks_late(question: Question) -> bool:
    """Whether it is asked what a delay would do, and nothing is ended: 明天再交是不是就晚了."""
    return asks_something(question) and leave_stops_out(question.text) == question.text.strip()


def _correct_after_all(task: Task, draft: Draft, question: Question) -> TaskStep | None:
    """算了 还是按十二万写 ends nothing: a value that is known is told anew."""
    rest = replace(question, text=leave_stops_out(question.text), move=Move.CORRECT, intents=("inform",))
    if task.newest_wins or (not any(find_sums(rest.text)) and not any(find_days(rest.text))):
        return None
    corrected = correct(task, draft, rest)
    if corrected is None or corrected.problem:
        return None
    step = say_corrected(task, corrected, rest)
    return replace(step, draft=replace(step.draft, asked=None))


def _take_submitting(task: Task, draft: Draft, question: Question) -> TaskStep:
    """What the desk can live without stays open; what it cannot is named, all of it, and nothing is sent yet."""
    told = replace(question, text=leave_wishes_out(question.text))
    heard = listen(task, draft, told)
    taken = [heard.draft.values[one.name] for one in heard.found]
    filled, noted = keep_rest(heard.draft, told, taken, True, task.side_money)
    lacking = [one for one in task.open_fields(filled) if not one.may_be_open]
    loose = [one for one in task.open_fields(filled) if one.may_be_open]
    values = {**filled.values, **{one.name: UNKNOWN for one in loose}}
    said = say_what_is_lacking(lacking, loose)
    return TaskStep(replace(filled, values=values, asked=None, misses=0), text=heard.say() + noted + said)


def _tells(task: Task, draft: Draft, question: Question) -> bool:
    """Whether the message holds something that the form needs: then it is no mere remark, whatever else was heard in it."""
    field = task.find_field(draft.asked)
    is_read = field is not None and field.asked not in OPEN_WORDS and field.read(question) is not None
    return is_read or bool(listen(task, draft, question).found)


def _help(draft: Draft) -> TaskStep:
    """The question comes in other words; the second time a person is offered."""
    again = replace(draft, misses=draft.misses + 1)
    words = _A_PERSON if again.misses >= PATIENCE else _IN_OTHER_WORDS
    return TaskStep(again, help=Answer(words, (_GO_ON, _TO_PERSON)))


def _take_fresh(draft: Draft, question: Question) -> TaskStep:
    if agrees(question) or (begins_anew(question) and "不" not in question.text):
        return TaskStep(draft, outcome="fresh")
    return TaskStep(replace(draft, asked=None), text="好，记下的都还在，接着来。")


def _take_confirmation(task: Task, draft: Draft, question: Question) -> TaskStep:
    renewed = renew(task, draft, question) if task.newest_wins else draft
    if renewed.values != draft.values:
        asks_besides = asks_something(question) and bool(set(question.intents) - task.intents)
        return TaskStep(replace(renewed, asked=None), is_question=asks_besides and bool(task.matter))
    if task.newest_wins and _names_the_same(task, draft, question):
        return TaskStep(draft, outcome="confirmed")
    if corrects(question) and (step := _correct(task, draft, question)):
        return step
    if step := _correct(task, draft, question, is_plain=True):
        return step
    if goes_on_in_a_clause(question):
        return TaskStep(replace(draft, asked=None), text=_ONCE_MORE)
    if agrees_wholly(question):
        return TaskStep(draft, outcome="confirmed")
    if added := add_on_top(task, draft, question):
        noted, _ = note(added.draft, question.text)
        return TaskStep(replace(noted, asked=None), text=added.say())
    if question.move is Move.SUBMIT:
        return TaskStep(replace(draft, asked=None), text=_ONCE_MORE)
    if (named := _find_label(task.fields, question.text)) and _only_names(task, question):
        return _take_named(draft, question, named)
    if supposes(question) and asks_something(question):
        return TaskStep(draft, is_question=True)
    holds_money = holds_side_money(question.text, task.side_money)
    is_note = task.story is not None and (holds_money or is_worth_noting(question))
    if _names_fault(question) and not (is_note and (holds_money or corrects_plainly(question))):
        return TaskStep(replace(draft, asked=WHICH))
    if asks_something(question):
        return TaskStep(draft, is_question=True)
    if is_note:
        noted, said = keep_rest(draft, question, side=task.side_money)
        return TaskStep(replace(noted, asked=None) if said else noted, text=said)
    if only_asks(question):
        return TaskStep(draft, is_question=True)
    if task.matter and gives_up(question.text):
        return TaskStep(draft, outcome="stopped")
    return TaskStep(replace(draft, misses=draft.misses + 1), text="没看明白。对就回复“对”，要改就说哪一项。")


def _only_names(task: Task, question: Question) -> bool:
    """Whether a field is named to be changed, and not only spoken of: 单位又给了两千 is about money."""
    is_told = holds_side_money(question.text, task.side_money) or any(find_sums(question.text))
    return not is_told and (len(question.text) <= _LONGEST_NAMING or corrects_plainly(question))


def _names_the_same(task: Task, draft: Draft, question: Question) -> bool:
    """Whether they agree by saying what was proposed once more, in two things at least, or beside a yes: 周五上午吧; 对 大兴的."""
    said = renew(task, Draft(task.name, {}), question).values
    is_same = all(draft.values.get(name) == value for name, value in said.items())
    is_enough = len(said) > 1 or (len(said) == 1 and agrees(question))
    return is_enough and is_same and not asks_something(question) and not corrects(question)


def _names_fault(question: Question) -> bool:
    """Whether something is not right, though it is not said what."""
    is_no = "deny" in question.intents or corrects_plainly(question)
    return is_no or bool(re.search("[改换]", question.text))


def _correct(task: Task, draft: Draft, question: Question, is_plain: bool = False) -> TaskStep | None:
    corrected = change(task, draft, question, is_plain) if is_plain else correct(task, draft, question)
    if corrected is None:
        return None
    if corrected.problem is None:
        step = say_corrected(task, corrected, question)
        return replace(step, draft=replace(step.draft, asked=None))
    field, problem = corrected.problem
    narrowed = reopen(draft, field)
    if problem.narrowing:
        narrowed = replace(narrowed, narrowed={**narrowed.narrowed, field.name: problem.narrowing})
    return TaskStep(narrowed, text=problem.text)


def _take_which(task: Task, draft: Draft, question: Question) -> TaskStep:
    if named := _find_label(task.fields, question.text):
        return _take_named(draft, question, named)
    step = _correct(task, draft, question)
    return step or TaskStep(replace(draft, asked=None, misses=draft.misses + 1))


def _take_named(draft: Draft, question: Question, field: Field) -> TaskStep:
    """A field that is named: filled with what is said of it, else asked again."""
    said = _SAID_OF_IT.search(question.text)
    value = field.read(replace(question, text=said[1])) if said else None
    if value is None or isinstance(value, Problem) or value == draft.values.get(field.name):
        return TaskStep(reopen(draft, field))
    filled = fill(draft, field.name, value)
    return TaskStep(filled, text=f"改好了，{field.label}：{field.say(value)}。")


def _find_label(fields: Sequence[Field], text: str) -> Field | None:
    words = text.strip().removeprefix("改").rstrip("。要改")
    return next(
        (one for one in fields if one.is_named(text) or (len(words) >= 2 and words in one.label)), None
    )
