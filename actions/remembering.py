"""What a conversation knows after an answer."""

from dataclasses import replace

from actions.emergencies.reading import goes_on as goes_on_with_emergency
from actions.identity import OF_PROVING
from actions.marking import MOST_REMEMBERED, mark
from actions.question import Answer, Question
from actions.reviews.reasons import hear_remark
from actions.story import hear, wishes_barely
from actions.talk import ON_PROFILE_PAGE, AskedNow, Talk, Topic, Unanswered
from actions.talk.writing import shorten_telling
from vocabulary.expects import Asked, Move, Subject
from vocabulary.intents import INTENTS

_ON_THE_WAY = frozenset({Move.REFUSE, Move.WHY, Move.LOST, Move.FEELING, Move.STOP})
"""What is said on the way to the page takes no question's place."""


def remember(talk: Talk, question: Question, answer: Answer) -> Talk:
    """The memory with what was said and asked; of a question that stays unanswered nothing is left open."""
    for topic in answer.topics:
        talk = talk.turn_to(topic)
    # Where a record answered, it is what is spoken of, whatever was named beside it.
    is_of_record = any(topic.key and topic.subject is not Subject.PROGRAMME for topic in answer.topics)
    is_among = any(set(question.programmes) <= set(topic.programmes) for topic in answer.topics)
    if question.programmes and question.programmes != talk.programmes and not (is_of_record or is_among):
        named = Topic(Subject.PROGRAMME, ",".join(question.programmes), question.programmes, talk.aspects)
        talk = talk.turn_to(named)
    talk = hear_remark(talk, _find_heard(question))
    for remark in answer.remarks:
        talk = talk.hear(remark)
    return replace(
        talk,
        offered=answer.offers or talk.offered,
        asked=answer.asks or _find_step(answer),
        said=_add_said(talk, question, answer),
        task=answer.opens,
        told=hear(question, goes_on_with_emergency(question)) or talk.told,
        unanswered=_leave_unanswered(talk, question, answer),
        left="" if answer.opens or is_of_record else talk.left,
        unclear=0 if question.is_clear else talk.unclear + 1,
    )


def _find_heard(question: Question) -> Question:
    """The words that were answered: those that waited for the member's identity, once it is known."""
    waited = question.talk.unanswered
    if waited is None or question.member is None:
        return question
    return replace(question, text=waited.text, intents=waited.intents)


def _add_said(talk: Talk, question: Question, answer: Answer) -> tuple[str, ...]:
    return (*talk.said, mark(answer, question))[-MOST_REMEMBERED:] if answer.text else talk.said


def _find_step(answer: Answer) -> AskedNow | None:
    """The page that was offered stays open as the next step."""
    if "identity" in answer.needs:
        return AskedNow(Asked.STEP, "identity")
    return ON_PROFILE_PAGE if "profile" in answer.needs else None


def _leave_unanswered(talk: Talk, question: Question, answer: Answer) -> Unanswered | None:
    """The newest question that waits for the member's identity; how to prove it is none."""
    if question.member is not None:
        return None
    if "identity" in answer.needs and answer.asks and answer.asks.act in INTENTS:
        return Unanswered(
            shorten_telling(question.text), (answer.asks.act,), question.entities
        )  # What was agreed to.
    is_wish = bool(question.story()) and wishes_barely(question)
    is_aside = (
        not is_wish
        and set(question.intents) <= OF_PROVING
        and not question.aspects
        and question.about is None
    )
    is_beside = question.move in _ON_THE_WAY or not (question.is_clear or question.aspects)
    if "identity" not in answer.needs or is_aside or (is_beside and talk.unanswered):
        return talk.unanswered
    text = shorten_telling(question.text)
    if is_wish:
        return Unanswered(text, ("file_claim",), question.entities)
    return Unanswered(text, question.intents, question.entities, question.aspects, question.about)
