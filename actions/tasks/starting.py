"""Begins a form with all that was told before it, message by message, as if the form had been open then."""

import re
from collections.abc import Mapping
from dataclasses import replace

from actions.question import Question
from actions.stories import tells_of_death
from actions.story import is_of_another
from actions.talk import Draft, Value
from actions.tasks.correcting import change, correct
from actions.tasks.fields import Field
from actions.tasks.listening import listen
from actions.tasks.notes import find_notes, keep_rest
from actions.tasks.task import Task
from actions.tasks.telling import say_sense
from vocabulary.expects import Asked, Move

_LONGEST_STORY = 500
_LONGEST_MATTER = 30
_CLAUSE = re.compile(r"[，,。；;！!\s]+")
_SAID_BEFORE = re.compile(
    r"(?:昨[天儿晚]|前天|那天|刚才|刚刚|上次|上回|早上|上午)(?:我)?(?:跟你)?(?:说|讲|问|聊|提|填|弄)(?:过|到|起|了)?(?:的)?"
)
"""When it was spoken of, and not when it happened: 昨天说的那个."""


def start(task: Task, question: Question, known: Mapping[str, Value]) -> Draft:
    """A new draft with what is known already, what was told before, and what this message tells: the newest word wins."""
    story = () if is_of_another(question) else question.story(task.name)
    empty = Draft(task.name, dict(known))
    if task.story is None:
        return listen(task, _with_matter(task, empty, story), question).draft
    draft = empty
    for part in story:
        draft = hear(task, draft, _leave_loss_out(part))
    question = replace(question, text=_SAID_BEFORE.sub("", question.text))
    of_kind = {name: draft.values[name] for name in ("kind",) if name in draft.values}
    now = listen(task, replace(empty, values={**empty.values, **of_kind}), question)
    draft = hear(task, draft, question, only_money=not story)
    anew = {one.name: now.draft.values[one.name] for one in now.found if not one.is_story}
    draft = replace(draft, values={**draft.values, **anew})
    return _with_story(task.story, draft, story)


def hear(task: Task, draft: Draft, part: Question, only_money: bool = False) -> Draft:
    """The draft with what one message of the story says: what it takes back, what is new, and the rest in its own words."""
    is_first = task.story is not None and task.story.name not in draft.values
    taken: list[Value] = []
    if part.move is Move.CORRECT and (corrected := correct(task, draft, part)) and not corrected.problem:
        draft = corrected.draft
        taken = [draft.values[one.name] for one in corrected.fields]
    heard = listen(task, draft, part)
    draft = heard.draft
    taken += [draft.values[one.name] for one in heard.found]
    changed = None if taken else change(task, draft, part, is_plain=True)
    if changed and not changed.problem and all(one.asked is Asked.SUM for one in changed.fields):
        draft = changed.draft
        taken = [draft.values[one.name] for one in changed.fields]
    if not is_first and task.story and part.tells and part.move is not Move.CORRECT:
        draft = keep_rest(draft, part, taken, True, task.side_money)[0]
        return _tell_on(task.story, draft, part)
    return keep_rest(draft, part, taken, only_money or is_first or bool(taken), task.side_money)[0]


def _leave_loss_out(part: Question) -> Question:
    """Where an illness of one's own is told beside a loss, the loss is what is behind it, and no matter of the form."""
    if "death" not in part.entities.get("event", ()) or not part.named("illness"):
        return part
    clauses = [one for one in _CLAUSE.split(part.text) if one]
    rest = [one for one in clauses if not tells_of_death(one)]
    if len(rest) == len(clauses) or not rest:
        return part
    entities = {
        name: values for name, values in part.entities.items() if name not in ("relation", "date", "event")
    }
    return replace(part, text="，".join(rest), entities=entities)


def _tell_on(field: Field, draft: Draft, part: Question) -> Draft:
    """What befell them, told on."""
    told = str(draft.values[field.name])
    if part.text.strip() in told or part.text.strip() in find_notes(draft.values):
        return draft
    return replace(
        draft, values={**draft.values, field.name: f"{told}；{part.text.strip()}"[:_LONGEST_STORY]}
    )


def _with_story(field: Field, draft: Draft, story: tuple[Question, ...]) -> Draft:
    """With the story in their own words, where no word of it alone says what happened."""
    if field.name in draft.values or not any(one.tells for one in story):
        return draft
    told = "；".join(one.text for one in story)
    return replace(draft, values={**draft.values, field.name: told[:_LONGEST_STORY]})


def _with_matter(task: Task, draft: Draft, story: tuple[Question, ...]) -> Draft:
    """A visit after a story is about it."""
    if not task.matter or not any(one.tells for one in story):
        return draft
    told = say_sense(story[0].text)
    said = told if len(told) <= _LONGEST_MATTER else f"{told[: _LONGEST_MATTER - 1]}…"
    return replace(draft, values={**draft.values, "matter": said})
