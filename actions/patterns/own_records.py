"""A question about one's own is answered from the record that is meant: of its kind first, and of what was spoken of."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from actions.answering import Answering
from actions.asking_on import only_parts
from actions.coverage import is_supposed
from actions.emergency import calls_for_help
from actions.holdings import read_by_holdings
from actions.identity import refuse_another
from actions.naming_people import names_somebody
from actions.question import Answer, Question
from actions.records import ANSWERERS, activities
from vocabulary.aspects import Aspect
from vocabulary.expects import Move, Subject
from vocabulary.programmes import find_plan

_BY_INTENT: Mapping[str, Subject] = {
    "check_claim": Subject.CLAIM,
    "dispute_claim": Subject.CLAIM,
    "check_payment": Subject.PAYMENT,
    "submit_documents": Subject.PAPERS,
    "check_coverage": Subject.COVER,
    "check_relief": Subject.RELIEF,
    "book_appointment": Subject.VISIT,
    "join_activity": Subject.ACTIVITY,
    "manage_notifications": Subject.NOTICES,
}
_OF_RECORDS_ALONE = frozenset(
    {
        Aspect.OVERVIEW,
        Aspect.STATE,
        Aspect.WHY_SLOW,
        Aspect.WHEN_DONE,
        Aspect.RECKONING,
        Aspect.CARD,
        Aspect.ORIGIN,
    }
)
"""What is asked of no rule."""
_WHETHER = (Aspect.COVERED, Aspect.WHO_MAY, Aspect.CERTAIN)
_OF_FILING = (None, Subject.PROGRAMME, Subject.CLAIM)
_NOT_OWN = frozenset({"death", "other", "disaster"})
_OF_HOME = frozenset({"fire", "pipe_burst"})
_BY_ENTITY: Mapping[str, Subject] = {"claim_number": Subject.CLAIM, "relief_number": Subject.RELIEF}


async def take(answering: Answering, question: Question) -> Answer | None:
    """The answer of the first kind of record that knows what is meant; None where none does."""
    if question.way_back or calls_for_help(question) or only_parts(question):
        return None
    is_unknown = question.member is None or names_somebody(question.text)
    if is_unknown and (refusal := refuse_another(question)):
        return refusal
    is_of_child = question.member is not None and question.named("relation") == "child"
    if is_of_child and (known := await activities.answer_named(answering, question, question.aspects)):
        return known
    question = _ask_of_money(_read_about(await read_by_holdings(answering, question)))
    for subject in find_subjects(question):
        for answer in ANSWERERS.get(subject, ()):
            if known := await answer(answering, question, question.aspects):
                return known
    return None


def _read_about(question: Question) -> Question:
    """With the kind of record that what is asked can only be of, where no programme is named and nothing else is plain."""
    if question.aspects[:1] == (Aspect.OVERVIEW,) and set(question.intents) == {"check_coverage"}:
        return replace(question, about=Subject.COVER)  # 我还有别的保障没, after a claim.
    if _hands_in_for_relief(question):
        return replace(question, about=Subject.RELIEF, aspects=(Aspect.HOW,))
    is_open = question.about in (None, Subject.PROGRAMME) and not question.programmes
    if is_open and (_asks_of_own_cover(question) or _asks_of_story(question)):
        return replace(question, about=Subject.COVER)
    if _asks_how_to_file(question):
        return replace(question, about=Subject.COVER, aspects=(Aspect.COVERED,))
    if not is_open or not question.aspects or question.aspects[0] not in _OF_RECORDS_ALONE:
        return question
    if question.about is Subject.PROGRAMME and "ask_overview" in question.intents:
        return question  # What programmes there are: 你们都有哪些保障项目.
    topic = question.talk.topic
    is_spoken_of = topic is not None and topic.subject in ANSWERERS and bool(topic.key)
    spoken = topic.subject if topic and is_spoken_of else Subject.CLAIM
    return replace(question, about=Subject.CLAIM if spoken is Subject.PROGRAMME else spoken)


def _hands_in_for_relief(question: Question) -> bool:
    """Whether papers are at hand for what an application was spoken of: 照片我都留着 往哪儿交."""
    topic = question.talk.topic
    is_of_relief = topic is not None and topic.subject is Subject.RELIEF and bool(topic.key)
    is_how = bool({Aspect.WHERE, Aspect.HOW, Aspect.SUBSTITUTE}.intersection(question.aspects[:1]))
    return is_of_relief and is_how and question.about is Subject.PAPERS and not question.programmes


def _ask_of_money(question: Question) -> Question:
    """Whether money has come is how it stands, and asks of no paper: 打哪张卡上了, 收到没."""
    if question.about is not Subject.PAYMENT or Aspect.RECEIVED not in question.aspects:
        return question
    states = (Aspect.STATE if one is Aspect.RECEIVED else one for one in question.aspects)
    return replace(question, aspects=tuple(dict.fromkeys(states)))


def _asks_of_own_cover(question: Question) -> bool:
    """From when to when, or how much is in it for oneself: 那我那个啥时候生效, 我自己的一天多少."""
    if not question.aspects:
        return False
    is_own = question.named("relation") == "self" and question.aspects[0] in (Aspect.AMOUNT, Aspect.COVERED)
    return question.aspects[0] is Aspect.VALID or is_own


def _asks_of_story(question: Question) -> bool:
    """Whether what was told counts: 这能报不, of the member's own cover on the day it happened."""
    if question.member is None or not question.aspects or question.aspects[0] not in _WHETHER:
        return False
    topic = question.talk.topic
    is_of_fund = topic is not None and any(code.startswith("relief_") for code in topic.programmes)
    told = (question, question.told) if question.told else (question,)
    is_told = any(set(one.entities.get("event", ())) - _NOT_OWN or one.named("illness") for one in told)
    is_of_other = any({"child", "spouse", "parent"} & set(one.entities.get("relation", ())) for one in told)
    is_dead = any("death" in one.entities.get("event", ()) for one in told)
    return is_told and not (is_of_fund or is_of_other or is_dead)


def _asks_how_to_file(question: Question) -> bool:
    """Whether what is told is to be filed, and it is asked how: 我上个月住院了 咋报啊."""
    is_how = (
        bool(question.aspects)
        and question.aspects[0] is Aspect.HOW
        and set(question.intents) == {"ask_process"}
    )
    is_told = bool(set(question.entities.get("event", ())) - _NOT_OWN) and question.move in (None, Move.ASK)
    is_told = is_told or (question.talk.topic is None and _was_hurt(question.told))
    is_of_other = bool(question.programmes) or question.named("relation") not in (None, "self")
    return (
        question.member is not None
        and is_how
        and is_told
        and not is_of_other
        and question.about in _OF_FILING
    )


def _was_hurt(told: Question | None) -> bool:
    """Whether what was told just before is an illness or a hurt of their own: 打球把手腕扭了 … 怎么报."""
    if told is None or told.named("relation") not in (None, "self"):
        return False
    return bool(set(told.entities.get("event", ())) - _NOT_OWN - _OF_HOME) or bool(told.named("illness"))


def find_subjects(question: Question) -> tuple[Subject, ...]:
    """The kinds of record that a message may be about, likeliest first."""
    if question.about is Subject.RELIEF and _names_plans(question):
        return (Subject.CLAIM, Subject.COVER)
    if _asks_of_fund(question):
        return (Subject.PROGRAMME,)
    if question.member is not None and is_supposed(question):
        return (Subject.COVER,)
    if question.about is Subject.CLAIM and _tells_of_new_illness(question):
        return (Subject.CLAIM, Subject.COVER)
    if question.about:
        return (question.about,)
    topic = question.talk.topic
    spoken = (topic.subject,) if topic and topic.key else ()
    named = tuple(_name_subjects(question))
    if question.move is Move.CARRY or not named:
        return tuple(dict.fromkeys((*spoken, *named, Subject.CLAIM)))
    return tuple(dict.fromkeys((*named, *spoken, Subject.CLAIM)))


def _names_plans(question: Question) -> bool:
    """Whether only plans are named: relief is none of them."""
    programmes = question.programmes
    return any(map(find_plan, programmes)) and not any(code.startswith("relief_") for code in programmes)


def _tells_of_new_illness(question: Question) -> bool:
    """Whether it is asked if an illness that is named is paid for."""
    return bool(question.named("illness")) and bool(set(_WHETHER).intersection(question.aspects[:1]))


def _asks_of_fund(question: Question) -> bool:
    """Whether the fund is named, and only asked about: a claim that was spoken of is no answer to that."""
    is_named = any(code.startswith("relief_") for code in question.programmes)
    is_rule = bool(question.intents) and all(one.startswith("ask_") for one in question.intents)
    return is_named and is_rule and question.about in (Subject.CLAIM, Subject.PAYMENT, Subject.COVER)


def _name_subjects(question: Question) -> Iterable[Subject]:
    yield from (subject for entity, subject in _BY_ENTITY.items() if question.named(entity))
    yield from (_BY_INTENT[intent] for intent in question.intents if intent in _BY_INTENT)
    if any(intent.startswith("ask_") for intent in question.intents) and not question.programmes:
        yield Subject.PROGRAMME
