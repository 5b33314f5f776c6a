"""The one memory of a conversation, between two messages: plain frozen values, few of each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from actions.talk.drafts import Draft
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject

MOST_TOPICS = 5
MOST_REMARKS = 3
MOST_TOLD = 8
LONGEST_TOLD = 900


@dataclass(frozen=True)
class Topic:
    """Something that is spoken of: the `key` names one record, `aspects` are the intents that were answered of it."""

    subject: Subject
    key: str = ""
    programmes: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """The list that was shown last: the records' keys in the order of their places."""

    subject: Subject
    keys: tuple[str, ...]


@dataclass(frozen=True)
class AskedNow:
    """What the bot's last words asked; `act` is what a yes would do, to the record named by `key`."""

    kind: Asked
    act: str = ""
    key: str = ""
    is_again: bool = False
    """Whether it was asked once more already, after something else: it does not wait for ever."""


ON_PROFILE_PAGE = AskedNow(Asked.STEP, "profile")
"""The page on which telephone and card are changed was given."""


@dataclass(frozen=True)
class ToldPart:
    """A message that told something, with what it named, and the day on which it was said."""

    text: str
    entities: Mapping[str, tuple[str, ...]]
    on: date
    corrects: bool = False
    """Whether it takes back something of what was told before it."""


@dataclass(frozen=True)
class Telling:
    """What befell somebody, message by message as it was told, whatever was asked in between."""

    parts: tuple[ToldPart, ...]
    sent: tuple[str, ...] = ()
    """The forms that were filled in from it and sent."""

    @property
    def text(self) -> str:
        """All of it."""
        return "；".join(one.text for one in self.parts)

    @property
    def entities(self) -> Mapping[str, tuple[str, ...]]:
        """All that it names."""
        names = {name for one in self.parts for name in one.entities}
        return {
            name: tuple(dict.fromkeys(value for one in self.parts for value in one.entities.get(name, ())))
            for name in sorted(names, key=self._place)
        }

    @property
    def on(self) -> date:
        """The day on which it was told last."""
        return self.parts[-1].on

    def add(self, part: ToldPart) -> "Telling":
        """With this told on top; of many the first, which said what happened, and the last are kept."""
        if any(one.text == part.text for one in self.parts):
            return self
        parts = (*self.parts, part)
        while len(parts) > MOST_TOLD or (
            len(parts) > 1 and sum(len(one.text) for one in parts) > LONGEST_TOLD
        ):
            parts = (*parts[:1], *parts[2:])
        return replace(self, parts=parts)

    def _place(self, name: str) -> tuple[int, int]:
        """Names come in the order told: who is named before what happened is whom it befell."""
        return next(
            (place, list(one.entities).index(name))
            for place, one in enumerate(self.parts)
            if name in one.entities
        )


@dataclass(frozen=True)
class Unanswered:
    """A question about records that came before it was known whose: it is answered once that is known."""

    text: str
    intents: tuple[str, ...]
    entities: Mapping[str, tuple[str, ...]]
    aspects: tuple[Aspect, ...] = ()
    about: Subject | None = None


@dataclass(frozen=True)
class Remark:
    """What the member said of one record in their own words, for whoever is to look at it: against a decision, say."""

    key: str
    text: str


@dataclass(frozen=True)
class Talk:
    """All that a conversation knows: topics newest first, the list on offer, the open question, the form under way.

    `unclear` counts the messages in a row that nobody understood; `said` are the marks of the answers given lately,
    newest last, as the `remarks` are.
    """

    topics: tuple[Topic, ...] = ()
    offered: Offer | None = None
    asked: AskedNow | None = None
    task: Draft | None = None
    told: Telling | None = None
    unclear: int = 0
    said: tuple[str, ...] = ()
    unanswered: Unanswered | None = None
    remarks: tuple[Remark, ...] = ()
    is_clerk: bool = False
    """Whoever speaks does so for a unit: they are told of no unit union, which they are."""
    left: str = ""
    """The form that was put aside, as long as nothing else is spoken of."""

    @property
    def topic(self) -> Topic | None:
        """What was spoken of last."""
        return next(iter(self.topics), None)

    @property
    def programmes(self) -> tuple[str, ...]:
        """The programmes that were spoken of last."""
        return next((one.programmes for one in self.topics if one.programmes), ())

    @property
    def aspects(self) -> tuple[str, ...]:
        """What was answered last."""
        return self.topic.aspects if self.topic else ()

    def turn_to(self, topic: Topic) -> "Talk":
        """With this topic as the newest; it takes the place of an older one of the same thing."""
        others = [one for one in self.topics if (one.subject, one.key) != (topic.subject, topic.key)]
        return replace(self, topics=(topic, *others)[:MOST_TOPICS])

    def hear(self, remark: Remark) -> "Talk":
        """With this remark as the newest; one that is part of another is said with it."""
        others = [
            one
            for one in self.remarks
            if one.key != remark.key or not (one.text in remark.text or remark.text in one.text)
        ]
        longer = max((one.text for one in (*self.remarks, remark) if one not in others), key=len)
        return replace(self, remarks=(*others, Remark(remark.key, longer))[-MOST_REMARKS:])

    def send_told(self, task: str) -> "Talk":
        """With what was told filed by this form, which takes it up no more; another form may."""
        told = self.told
        return replace(self, told=replace(told, sent=(*told.sent, task)) if told else None)

    def is_asked(self, kind: Asked, act: str = "") -> bool:
        """Whether this is the open question."""
        return self.asked is not None and (self.asked.kind, self.asked.act) == (kind, act)
