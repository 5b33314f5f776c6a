"""The one memory of a conversation, between two messages: plain frozen values, few of each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from actions.talk.drafts import Draft
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject

MOST_TOPICS = 5
MOST_REMARKS = 3


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


@dataclass(frozen=True)
class Telling:
    """A message that said what happened, with what it named, and the day on which it was said."""

    text: str
    entities: Mapping[str, tuple[str, ...]]
    on: date


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

    def is_asked(self, kind: Asked, act: str = "") -> bool:
        """Whether this is the open question."""
        return self.asked is not None and (self.asked.kind, self.asked.act) == (kind, act)
