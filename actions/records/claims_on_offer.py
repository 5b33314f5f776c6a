"""The member's claims that a message may mean: those on offer, the one that is spoken of, and all there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.answering import Answering
from actions.claim_picking import points
from actions.question import Question
from actions.talk import Topic
from claims.access import access_claims
from claims.values import Claim
from vocabulary.expects import Subject

_OF_CLAIMS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS)


@dataclass(frozen=True)
class RecordsOnOffer:
    """All are as they stand now, whatever they were when the list was shown."""

    every: Sequence[Claim]
    offered: Sequence[Claim]
    spoken: Sequence[str]
    """The numbers of those spoken of already, newest first."""

    @property
    def newest(self) -> Claim | None:
        """The claim that was spoken of last of all things; a programme named in passing does not count."""
        number = next(iter(self.spoken), None)
        return next((one for one in self.every if one.number == number), None)


async def find_records(answering: Answering, question: Question) -> RecordsOnOffer | None:
    """The claims of whoever is known; None where nobody is, or where they have none."""
    if question.member is None or question.way_back:
        return None
    every = await access_claims(answering.claims, question.member)
    if not every:
        return None
    offer = question.talk.offered
    keys = list(offer.keys) if offer and offer.subject is Subject.CLAIM else []
    offered = sorted((one for one in every if one.number in keys), key=lambda one: keys.index(one.number))
    return RecordsOnOffer(every, offered, [one.key for one in question.talk.topics if is_of_claim(one)])


def is_of_claim(topic: Topic | None) -> bool:
    """Whether one claim is spoken of."""
    return topic is not None and topic.subject in _OF_CLAIMS and bool(topic.key)


def points_back(question: Question) -> bool:
    """Whether the words point at the claim that is spoken of: 那笔多久能到账."""
    is_spoken_of = is_of_claim(question.talk.topic)
    return is_spoken_of and not question.programmes and points(question)
