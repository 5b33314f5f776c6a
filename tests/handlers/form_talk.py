"""Plays a form by itself: what is said goes in, what is asked and what is known comes out."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from actions.question import Question
from actions.talk import Draft, Value
from actions.talk.drafts import read_draft
from actions.tasks.asking import ask
from actions.tasks.engine import take
from actions.tasks.forms import TASKS
from actions.tasks.starting import start
from actions.tasks.task import Outcome
from vocabulary.beijing import BEIJING

TODAY = date(2026, 11, 30)


@dataclass
class FormTalk:
    """One form under way; between two messages it lives as JSON, as it does in Rasa's memory."""

    name: str
    today: date = TODAY
    draft: Draft = field(default_factory=lambda: Draft(""))
    asked: str = ""
    outcome: Outcome | None = None

    def open(self, text: str, intent: str = "file_claim", **entities: str) -> str:
        """Begins with a message; gives the first question."""
        self.draft = start(TASKS[self.name], self._question(text, intent, entities), {})
        return self._ask()

    def say(self, text: str, intent: str = "inform", **entities: str) -> str:
        """Says something; gives what the form says and asks next."""
        step = take(TASKS[self.name], self.draft, self._question(text, intent, entities))
        self.draft, self.outcome = step.draft, step.outcome
        return step.text + ("" if step.outcome else self._ask())

    def know(self, name: str) -> Value | None:
        """What is known of a field."""
        return self.draft.values.get(name)

    def _ask(self) -> str:
        answer, draft = ask(TASKS[self.name], self.draft, self.today)
        kept = read_draft(draft.as_json())
        assert kept == draft
        self.draft, self.asked = kept, answer.text
        return answer.text

    def _question(self, text: str, intent: str, entities: dict[str, str]) -> Question:
        named = {name: (value,) for name, value in entities.items()}
        return Question(
            text,
            (intent,),
            named.get("programme", ()),
            named,
            None,
            datetime.combine(self.today, time(9), BEIJING),
        )


def at_the_day() -> FormTalk:
    """A talk at that question."""
    talk = FormTalk("filing")
    talk.open("我要报案，骑车摔了，脚踝骨折", event="fall", illness="骨折")
    assert talk.draft.asked == "date_of_loss"
    return talk


def at_the_place() -> FormTalk:
    """A talk at that question."""
    talk = at_the_day()
    talk.say("10月9号")
    assert talk.draft.asked == "place"
    return talk


def at_the_sum() -> FormTalk:
    """A talk at that question."""
    talk = at_the_place()
    talk.say("朝阳医院")
    assert talk.draft.asked == "amount"
    return talk


def at_the_money() -> FormTalk:
    """A talk at that question."""
    talk = FormTalk("relief")
    talk.open("家里昨天着火了，什么都没了", "apply_relief", event="fire")
    assert talk.draft.asked == "self_paid"
    return talk
