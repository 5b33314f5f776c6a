"""Somebody does not follow, or cannot manage: the same once more in numbered steps, or a person."""

import re
from dataclasses import replace

from actions.answering import ANSWERERS, Answering
from actions.coverage import read_cover, say_further
from actions.marking import was_said
from actions.not_able import NOT_ABLE, cannot_type, is_not_able, offer_help
from actions.patterns.unwilling import IDENTITY, say_steps
from actions.question import Answer, OfferedChoice, Question
from actions.records.claim import answer_about
from actions.records.claim.reading import recall_aspects
from actions.records.claim.steps import names_step
from actions.records.claims_on_offer import is_of_claim
from actions.stories.death import is_bereaved, say_unable
from actions.urgency import tells_emergency
from claims.access import access_claim
from vocabulary.aspects import Aspect
from vocabulary.expects import Asked, Move, Subject

_LOST = re.compile(
    r"(?:没|不|看不|听不)(?:太|大|咋)?(?:听|看|整|弄|搞)?(?:懂|明白)|(?:什么|啥|几个)意思|说的?(?:是)?(?:啥|什么)(?:呀|啊)?[?？]?$|"
    r"(?:说|讲)(?:得)?(?:简单|明白|清楚|白)(?:点|些)|(?:简单|大白话)(?:点|些)?(?:说|讲)|(?:字|东西)(?:太)?(?:多|小)|太长|一头雾水|绕晕|晕了"
)
_MAY_BE = frozenset(
    {"cancel", "deny", "inform", "complain", "out_of_scope", "ask_help", "affirm", "ask_bot", "nlu_fallback"}
)
_MOST_STEPS = 5
_LONGEST = 90
"""So long a sentence is still read by whoever reads badly."""
_BRACKETS = re.compile(r"（(?:数据更新|\d{4}年)[^（）]*）")
_SENTENCE = re.compile(r"[^。！？\n]+")
_TO_PERSON = OfferedChoice("找同事说", "转人工")
_STUCK = (
    "是我没说明白。告诉我卡在第几条，我只说那一条；要省事，点下面找同事，让同事跟您说。",
    "别为难自己，这不怪您。点下面找同事吧，您前面说的都留着，不用重说。",
)
_PLAINLY = "是我没说明白。您说一句出了什么事就行，比如“住院了”“摔伤了”；要同事跟您说，点下面。"
_TWO_STEPS = "就两步：\n1. 告诉单位工会的经办人，由他往上报。\n2. 票据、单子先留好，一样别扔。"
_END = "哪条还不明白，说第几条；想让同事跟您说，点下面。"


async def take(answering: Answering, question: Question) -> Answer | None:
    """What was answered last, sentence by sentence; the way through the page where that was what stopped them."""
    if not _is_lost(question) or question.way_back or tells_emergency(question.text):
        return None
    is_unable = is_not_able(replace(question, text=_LOST.sub("", question.text))) or was_said(
        NOT_ABLE, question
    )
    is_on_page = question.about is Subject.IDENTITY or "bind_identity" in question.intents
    if cannot_type(question) and not is_on_page:
        return offer_help()
    if _is_of_several(question) and not is_on_page:
        return _say_two_steps(is_unable=is_unable)
    if question.talk.is_asked(Asked.STEP, IDENTITY) and not (is_unable and _is_of_no_page(question)):
        return say_steps()
    if is_unable and is_bereaved(question):
        return say_unable(question)
    if nothing := await _say_nothing_holds(answering, question):
        return nothing
    said = await _answer_again(answering, question)
    steps = (
        [one.strip() for one in _SENTENCE.findall(_BRACKETS.sub("", said.text)) if one.strip()]
        if said
        else []
    )
    if is_unable:
        return _say_shortly(said, steps)
    if said is None or len(steps) < 2:
        return None
    if said.asks is not None and said.asks.kind in (Asked.PROGRAMME, Asked.MEANING):
        return Answer(_PLAINLY, (_TO_PERSON,), topics=said.topics, asks=said.asks, again=_STUCK[1:])
    lines = [f"{place}. {step}。" for place, step in enumerate(steps[:_MOST_STEPS], 1)]
    text = "\n".join(["一条一条说：", *lines, _END])
    return Answer(
        text, (*said.choices[:2], _TO_PERSON), said.facts, said.needs, topics=said.topics, again=_STUCK
    )


def _say_two_steps(*, is_unable: bool) -> Answer:
    if is_unable:
        return offer_help(_TWO_STEPS)
    return Answer(f"{_TWO_STEPS}\n{_END}", (_TO_PERSON,), again=_STUCK)


def _is_of_several(question: Question) -> bool:
    """Whether the way of several programmes at once was explained."""
    topic = question.talk.topic
    is_way = topic is not None and "ask_process" in topic.aspects and topic.subject is Subject.PROGRAMME
    return topic is not None and is_way and len(topic.programmes) > 1


async def _say_nothing_holds(answering: Answering, question: Question) -> Answer | None:
    """To whoever cannot follow that they have no cover: what may have happened, and who puts it right."""
    topic = question.talk.topic
    if topic is None or topic.subject is not Subject.COVER or question.member is None:
        return None
    cover = await read_cover(answering.claims, answering.knowledge, question.member, question)
    return None if cover.valid or cover.upcoming else say_further(cover)


def _say_shortly(said: Answer | None, steps: list[str]) -> Answer:
    """The sentence that matters, where there is one, and somebody who does it for them: nothing to read through."""
    if said is None or said.asks or said.offers or not steps:
        return offer_help()
    first = f"{steps[0]}。"
    answer = offer_help(first if len(first) <= _LONGEST else "")
    return replace(answer, facts=said.facts, topics=said.topics)


def _is_of_no_page(question: Question) -> bool:
    """Whether they say it of themselves, and not of the page."""
    return (
        set(question.intents) <= {"inform", "ask_help", "nlu_fallback"}
        and question.about is not Subject.IDENTITY
    )


def _is_lost(question: Question) -> bool:
    if question.programmes or "request_human" in question.intents or _asks_what_is(question):
        return False
    if Aspect.MEANING in question.aspects and names_step(question.text):
        return False
    if _asks_again(question):
        return False
    if question.move is Move.LOST or is_not_able(question) or _is_stuck(question):
        return True
    return bool(_LOST.search(question.text)) and set(question.intents) <= _MAY_BE


def _is_stuck(question: Question) -> bool:
    """Whether help is asked for with what was just explained: 点哪儿啊 after how it is done."""
    topic = question.talk.topic
    is_explained = topic is not None and topic.subject is Subject.PROGRAMME and "ask_process" in topic.aspects
    is_of_it = question.move is Move.CARRY and question.about is Subject.PROGRAMME and not question.aspects
    return is_explained and is_of_it and set(question.intents) == {"ask_help"}


def _asks_what_is(question: Question) -> bool:
    """Whether one word of the record that is spoken of is to be explained, and not all of it said again."""
    topic = question.talk.topic
    is_of_record = topic is not None and bool(topic.key) and topic.subject is not Subject.COVER
    return Aspect.MEANING in question.aspects and is_of_record


def _asks_again(question: Question) -> bool:
    """Whether the same is asked once more of the record that is spoken of, and nobody says that they did not follow."""
    topic = question.talk.topic
    if topic is None or not topic.key or not question.aspects:
        return False
    is_same = question.aspects[0] in recall_aspects(topic)
    return is_same and not (_LOST.search(question.text) or is_not_able(question))


async def _answer_again(answering: Answering, question: Question) -> Answer | None:
    """What was answered last, from the rows as they stand now."""
    topic = question.talk.topic
    if topic is None or not topic.aspects:
        return None
    before = question.asking(topic.aspects, question.talk.programmes)
    if is_of_claim(topic) and question.member is not None:
        claim = await access_claim(answering.claims, question.member, topic.key)
        if claim is None:
            return None
        return await answer_about(
            answering.claims, answering.knowledge, question.member, claim, recall_aspects(topic), before
        )
    known = tuple(one for one in topic.aspects if one in ANSWERERS)
    return await answering.answer(question.asking(known, question.talk.programmes)) if known else None
