"""A bare wish after something was told or explained, 登记吧 or 申请: the form for what is spoken of, with all that was told."""

from dataclasses import replace

from actions.answering import Answering
from actions.districts import find_district
from actions.question import Answer, Question
from actions.relief_case import OF_FIRE, find_home, read_cases
from actions.stories import is_of_relative
from actions.story import leave_wish_out, wishes_barely
from actions.talk import Topic
from actions.tasks import filing, relief
from actions.tasks.forms import Forms
from claims.states import ReliefStep
from vocabulary.expects import Asked, Subject
from vocabulary.programmes import find_plan

_OPEN_QUESTIONS = frozenset({Asked.YES, Asked.RECORD, Asked.GO_ON})
"""To these it is an answer."""
_OF_OTHERS = frozenset({Subject.VISIT, Subject.ACTIVITY, Subject.SERVICE, Subject.NOTICES})
_OTHERS = frozenset({"spouse", "parent", "other"})
_OF_OTHER_ACTS = frozenset({"book_appointment", "join_activity", "crisis", "cancel"})


async def take(answering: Answering, question: Question) -> Answer | None:
    """Opens the relief form where relief is spoken of, else a claim's where something that happened was told."""
    topic = question.talk.topic
    is_of_other = topic is not None and topic.subject in _OF_OTHERS and not question.story(filing.NAME)
    if not _is_bare(question) or is_of_other:
        return None
    forms = Forms(answering.claims, answering.knowledge)
    question = _of_child_alone(question)
    if topic is not None and is_of_fund(topic) and not _names_plan(question):
        name = relief.NAME if await is_of_district(answering, question) else filing.NAME
        if name == relief.NAME or question.story(name) or question.tells:
            return await open_from_story(forms, name, question)
    if question.told and is_of_relative(question.told) and not _is_childs_claim(question):
        return await answering.answer(replace(question, intents=("apply_relief",), move=None, aspects=()))
    if question.story(filing.NAME) or question.tells:
        return await open_from_story(forms, filing.NAME, question)
    if told := await _tell_of_refused(answering, question):
        return await open_from_story(forms, filing.NAME, told)
    return None


async def _tell_of_refused(answering: Answering, question: Question) -> Question | None:
    """What befell the home, for which the fund gave nothing: the claim that was named instead is of the same."""
    topic = question.talk.topic
    if question.member is None or topic is None or topic.subject is not Subject.RELIEF or not topic.key:
        return None
    cases = await read_cases(answering.claims, answering.knowledge, question.member, question)
    case = next((one for one in cases if one.one.number == topic.key), None)
    if case is None or case.one.step is not ReliefStep.DENIED or find_home(case) is None:
        return None
    event = "fire" if OF_FIRE.search(case.one.cause) else "pipe_burst"
    text = "，".join(filter(None, (case.cause, leave_wish_out(question.text))))
    return replace(question, text=text, entities={**question.entities, "event": (event,)})


async def open_from_story(forms: Forms, name: str, question: Question) -> Answer:
    """The form for what was told: the one that was begun of it and put aside, or a new one beside another."""
    kept = next((one for one in await forms.kept.find(question) if one.task == name), None)
    if kept is None:
        return await forms.open(name, question)
    told = str(kept.values.get("told", ""))
    if any(part.text.strip() in told or told in part.text for part in question.story(name)):
        return await forms.resume(question, kept)
    await forms.kept.set_aside(question, kept)
    return await forms.open(name, question)


def wishes(question: Question) -> bool:
    """Whether the claim of what was told is wished for, whatever is open."""
    return _is_bare(question) and any(one.tells for one in question.story(filing.NAME))


def _is_bare(question: Question) -> bool:
    asked = question.talk.asked
    is_answer = asked is not None and asked.kind in _OPEN_QUESTIONS
    is_other = is_answer or bool(question.way_back) or bool(_OF_OTHER_ACTS.intersection(question.intents))
    return wishes_barely(question) and not is_other


async def is_of_district(answering: Answering, question: Question) -> bool:
    """Whether the fund may be for this member: of another district's it was said that it is not."""
    district = await find_district(answering.claims, question)
    return district in (None, relief.OF_DISTRICT) or "apply_relief" in question.intents


def _of_child_alone(question: Question) -> Question:
    """Without what was told of others in between, where the child's is to be filed: 那先登孩子的."""
    told = question.talk.told
    if told is None or question.named("relation") != "child":
        return question
    parts = tuple(one for one in told.parts if not _OTHERS.intersection(one.entities.get("relation", ())))
    if not any("child" in one.entities.get("relation", ()) for one in parts):
        return question
    return replace(question, talk=replace(question.talk, told=replace(told, parts=parts)))


def _is_childs_claim(question: Question) -> bool:
    """Whether a child was hurt, which a cover of the member's own may pay for."""
    told = question.told.entities if question.told else {}
    is_child = set(told.get("relation", ())) <= {"child", "self"}
    return is_child and bool(set(told.get("event", ())) & {"fall", "traffic_accident"})


def is_of_fund(topic: Topic) -> bool:
    """Whether the fund is spoken of, and not an application to it."""
    is_application = topic.subject is Subject.RELIEF and topic.key
    codes = topic.programmes
    return not is_application and bool(codes) and all(code.startswith("relief_") for code in codes)


def _names_plan(question: Question) -> bool:
    return any(find_plan(code) for code in question.programmes)
