"""What is answered of one's own cover, aspect by aspect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from actions.coverage import besides, happening, relatives, supposed, terms
from actions.coverage.days import count_past_days
from actions.coverage.further import AGAIN, say_after_end, say_what_follows
from actions.coverage.held import OwnCover
from actions.manner import wants_few_words
from actions.question import Answer, Fact, Question
from actions.said import Said, join_said
from actions.talk import Topic
from actions.wording import say_as_of
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject

_SAYERS: Mapping[Aspect, Callable[[OwnCover], Said]] = {
    Aspect.OVERVIEW: terms.say_overview,
    Aspect.STATE: terms.say_valid,
    Aspect.VALID: terms.say_valid,
    Aspect.WHEN: terms.say_valid,
    Aspect.WHEN_DONE: terms.say_valid,
    Aspect.COVERED: happening.say_covered,
    Aspect.CERTAIN: happening.say_covered,
    Aspect.WHO_MAY: happening.say_covered,
    Aspect.AMOUNT: terms.say_amount,
    Aspect.RECKONING: terms.say_amount,
    Aspect.HOW: terms.say_renewal,
    Aspect.NEXT: terms.say_renewal,
    Aspect.WHY: terms.say_why,
    Aspect.WHY_SLOW: terms.say_why,
    Aspect.CARD: terms.say_card_state,
    Aspect.WHO: terms.say_who,
    Aspect.WHERE: terms.say_who,
    Aspect.EFFECT: terms.say_effect,
    Aspect.ORIGIN: terms.say_origin,
    Aspect.MORE: terms.say_more,
    Aspect.ELSEWHERE: relatives.say_help,
    Aspect.COMPARED: besides.say_compared,
    Aspect.NOTIFIED: besides.say_notified,
    Aspect.MISSING: besides.say_papers,
    Aspect.MEANING: besides.say_meaning,
    Aspect.HURRY: besides.say_haste,
    Aspect.ADVANCE: besides.say_advance,
    Aspect.CHANGE: besides.say_change,
    Aspect.UNDO: besides.say_change,
    Aspect.SUBSTITUTE: besides.say_substitute,
    Aspect.RECEIVED: besides.say_received,
    Aspect.TIME: terms.say_valid,
}
_OF_RULES = frozenset(
    {
        Aspect.MISSING,
        Aspect.MEANING,
        Aspect.NOTIFIED,
        Aspect.SUBSTITUTE,
        Aspect.CHANGE,
        Aspect.UNDO,
        Aspect.TIME,
        Aspect.HURRY,
        Aspect.ADVANCE,
        Aspect.RECEIVED,
        Aspect.COMPARED,
    }
)
ANSWERED = frozenset(_SAYERS) - _OF_RULES
"""What is of one's cover wherever it is asked."""
_MOST = 3
OWN = "own"
"""The key of the topic: all of one's cover."""


def answer_cover(cover: OwnCover, aspects: Sequence[Aspect]) -> Answer:
    """What is asked of it, which is spoken of from now on, with the plan that was meant."""
    if supposed.is_supposed(cover.question):
        return write_answer(cover, [supposed.say_supposed(cover)], (Aspect.COVERED,))
    if after := say_after_end(cover):
        return _write_further(cover, after)
    asked = tuple(one for one in aspects if one in _SAYERS)[:_MOST] or (Aspect.OVERVIEW,)
    if Aspect.ELSEWHERE in asked and _asks_what_else(cover.question):
        asked = (Aspect.OVERVIEW,)
    if _asks_of_all_ends(cover, asked):
        return write_answer(cover, [terms.say_ends(cover)], (Aspect.VALID,))
    if Aspect.EFFECT in asked and Aspect.VALID in asked and _told_loss(cover):
        asked = (Aspect.VALID, Aspect.COVERED)  # 今天到期是吧 影响不, after a fall was told.
    if Aspect.VALID in asked and terms.ends_soon(cover):
        asked = tuple(one for one in asked if one is not Aspect.WHO)  # Who renews it is said with its end.
    if Aspect.EFFECT in asked and Aspect.COVERED not in asked and _was_told_days(cover.question):
        asked = (Aspect.EFFECT,)
    if {Aspect.COVERED, Aspect.VALID, Aspect.STATE}.intersection(asked):
        asked = tuple(one for one in asked if one is not Aspect.EFFECT)
    if Aspect.VALID in asked and Aspect.COVERED not in asked and _tells_loss(cover):
        # 去年九月那会儿在保没 asks of that day alone; 今天到期, 昨天摔的 of both.
        is_alone = count_past_days(cover.question) == 1 or cover.question.move is Move.CARRY
        others = () if is_alone else asked
        asked = (*others, Aspect.COVERED)
    topic = cover.question.talk.topic
    is_new = topic is None or topic.subject is not Subject.COVER
    if asked[0] is Aspect.AMOUNT and Aspect.OVERVIEW not in asked and is_new and not cover.asked_plans:
        asked = (Aspect.OVERVIEW, *asked)
    answer = write_answer(cover, [_SAYERS[one](cover) for one in asked], asked)
    if asked != (Aspect.OVERVIEW,) or not cover.every or wants_few_words(cover.question.text):
        return answer
    return replace(answer, text=f"{answer.text}\n{say_as_of(one.updated_at for one in cover.every)}")


def _was_told_days(question: Question) -> bool:
    """Whether its days were said just before, so that what follows from a change is asked, and not the days once more."""
    topic = question.talk.topic
    is_of_cover = topic is not None and topic.subject is Subject.COVER
    return is_of_cover and question.move is Move.CARRY and question.talk.task is None


def _asks_what_else(question: Question) -> bool:
    """Whether all of one's cover is asked for, and not who may help: 除了这个我还有啥."""
    is_of_all = {"ask_overview", "check_coverage"}.intersection(question.intents)
    return bool(is_of_all) and question.named("relation") in (None, "self")


def say_further(cover: OwnCover) -> Answer:
    """Of cover whose days were said already: what they mean for what may happen."""
    return _write_further(cover, say_what_follows(cover))


def _write_further(cover: OwnCover, said: Said) -> Answer:
    answer = write_answer(cover, [said], (Aspect.VALID,))
    return replace(answer, again=tuple(one.format(union=cover.union) for one in AGAIN), says="cover.further")


def _tells_loss(cover: OwnCover) -> bool:
    """Whether something that befell the member is told, so that it matters whether it may be claimed."""
    return bool(cover.question.named("event") or cover.question.named("illness"))


def _told_loss(cover: OwnCover) -> bool:
    """The same of what was told before, with its day."""
    told = cover.question.told
    return (
        told is not None and bool(told.named("date")) and bool(told.named("event") or told.named("illness"))
    )


def _asks_of_all_ends(cover: OwnCover, asked: Sequence[Aspect]) -> bool:
    """Whether it is asked of all that is held when it ends: 哪个先到期, 都有啥 到哪天."""
    return (
        {Aspect.VALID, Aspect.OVERVIEW} <= set(asked)
        and not cover.question.programmes
        and not _tells_loss(cover)
    )


def write_answer(
    cover: OwnCover | None, said: Sequence[Said], asked: Sequence[Aspect], key: str = OWN
) -> Answer:
    """The answer; `key` is whose cover is spoken of."""
    question_text = cover.question.text if cover else ""
    text, choices = join_said(said, wants_few_words(question_text))
    meant = [one.plan_code for one in cover.asked] if cover and not cover.missing else []
    rows = (cover.asked if cover.asked_plans and not cover.missing else cover.every) if cover else ()
    facts = tuple(Fact(f"enrolment:{one.plan_code}", one.updated_at) for one in rows)
    topic = Topic(
        Subject.COVER,
        key,
        tuple(meant) if len(meant) == 1 else (),
        ("check_coverage", *(one.value for one in asked)),
    )
    asks = next((one.asks for one in said if one.asks), None)
    return Answer(text, choices, facts, topics=(topic,), asks=asks)
