"""A form that was put aside is taken up again, begun anew, left or thrown away, as the member says."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.answering import Answering
from actions.likely import find_events
from actions.patterns import own_records
from actions.patterns.acts import refuses
from actions.question import Answer, OfferedChoice, Question
from actions.relief import call_for_need
from actions.talk import Draft
from actions.tasks import visit
from actions.tasks.forms import KEPT_DRAFT, TASKS, Forms
from actions.tasks.signals import agrees, asks_how_far, begins_anew, goes_on, left_lately, wants_to_submit
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Subject
from vocabulary.intents import INTENTS

_BACK = "有别的事，接着问我就行。"
_THROWN_AWAY = "好，填了一半的删掉了。还有别的事直接说。"
_NOT_SENT = "您有一份没填完的{title}，还没提交；说“接着填”就能接着办。"
_THROW_AWAY = re.compile(r"^(?:把填了一半的删|不填了|别填了|(?:全|都)?删(?:掉|了)吧?$)")
_TAKE_UP = re.compile(
    r"^(?:那|要不|我|就|算了|[，,\s])*还是(?:给我)?(?:报|办|申请|登记|弄|填|交)(?:上|了|一下)?(?:吧|呗|好了)?[。！!]*$"
    r"|^(?:继续|接着(?:办|填|来|弄|报|申请)|刚才那个接着|回到刚才)"
)
_LEFT_ONCE = re.compile(
    r"(?:上次|上回|那天|之前|前几天|上周)[^，。？?]{0,5}(?:那个|那张|那份|[填弄报办写]的)"
)
_NAMES = {"filing": re.compile(r"理赔|报销|报案|登记"), "relief": re.compile(r"救助|申请")}
_COMES_FIRST = frozenset({"crisis", "request_human"})
_HOW_FAR = (Aspect.STATE, Aspect.MISSING, Aspect.NEXT)
_EVENTS = {
    "accident": frozenset({"fall", "traffic_accident"}),
    "hospital_stay": frozenset({"hospital_stay"}),
    "pipe_burst": frozenset({"pipe_burst"}),
    "fire": frozenset({"fire"}),
}
"""What a form that was put aside may be named by: 水管那个."""
_LOOKS_UP = {"check_claim": "filing", "check_relief": "relief"}


async def take(answering: Answering, question: Question) -> Answer | None:
    """Answers whatever is about a form that was put aside; None where there is none, or where it is not meant."""
    forms = Forms(answering.claims, answering.knowledge)
    if question.way_back:
        return await _come_back(forms, question)
    if question.member is None or _COMES_FIRST.intersection(question.intents) or not _may_be_meant(question):
        return None
    kept = await forms.kept.find(question)
    if not kept:
        return None
    if known := await _take_words(forms, question, _choose(question, kept)):
        return known
    return await _take_wish(answering, forms, question, kept)


async def _come_back(forms: Forms, question: Question) -> Answer:
    """A person gave the conversation back, or words of danger came between."""
    kept = await forms.kept.find(question)
    if question.way_back == "continue" and kept:
        return Answer("", opens=replace(kept[0], asked=None))
    if question.way_back == "fresh":
        for draft in kept:
            await forms.kept.forget(question, draft)
    return Answer(_BACK)


def _may_be_meant(question: Question) -> bool:
    """Whether the message may be about such a form at all, before any is looked for."""
    intents = set(question.intents)
    begins = any(intents & task.intents for task in TASKS.values())
    return (
        begins
        or _is_offered(question)
        or intents == {"inform"}
        or bool(intents & _LOOKS_UP.keys())
        or _takes_up(question)
        or bool(_THROW_AWAY.match(question.text.strip()))
        or begins_anew(question)
        or _is_of_left(question)
    )


async def _take_words(forms: Forms, question: Question, draft: Draft) -> Answer | None:
    """What the words alone say of it."""
    words, is_offered = question.text.strip(), _is_offered(question)
    if _THROW_AWAY.match(words):
        await forms.kept.forget(question, draft)
        return Answer(_THROWN_AWAY)
    if begins_anew(question):
        if is_offered:
            talk = replace(question.talk, told=None)
            return await forms.begin_anew(draft.task, replace(question, text="", entities={}, talk=talk))
        return forms.offer(draft)
    if is_offered and refuses(question):
        return await forms.finish("stopped", question, draft)
    if _is_of_left(question) and wants_to_submit(question):
        return await forms.resume_to_send(question, draft)
    if _takes_up(question) or _is_of_left(question) or (is_offered and agrees(question)):
        return await forms.resume(question, draft)
    return None


async def _take_wish(
    answering: Answering, forms: Forms, question: Question, kept: Sequence[Draft]
) -> Answer | None:
    """What is wished or asked: the same form once more, how far it is, or a bare value of nobody knows what."""
    intents = set(question.intents)
    same = next((one for one in kept if intents & TASKS[one.task].intents), None)
    if same and (question.tells or question.told):
        await forms.kept.set_aside(question, same)
        return None
    if same and same.task != visit.NAME:
        return call_for_need(question, forms.offer(same))
    if intents == {"inform"} and kept[0].task != visit.NAME:
        return forms.offer(kept[0])
    looked_up = {_LOOKS_UP[one] for one in intents & _LOOKS_UP.keys()}
    asked = next((one for one in kept if one.task in looked_up), None)
    if asked is None:
        return None
    answer = await own_records.take(answering, question) or await answering.answer(question)
    if answer.facts or answer.asks or any(topic.key for topic in answer.topics):
        return answer
    more = _NOT_SENT.format(title=TASKS[asked.task].title)
    choices = (OfferedChoice("接着填", "接着填"), *answer.choices)
    return replace(answer, text=f"{answer.text}\n{more}", choices=choices)


def _takes_up(question: Question) -> bool:
    """Whether the words take up what was left."""
    words = question.text.strip()
    if question.entities.get("claim_number") or question.entities.get("relief_number"):
        return False
    if goes_on(question) or _TAKE_UP.search(words) or left_lately(question):
        return True
    topic = question.talk.topic
    is_of_record = topic is not None and topic.key and topic.subject is not Subject.PROGRAMME
    if asks_how_far(question):
        return not is_of_record
    return bool(_LEFT_ONCE.search(words)) and not _asks_of_record(question)


def _asks_of_record(question: Question) -> bool:
    """Whether something is asked of what is on record: 之前崴脚那个能不能先给 takes up no form."""
    looks_up = any(INTENTS[one].looks_up for one in question.intents if one in INTENTS)
    return looks_up or (bool(question.aspects) and question.about in (Subject.CLAIM, Subject.PAYMENT))


def _is_of_left(question: Question) -> bool:
    """Whether the form that was put aside last is asked after, or is to be sent: 还差啥, 交吧."""
    names_other = question.programmes or question.named("claim_number") or question.named("relief_number")
    if not question.talk.left or names_other or question.talk.is_asked(Asked.YES):
        return False
    is_asked_after = bool(question.aspects) and question.aspects[0] in _HOW_FAR
    return is_asked_after or wants_to_submit(question)


def _is_offered(question: Question) -> bool:
    return question.talk.is_asked(Asked.GO_ON, KEPT_DRAFT)


def _choose(question: Question, kept: Sequence[Draft]) -> Draft:
    """The form that was offered, or is named; else the one that was left last."""
    asked = question.talk.asked
    offered = asked.key if asked and _is_offered(question) else None
    happened = find_events(question)
    of_kind = [one for one in kept if happened & _EVENTS.get(one.values.get("kind", ""), frozenset())]
    named = of_kind or [one for one in kept if one.task in _NAMES and _NAMES[one.task].search(question.text)]
    return next((one for one in kept if one.task == offered), next(iter(named), kept[0]))
