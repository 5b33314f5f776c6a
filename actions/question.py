"""One turn's question and its answer, as plain values between Rasa and the handlers."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from actions.talk import AskedNow, Draft, Offer, Remark, Talk, ToldPart, Topic
from claims.database import ClaimsDatabase
from claims.values import MemberId
from vocabulary.aspects import Aspect
from vocabulary.awaited import AwaitedPerson
from vocabulary.expects import Move, Subject
from vocabulary.form_pages import FormTyped
from vocabulary.needs import Need, WayBack
from vocabulary.tickets import TicketDesk, TicketReason

_SHORTEST_TELLING = 6
_TOLD_LATELY = timedelta(days=1)
_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class AskedPart:
    """A clause that asks something of its own, with what it names."""

    text: str
    intents: tuple[str, ...]
    entities: Mapping[str, tuple[str, ...]]
    aspects: tuple[Aspect, ...] = ()
    about: Subject | None = None
    faq: str | None = None
    likely_faq: str | None = None


@dataclass(frozen=True)
class Question:
    """What a member asks in one message, with the talk before it.

    `programmes` come from this message, `context_programmes` from the talk; `now` is when it is asked, in Beijing.
    `move` is what the message does in its conversation, where that is plain; `aspects` are what it asks of the thing that
    is spoken of, in order of likelihood, and `about` is what kind of thing that is. `likely` are the intents from the
    likeliest on, `chances` how likely each is, and `is_clear` says whether the first of them is likely enough. `parts`
    are the clauses that ask something. `way_back` is set where the bot and
    not the member speaks: a person has just given the conversation back, `continue` or `fresh`, or words of danger
    came between, `danger`. `within` are the days that a day was asked for in: "which day of October?".
    """

    text: str
    intents: tuple[str, ...]
    programmes: tuple[str, ...]
    entities: Mapping[str, tuple[str, ...]]
    member: MemberId | None
    now: datetime
    context_programmes: tuple[str, ...] = ()
    talk: Talk = field(default_factory=Talk)
    move: Move | None = None
    moves: tuple[Move, ...] = ()
    """All that are plain, the likeliest first."""
    aspects: tuple[Aspect, ...] = ()
    likely_aspects: tuple[Aspect, ...] = ()
    """Those that are likely, though none of them is plain."""
    about: Subject | None = None
    faq: str | None = None
    """The frequently asked question that it asks."""
    likely_faq: str | None = None
    """The one that it may ask, though that is not plain."""
    mood: str | None = None
    """How it is with them, where that is told."""
    likely_mood: str | None = None
    """How it likely is with them, beside what they ask: enough for a word first, and for no more."""
    is_clear: bool = True
    likely: tuple[str, ...] = ()
    chances: Mapping[str, float] = field(default_factory=dict)
    parts: tuple[AskedPart, ...] = ()
    way_back: WayBack | None = None
    waiting: AwaitedPerson | None = None
    """Where a person is awaited."""
    within: tuple[date, date] | None = None
    page: FormTyped | None = None
    """Where a form's page speaks and not the member."""

    @property
    def today(self) -> date:
        """The day on which it is asked, in Beijing."""
        return self.now.date()

    @property
    def tells(self) -> bool:
        """Whether the message says what happened, so that a form begun later need not ask it again."""
        happened = (
            self.named("event") or self.named("illness") or "grave" in self.entities.get("circumstance", ())
        )
        return bool(happened) and len(self.text) >= _SHORTEST_TELLING

    @property
    def told(self) -> "Question | None":
        """What was told lately, before, as of the day it was told on: yesterday's "昨天" is the day before it."""
        before = self.talk.told
        if before is None or self.today - before.on > _TOLD_LATELY:
            return None
        return self._as_of(ToldPart(before.text, before.entities, before.on))

    def story(self, task: str = "") -> "tuple[Question, ...]":
        """The same message by message, for as long as a form is kept; nothing that this form was sent with already."""
        before = self.talk.told
        if before is None or self.today - before.on > _KEPT or task in before.sent:
            return ()
        return tuple(self._as_of(one) for one in before.parts if one.text != self.text)

    def _as_of(self, part: ToldPart) -> "Question":
        then = self.now if part.on == self.today else datetime.combine(part.on, time.max, self.now.tzinfo)
        move = Move.CORRECT if part.corrects else Move.GIVE
        return Question(
            part.text, (), part.entities.get("programme", ()), part.entities, None, then, move=move
        )

    def asking(self, intents: tuple[str, ...], programmes: tuple[str, ...]) -> "Question":
        """The same moment and talk, with this asked instead."""
        named = programmes or self.context_programmes
        return replace(
            self,
            text="",
            intents=intents,
            programmes=programmes,
            context_programmes=named,
            entities={},
            move=None,
            moves=(),
            aspects=(),
            likely_aspects=(),
            about=None,
            faq=None,
            likely_faq=None,
            mood=None,
            likely_mood=None,
            parts=(),
        )

    def named(self, entity: str) -> str | None:
        """The first value of an entity type in this message."""
        return next(iter(self.entities.get(entity, ())), None)


@dataclass(frozen=True)
class OfferedChoice:
    """A tappable reply."""

    title: str
    text: str


@dataclass(frozen=True)
class Fact:
    """The row that a figure was read from, and when that row was last changed."""

    source: str
    as_of: datetime | date


@dataclass(frozen=True)
class HandoffWish:
    """Why a person is needed, at which desk, and about what: a claim's number, a service, in words for staff."""

    reason: TicketReason
    desk: TicketDesk = TicketDesk.GENERAL
    about: str = ""


@dataclass(frozen=True)
class Answer:
    """What to say, from which rows, and what the conversation needs besides.

    `topics` are spoken of from now on, the last of them above all; `asks` is what the words ask, `offers` the list
    that they show; `opens` is a form that goes on from here.
    """

    text: str
    choices: tuple[OfferedChoice, ...] = ()
    facts: tuple[Fact, ...] = ()
    needs: tuple[Need, ...] = ()
    person: HandoffWish | None = None
    topics: tuple[Topic, ...] = ()
    asks: AskedNow | None = None
    offers: Offer | None = None
    opens: Draft | None = None
    again: tuple[str, ...] = ()
    """The same in other words, for when it is said again."""
    remarks: tuple[Remark, ...] = ()
    """What the member said that goes to whoever looks at a record."""
    says: str = ""
    """What it says, by a name that stays the same in other words: of a record, and of what is asked of it."""
    is_small_talk: bool = False
    """Nothing was asked that has an answer: a greeting, a thank-you, words that nobody understood."""

    def as_json(self) -> dict[str, Any]:
        """The answer as the bot reads it from Rasa's REST channel."""
        return {
            "text": self.text,
            "choices": [{"title": choice.title, "text": choice.text} for choice in self.choices],
            "facts": [{"source": fact.source, "as_of": fact.as_of.isoformat()} for fact in self.facts],
            "needs": list(self.needs),
            "person": asdict(self.person) if self.person else None,
            "small_talk": self.is_small_talk,
        }


@dataclass(frozen=True)
class Act:
    """Something with consequences: done after a yes, or after its own name is said once more (`named`).

    No yes to it holds the words `against`. What `may_be_undone` may be agreed to beside a question, which is answered as well,
    unless the act itself says what is asked, `hears`. `left` is said where the member would rather not, or what `leave` says
    of the record; `perform` gets the key of the record that it is done to. `again` asks once more after a question in
    between, whose answer `lead` comes before. `is_chosen` knows other words that choose it, or more of it.
    """

    perform: Callable[[ClaimsDatabase, Question, str], Awaitable[Answer]]
    named: re.Pattern[str]
    left: str
    against: re.Pattern[str] = re.compile(r"(?!)")
    may_be_undone: bool = False
    hears: frozenset[Aspect] = frozenset()
    again: str = ""
    lead: str = ""
    leave: Callable[[ClaimsDatabase, Question, str], Awaitable[Answer]] | None = None
    is_chosen: Callable[[Question], bool] = lambda _question: False
