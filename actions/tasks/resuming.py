"""What is told in the same breath as a form is taken up again: 昨天那个接着弄，钱改四万八."""

import re
from dataclasses import replace

from actions.question import Question
from actions.talk import Draft
from actions.tasks.answers import say_corrected
from actions.tasks.correcting import correct
from actions.tasks.listening import listen
from actions.tasks.newer_sums import take_newer
from actions.tasks.notes import keep_rest
from actions.tasks.signals import corrects_plainly, goes_on, left_lately
from actions.tasks.task import Task, TaskStep
from vocabulary.day_names import find_days
from vocabulary.sums import find_sums

_CLAUSE = re.compile(r"[，,。;；！!\s]+")
_TAKES_UP = re.compile(r"接着|继续|还是(?:报|办|填|交|弄)|[填弄报办写]完")


def hear_beside(task: Task, draft: Draft, question: Question) -> TaskStep:
    """The draft with what the other clauses change or tell, and what is said of it."""
    clauses = [one for one in _CLAUSE.split(question.text) if one]
    told = [one for one in clauses if not _takes_up(question, one)]
    words = " ".join(told)
    if len(told) == len(clauses) or not (any(find_sums(words)) or any(find_days(words))):
        return TaskStep(draft)
    rest = replace(question, text=words)
    if newer := take_newer(task, draft, rest):
        return say_corrected(task, newer, rest)
    corrected = correct(task, draft, rest) if corrects_plainly(rest) else None
    if corrected and corrected.problem is None:
        return say_corrected(task, corrected, rest)
    heard = listen(task, draft, rest)
    taken = [heard.draft.values[one.name] for one in heard.found]
    filled, noted = keep_rest(heard.draft, rest, taken, False, task.side_money)
    return TaskStep(filled, text=heard.say() + noted)


def _takes_up(question: Question, clause: str) -> bool:
    alone = replace(question, text=clause, move=None)
    return left_lately(alone) or goes_on(alone) or bool(_TAKES_UP.search(clause))
